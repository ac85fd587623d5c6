"""开班反馈: report a class from the desk. It counts from the moment it is made here, however late it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.store import classes, facts, roster, scans
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.deadlines import opening_report_due
from sync.domain.ids import ClassId, FactId, StaffId
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.trusted_time import Grade
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import OpeningReported

_WORKING = "working"


@dataclass(frozen=True, slots=True)
class Reported:
    """What the clerk sees; the centre judges. `trainees`: on the roster as this desk knows it, own enrolments included.

    `due`: until when a report is in time, None where only the centre can tell (no session here, or working days, whose
    holidays are not here). `in_time`: None likewise, or because the clock is doubtful: then the time of arrival counts.
    """

    fact_id: FactId
    at: datetime
    trainees: int
    due: datetime | None
    in_time: bool | None


def report_opening(desk: Desk, class_id: ClassId, *, operator: StaffId) -> Reported:
    """Write the report. One transaction; durable when this returns. Reporting again changes nothing at the centre.

    Raises UnknownThing (class, operator), InvalidInput (cancelled or closed) or the StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        training_class = _open_class(tx, class_id)
        author = authorship(tx, desk, operator, moment, lists)
        trainees = roster.count_of_class(tx, class_id) + scans.count_enrolments(tx, class_id)
        due = _due(tx, training_class, lists.policy)
        fact = facts.append(tx, author, OpeningReported(class_id, trainees))
    in_time = moment.best <= due if due is not None and moment.grade is Grade.TRUSTED else None
    return Reported(fact.header.id, moment.best, trainees, due, in_time)


def _open_class(tx: Transaction, class_id: ClassId) -> TrainingClass:
    known = classes.find_class(tx, class_id)
    if known is None:
        raise UnknownThing("class")
    if known[0].state is not ClassState.OPEN:
        raise InvalidInput("the class is cancelled or closed")
    return known[0]


def _due(tx: Transaction, training_class: TrainingClass, policy: Policy) -> datetime | None:
    first = classes.first_session_of(tx, training_class.id)
    if first is None or policy.opening_report_day_kind == _WORKING:
        return None
    return opening_report_due(first.starts, policy, RegionRules())
