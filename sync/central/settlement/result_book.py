"""What is on record about the assessments of some classes, and what is added: fetched at once, written at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sync.central.move_voucher import Occasion
from sync.central.news.results import publish_results
from sync.central.store.tables import assessments, classes, projects, roster_entries, sessions
from sync.domain.assessment import Attempt, Result, ResultRefusal, Sitting, refuse_certificate, refuse_result
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.policy import Policy


@dataclass
class ResultBook:
    """Open while results are judged: a later one sees what an earlier one has added."""

    policy: Policy
    sittings: dict[ClassId, Sitting] = field(default_factory=dict)
    attempts: dict[tuple[ClassId, VoucherNo], list[Attempt]] = field(default_factory=dict)
    """Of everybody on the classes' rosters who is spoken of, in order."""
    certificates: set[str] = field(default_factory=set)
    """Among those spoken of, the ones that are somebody's."""
    new_rows: list[dict[str, Any]] = field(default_factory=list)
    noted: dict[tuple[ClassId, VoucherNo, int], str] = field(default_factory=dict)
    """Certificates that came after their results."""

    def take(
        self, class_id: ClassId, voucher_no: VoucherNo, result: Result, occasion: Occasion, source: str
    ) -> ResultRefusal | None:
        """Add a result to a class that is loaded, or say why not. `source`: the fact or the list it stands in."""
        before = self.attempts.get((class_id, voucher_no))
        refusal = refuse_result(result, before, self.sittings[class_id], occasion.at, self.policy)
        if refusal is None and result.certificate_no in self.certificates:
            refusal = ResultRefusal.CERTIFICATE_TAKEN
        if refusal is not None or before is None:
            return refusal
        passed = result.passes(self.policy)
        before.append(Attempt(result, passed))
        if result.certificate_no is not None:
            self.certificates.add(result.certificate_no)
        self.new_rows.append(
            {
                "class_id": class_id,
                "voucher_no": voucher_no,
                "attempt": result.attempt,
                "fact_id": source,
                "theory": result.theory,
                "practical": result.practical,
                "passed": passed,
                "certificate_no": result.certificate_no,
                "actor": occasion.actor,
                "at": occasion.at,
                "policy_version": occasion.policy_version,
            }
        )
        return None

    def has(self, class_id: ClassId, voucher_no: VoucherNo, result: Result) -> bool:
        """Whether this very result is on record; its certificate may have been noted since."""
        return any(
            (one.result.attempt, one.result.theory, one.result.practical)
            == (result.attempt, result.theory, result.practical)
            and result.certificate_no in (None, one.result.certificate_no)
            for one in self.attempts.get((class_id, voucher_no), ())
        )

    def note_certificate(self, class_id: ClassId, voucher_no: VoucherNo, result: Result) -> ResultRefusal | None:
        """Add the certificate to a result on record that is the same but for it, or say why not."""
        attempts = self.attempts.get((class_id, voucher_no), [])
        at = next((at for at, one in enumerate(attempts) if _bare(one.result) == _bare(result)), None)
        number = result.certificate_no
        if at is None or number is None or attempts[at].result.certificate_no is not None:
            return ResultRefusal.RECORDED_ALREADY
        if not attempts[at].passed:
            return ResultRefusal.NOT_PASSED
        refusal = refuse_certificate(number, self.sittings[class_id].skill_level)
        if refusal is not None or number in self.certificates:
            return refusal or ResultRefusal.CERTIFICATE_TAKEN
        attempts[at] = replace(attempts[at], result=result)
        self.certificates.add(number)
        self.noted[class_id, voucher_no, result.attempt] = number
        return None

    def write(self, connection: Connection) -> None:
        """Keep what was added, and tell the desks."""
        if self.new_rows:
            connection.execute(insert(assessments), self.new_rows)
        for (class_id, voucher_no, attempt), number in self.noted.items():
            results = assessments.c
            this = (results.class_id == class_id) & (results.voucher_no == voucher_no) & (results.attempt == attempt)
            connection.execute(update(assessments).where(this).values(certificate_no=number))
        fresh = [(row["class_id"], row["voucher_no"]) for row in self.new_rows]
        publish_results(connection, [*fresh, *((class_id, number) for class_id, number, _ in self.noted)])


def load_results(
    connection: Connection,
    policy: Policy,
    class_ids: Collection[ClassId],
    numbers: Collection[VoucherNo],
    certificates: Collection[str],
) -> ResultBook:
    """What is on record about the vouchers `numbers` in the classes; classes that do not exist are left out."""
    book = ResultBook(policy, sittings=sittings_of(connection, class_ids))
    entries, results = roster_entries.c, assessments.c
    here = entries.class_id.in_(set(class_ids)) & entries.voucher_no.in_(set(numbers))
    for entry in connection.execute(select(entries.class_id, entries.voucher_no).where(here)):
        book.attempts[entry.class_id, entry.voucher_no] = []
    taken = results.class_id.in_(set(class_ids)) & results.voucher_no.in_(set(numbers))
    for row in connection.execute(select(assessments).where(taken).order_by(results.voucher_no, results.attempt)):
        book.attempts.get((row.class_id, row.voucher_no), []).append(Attempt(result_of(row), row.passed))
    book.certificates = taken_certificates(connection, certificates)
    return book


def sittings_of(connection: Connection, class_ids: Collection[ClassId]) -> dict[ClassId, Sitting]:
    """What each class's results are judged by."""
    held = (sessions.c.class_id == classes.c.id) & ~sessions.c.cancelled
    over_at = select(func.max(sessions.c.ends)).where(held).scalar_subquery()
    rows = connection.execute(
        select(classes.c.id, classes.c.state, projects.c.skill_level, over_at.label("over_at"))
        .join(projects, projects.c.no == classes.c.project)
        .where(classes.c.id.in_(set(class_ids)))
    )
    return {row.id: Sitting(row.state == ClassState.CANCELLED, row.over_at, row.skill_level) for row in rows}


def taken_certificates(connection: Connection, numbers: Collection[str]) -> set[str]:
    """Which of the numbers are somebody's already."""
    certificate = assessments.c.certificate_no
    return set(connection.scalars(select(certificate).where(certificate.in_(set(numbers)))))


def _bare(result: Result) -> Result:
    return replace(result, certificate_no=None)


def result_of(row: Any) -> Result:
    """The result in a row of `assessments`."""
    return Result(row.attempt, row.theory, row.practical, row.certificate_no)
