"""考核鉴定: take a class's results, the whole list or none of it, with a report on each line that cannot be taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sync.central.move_voucher import Occasion, lock_vouchers
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import assessments, classes, projects, roster_entries, sessions
from sync.domain.assessment import Attempt, Result, ResultRefusal, Sitting, refuse_certificate, refuse_result
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    voucher_no: VoucherNo
    result: Result


@dataclass(frozen=True, slots=True)
class Recorded:
    """A result on record, and whether it passed."""

    voucher_no: VoucherNo
    result: Result
    passed: bool


@dataclass(frozen=True, slots=True)
class ResultList:
    """鉴定成绩单 of a class that exists, under an id of the sender's choice."""

    id: str
    class_id: ClassId
    lines: tuple[Line, ...]


def record_results(connection: Connection, given: ResultList, policy: Policy, occasion: Occasion) -> list[Recorded]:
    """Take a list; the same list again finds what was recorded the first time.

    Raises Problem: results-refused with the lines that cannot be taken and why, or id-taken when another list has that
    id. Nothing was taken then.
    """
    class_id, lines = given.class_id, given.lines
    numbers = {line.result.certificate_no for line in lines} - {None}
    lock_named(connection, f"class:{class_id}", *(f"certificate:{number}" for number in numbers))
    lock_vouchers(connection, {line.voucher_no for line in lines})
    known = _of_list(connection, given.id)
    if known:
        return _found_again(known, class_id, lines)
    refused = _refused_lines(connection, class_id, lines, policy, occasion)
    if refused:
        raise Problem(ProblemKind.RESULTS_REFUSED, unmet=refused)
    recorded = [Recorded(line.voucher_no, line.result, line.result.passes(policy)) for line in lines]
    connection.execute(insert(assessments), [_row(given, one, occasion) for one in recorded])
    return recorded


def note_certificate(connection: Connection, class_id: ClassId, voucher_no: VoucherNo, number: str) -> None:
    """Note the certificate of somebody who passed; the same number again changes nothing.

    Raises Problem (certificate-refused): not passed, malformed, of another level, somebody else's, or another number
    was noted before.
    """
    lock_named(connection, f"certificate:{number}")
    lock_vouchers(connection, {voucher_no})
    passed = (assessments.c.class_id == class_id) & (assessments.c.voucher_no == voucher_no) & assessments.c.passed
    row = connection.execute(select(assessments).where(passed)).one_or_none()
    if row is None:
        raise _certificate_refused(ResultRefusal.NOT_PASSED)
    if row.certificate_no == number:
        return
    refusal = refuse_certificate(number, sitting_of(connection, class_id).skill_level)
    if refusal is None and (row.certificate_no is not None or taken_certificates(connection, {number})):
        refusal = ResultRefusal.CERTIFICATE_TAKEN
    if refusal is not None:
        raise _certificate_refused(refusal)
    connection.execute(update(assessments).where(passed).values(certificate_no=number))


def sitting_of(connection: Connection, class_id: ClassId) -> Sitting:
    """What the class's results are judged by."""
    over_at = select(func.max(sessions.c.ends)).where(sessions.c.class_id == class_id, ~sessions.c.cancelled)
    row = connection.execute(
        select(classes.c.state, projects.c.skill_level, over_at.scalar_subquery().label("over_at"))
        .join(projects, projects.c.no == classes.c.project)
        .where(classes.c.id == class_id)
    ).one()
    return Sitting(row.state == ClassState.CANCELLED, row.over_at, row.skill_level)


def attempts_of(
    connection: Connection, class_id: ClassId, numbers: Collection[VoucherNo]
) -> dict[VoucherNo, list[Attempt]]:
    """The attempts of each of the vouchers that are on the class's roster, in order."""
    entries, results = roster_entries.c, assessments.c
    here = (entries.class_id == class_id) & entries.voucher_no.in_(set(numbers))
    found: dict[VoucherNo, list[Attempt]] = {
        VoucherNo(number): [] for number in connection.scalars(select(entries.voucher_no).where(here))
    }
    taken = (results.class_id == class_id) & results.voucher_no.in_(found)
    for row in connection.execute(select(assessments).where(taken).order_by(results.voucher_no, results.attempt)):
        found[row.voucher_no].append(Attempt(_result(row), row.passed))
    return found


def taken_certificates(connection: Connection, numbers: Collection[str]) -> set[str]:
    """Which of the numbers are somebody's already."""
    certificate = assessments.c.certificate_no
    return set(connection.scalars(select(certificate).where(certificate.in_(set(numbers)))))


def _refused_lines(
    connection: Connection, class_id: ClassId, lines: Sequence[Line], policy: Policy, occasion: Occasion
) -> list[Mapping[str, object]]:
    """Each line that cannot be taken, from 1; two lines about one person are two attempts, in their order."""
    sitting = sitting_of(connection, class_id)
    attempts = attempts_of(connection, class_id, {line.voucher_no for line in lines})
    certificates = taken_certificates(connection, {line.result.certificate_no or "" for line in lines})
    refused: list[Mapping[str, object]] = []
    for number, (voucher_no, result) in enumerate(((line.voucher_no, line.result) for line in lines), 1):
        before = attempts.get(voucher_no)
        refusal = refuse_result(result, before, sitting, occasion.at, policy)
        if refusal is None and result.certificate_no in certificates:
            refusal = ResultRefusal.CERTIFICATE_TAKEN
        if refusal is not None:
            refused.append({"line": number, "refusal": refusal.value})
            continue
        if before is not None:
            before.append(Attempt(result, result.passes(policy)))
        if result.certificate_no is not None:
            certificates.add(result.certificate_no)
    return refused


def _of_list(connection: Connection, list_id: str) -> Sequence[Any]:
    return connection.execute(select(assessments).where(assessments.c.fact_id == list_id)).all()


def _found_again(known: Sequence[Any], class_id: ClassId, lines: Sequence[Line]) -> list[Recorded]:
    """What the list brought about; certificates may have been noted since."""
    rows = {(row.voucher_no, row.attempt): row for row in known}
    same = len(rows) == len(lines) and all(_is_same(rows, class_id, line) for line in lines)
    if not same:
        raise Problem(ProblemKind.ID_TAKEN)
    found = [rows[line.voucher_no, line.result.attempt] for line in lines]
    return [Recorded(VoucherNo(row.voucher_no), _result(row), row.passed) for row in found]


def _is_same(rows: Mapping[tuple[int, int], Any], class_id: ClassId, line: Line) -> bool:
    row, result = rows.get((line.voucher_no, line.result.attempt)), line.result
    return (
        row is not None
        and (row.class_id, row.theory, row.practical) == (class_id, result.theory, result.practical)
        and result.certificate_no in (None, row.certificate_no)
    )


def _result(row: Any) -> Result:
    return Result(row.attempt, row.theory, row.practical, row.certificate_no)


def _row(given: ResultList, one: Recorded, occasion: Occasion) -> dict[str, Any]:
    return {
        "class_id": given.class_id,
        "voucher_no": one.voucher_no,
        "attempt": one.result.attempt,
        "fact_id": given.id,
        "theory": one.result.theory,
        "practical": one.result.practical,
        "passed": one.passed,
        "certificate_no": one.result.certificate_no,
        "actor": occasion.actor,
        "at": occasion.at,
        "policy_version": occasion.policy_version,
    }


def _certificate_refused(refusal: ResultRefusal) -> Problem:
    return Problem(ProblemKind.CERTIFICATE_REFUSED, unmet=[{"refusal": refusal.value}])
