"""培训班 of the site, each with its dates, how full it is, and how its opening report stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.store import class_plan, classes, own_acts, roster, scans
from sync.desk.store.class_plan import OpeningTold
from sync.desk.store.own_acts import OwnAct
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.ids import ClassId, SessionId
from sync.domain.opening import OpeningCase, OpeningPoint
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.timetable import PlannedSession
from sync.protocol.payloads import ClassCancelled, OpeningReported, SessionCancelled, SessionChanged
from sync.protocol.receipts import ReceiptCode

_WORKING = "working"


class OpeningStage(StrEnum):
    """How the opening report of a class stands."""

    NOT_NEEDED = "not_needed"
    """The class was cancelled."""
    DUE = "due"
    OVERDUE = "overdue"
    SENT = "sent"
    REFUSED = "refused"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Opening:
    """开班反馈. `due` None: no session yet, or only the centre can tell. `unmet`: what is missing, in the form's order.

    `reported_at`: when it was reported, here or as the centre says. `answered_at`, `code`: of the receipt, if it was
    reported here.
    """

    stage: OpeningStage
    due: datetime | None
    unmet: tuple[OpeningPoint, ...]
    reported_at: datetime | None = None
    answered_at: datetime | None = None
    code: ReceiptCode | None = None


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class. `begins` and `ends`: of its first and last session, None without one. `planned_hours`: of all
    sessions that stand. `cancelling`: cancelled here, and the centre has not said so yet.
    """

    class_id: ClassId
    name: str
    project_name: str
    capacity: int
    enrolled: int
    required_hours: int
    planned_hours: int
    begins: datetime | None
    ends: datetime | None
    state: ClassState
    cancelling: bool
    cancel_refused: ReceiptCode | None
    opening: Opening


@dataclass(frozen=True, slots=True)
class Classes:
    """All of them, those that run or will run first, by their dates. `now`: trusted time, as far as there is one."""

    rows: tuple[ClassRow, ...]
    now: datetime
    zone: ZoneInfo


def show_classes(desk: Desk) -> Classes:
    """Feed and own acts together. Raises the StoreError tree."""
    now = desk.clock.read().best
    with desk.reading() as tx:
        policy = desk.lists.read(tx).policy
        plans, told, acts = class_plan.planned_sessions(tx), class_plan.openings(tx), own_acts.acts_of_class(tx)
        rows = []
        for known, project_name in classes.all_classes(tx):
            own = [act for act in acts if getattr(act.payload, "class_id", None) == known.id]
            standing = Standing(known, project_name, plans.get(known.id, []), told[known.id], own)
            rows.append(row_of(tx, standing, policy, now))
    return Classes(tuple(sorted(rows, key=lambda row: _order(row, now))), now, ZoneInfo(policy.site_zone))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one class: as the feed tells it, and what was done here."""

    training_class: TrainingClass
    project_name: str
    fed: Sequence[PlannedSession]
    told: OpeningTold
    acts: Sequence[OwnAct]


def row_of(tx: Transaction, standing: Standing, policy: Policy, now: datetime) -> ClassRow:
    """The class as it is to be shown."""
    known, acts = standing.training_class, standing.acts
    enrolled = roster.count_of_class(tx, known.id) + scans.count_enrolments(tx, known.id)
    plan = list(planned_here(standing.fed, acts))
    case = OpeningCase(plan, known.required_hours, known.capacity, enrolled)
    cancels = [act for act in acts if isinstance(act.payload, ClassCancelled)]
    gone = known.state is ClassState.CANCELLED
    refused = None if gone or not cancels or not cancels[-1].receipt else cancels[-1]
    return ClassRow(
        known.id,
        known.name,
        standing.project_name,
        known.capacity,
        enrolled,
        known.required_hours,
        sum(one.hours for one in plan),
        plan[0].starts if plan else None,
        max((one.ends for one in plan), default=None),
        known.state,
        any(act.speaks for act in cancels) and not gone,
        refused.receipt.code if refused and refused.refused and refused.receipt else None,
        _opening(case, standing, policy, now),
    )


def planned_here(fed: Sequence[PlannedSession], acts: Sequence[OwnAct]) -> list[PlannedSession]:
    """The sessions that stand, with what was changed here and is on its way, by their start."""
    changed = [_with(one, last_change(acts, one.id)) for one in fed]
    return sorted((one for one in changed if one is not None), key=lambda one: (one.starts, one.id))


def last_change(acts: Sequence[OwnAct], session_id: SessionId) -> OwnAct | None:
    """What was last done here to a session and is to be shown over the feed."""
    about = (act for act in reversed(acts) if act.speaks and _session_of(act) == session_id)
    return next(about, None)


def with_change(one: PlannedSession, changed: SessionChanged) -> PlannedSession:
    """The session as it will be."""
    starts, ends = changed.span
    return replace(one, starts=starts, ends=ends, room=changed.room, teacher=changed.teacher)


def _with(one: PlannedSession, act: OwnAct | None) -> PlannedSession | None:
    if act is None:
        return one
    return with_change(one, act.payload) if isinstance(act.payload, SessionChanged) else None


def _session_of(act: OwnAct) -> str | None:
    return act.payload.session_id if isinstance(act.payload, SessionChanged | SessionCancelled) else None


def _opening(case: OpeningCase, standing: Standing, policy: Policy, now: datetime) -> Opening:
    told = standing.told
    unmet = case.unmet(policy)
    due = _due(case, standing, policy)
    reports = [act for act in standing.acts if isinstance(act.payload, OpeningReported)]
    last = reports[-1] if reports else None
    if standing.training_class.state is ClassState.CANCELLED:
        return Opening(OpeningStage.NOT_NEEDED, None, ())
    if last is not None and last.speaks and told.in_time is not True:
        answered, code = (last.receipt.at, last.receipt.code) if last.receipt else (None, None)
        return Opening(OpeningStage.SENT, due, unmet, last.at, answered, code)
    if told.reported_at is not None:
        stage = OpeningStage.IN_TIME if told.in_time else OpeningStage.LATE
        answer = next((act.receipt for act in reports if act.receipt and not act.refused), None)
        when, code = (answer.at, answer.code) if answer else (None, None)
        return Opening(stage, due, unmet, told.reported_at, when, code)
    if last is not None and last.refused and last.receipt is not None:
        return Opening(OpeningStage.REFUSED, due, unmet, last.at, last.receipt.at, last.receipt.code)
    return Opening(OpeningStage.OVERDUE if due is not None and now > due else OpeningStage.DUE, due, unmet)


def _due(case: OpeningCase, standing: Standing, policy: Policy) -> datetime | None:
    """The centre's word; by own reckoning where it has not heard of the sessions as they are now."""
    if not any(_session_of(act) and act.speaks for act in standing.acts) and standing.told.due is not None:
        return standing.told.due
    return None if policy.opening_report_day_kind == _WORKING else case.due(policy, RegionRules())


_LAST: Mapping[ClassState, int] = {ClassState.OPEN: 0, ClassState.CLOSED: 2, ClassState.CANCELLED: 3}


def _order(row: ClassRow, now: datetime) -> tuple[int, bool, float, str]:
    over = row.state is ClassState.OPEN and row.ends is not None and row.ends < now
    begins = row.begins.timestamp() if row.begins else 0.0
    return _LAST[row.state] + over, row.begins is not None, begins, row.name
