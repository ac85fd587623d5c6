"""开班反馈: keep the opening report that stands for a class. It comes from a desk as a fact, or online."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from sync.central.acting.act import Act
from sync.central.acting.whose import open_class, own_class
from sync.central.move_voucher import Occasion
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import opening_reports, registrations
from sync.central.teaching.class_history import ClassStep, note_step
from sync.central.teaching.opening_cases import opening_cases
from sync.central.teaching.register_trainees import register_trainees
from sync.central.teaching.tell_site import tell_class
from sync.domain.ids import ClassId, FactId
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules


@dataclass(frozen=True, slots=True)
class OpeningReport:
    """A row of `opening_reports`: reported by trusted time, judged against the deadline as it stood on arrival."""

    class_id: ClassId
    fact_id: FactId | None
    reported_at: datetime
    received_at: datetime
    deadline: datetime
    in_time: bool
    actor: str
    policy_version: int

    def stands_before(self, other: OpeningReport | None) -> bool:
        """Of two reports of a class the one in time stands, of two such the earlier, whichever arrived first.

        So a class that was reported late, and then moved to a later day in time, can be reported anew.
        """
        if other is None:
            return True
        return (not self.in_time, self.reported_at) < (not other.in_time, other.reported_at)


def standing_reports(connection: Connection, class_ids: Collection[ClassId]) -> dict[ClassId, OpeningReport]:
    """The report that stands for each of the classes that has one."""
    rows = connection.execute(select(opening_reports).where(opening_reports.c.class_id.in_(class_ids)))
    return {row.class_id: OpeningReport(**row._mapping) for row in rows}


def report_opening(connection: Connection, act: Act, class_id: ClassId) -> None:
    """Report the class now; once it is reported in time, the same again changes nothing. A late report is kept as late.

    Raises Problem: not-found, class-not-open, opening-incomplete (the detail names every point that is not met).
    """
    row = own_class(connection, act.asker, class_id)
    lock_named(connection, f"site:{row.site}", f"class:{class_id}")
    open_class(own_class(connection, act.asker, class_id))
    case = opening_cases(connection, [class_id])[class_id]
    unmet = case.unmet(act.policy)
    due = case.due(act.policy, act.rules)
    if unmet or due is None:
        raise Problem(ProblemKind.OPENING_INCOMPLETE, ", ".join(unmet))
    version, actor = act.policy.version, act.asker.actor
    report = OpeningReport(class_id, None, act.now, act.now, due, act.now <= due, actor, version)
    if report.stands_before(standing_reports(connection, [class_id]).get(class_id)):
        keep_report(connection, report, act.policy, act.rules)


def keep_report(connection: Connection, report: OpeningReport, policy: Policy, rules: RegionRules) -> None:
    """Let `report` stand for its class, register those on the roster, and tell the desks."""
    values: dict[str, object] = asdict(report)
    key = {"class_id": values.pop("class_id")}
    put_row(connection, opening_reports, key, values)
    connection.execute(delete(registrations).where(registrations.c.class_id == report.class_id))
    body = {
        "reported_at": report.reported_at.isoformat(),
        "deadline": report.deadline.isoformat(),
        "in_time": report.in_time,
    }
    occasion = Occasion(report.actor, report.received_at, report.policy_version)
    note_step(connection, report.class_id, ClassStep.REPORTED, body, occasion)
    register_trainees(connection, [report.class_id], policy, rules)
    tell_class(connection, report.class_id, policy, rules)
