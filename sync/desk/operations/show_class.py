"""One class as its manager sees it: opening report's checklist, the sessions, the people, and how it goes so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.operations.show_classes import ClassRow, Standing, last_change, row_of, with_change
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.store import class_plan, classes, own_acts
from sync.desk.store.own_acts import OwnAct
from sync.desk.store.store import Transaction
from sync.domain.ids import ClassId, SessionId, StaffId
from sync.domain.staff import StaffRole
from sync.domain.timetable import PlannedSession
from sync.errors import UnknownThing
from sync.protocol.payloads import SessionCancelled, SessionChanged
from sync.protocol.receipts import ReceiptCode


class SessionStage(StrEnum):
    """How a session stands."""

    PLANNED = "planned"
    ON = "on"
    OVER = "over"
    CHANGING = "changing"
    """Changed here; the centre has not told it yet."""
    CANCELLING = "cancelling"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session as it will be held. `refused`: why the centre did not take the last change."""

    session_id: SessionId
    starts: datetime
    ends: datetime
    hours: int
    room: str | None
    teacher: str | None
    stage: SessionStage
    refused: ReceiptCode | None


@dataclass(frozen=True, slots=True)
class ClassDetail:
    """`people`: how many by state. `hours_held`: class hours of sessions that are over; `attended_percent`: of those
    the enrolled were there for, None before the first. `rooms`, `teachers`: names known at the site.
    `by_manager`: whether the operator is one, who alone may change a class.
    """

    row: ClassRow
    sessions: tuple[SessionLine, ...]
    people: dict[RosterState, int]
    hours_held: int
    attended_percent: int | None
    rooms: tuple[str, ...]
    teachers: tuple[str, ...]
    by_manager: bool
    now: datetime
    zone: ZoneInfo


def show_class(desk: Desk, class_id: ClassId, operator: StaffId | None = None) -> ClassDetail:
    """Feed and own acts together. Raises UnknownThing or the StoreError tree."""
    now = desk.clock.read().best
    lines = show_roster(desk, class_id)
    with desk.reading() as tx:
        policy = desk.lists.read(tx).policy
        known = classes.find_class(tx, class_id)
        if known is None:
            raise UnknownThing("class")
        plans, acts = class_plan.planned_sessions(tx), own_acts.acts_of_class(tx, class_id)
        fed = plans.get(class_id, [])
        row = row_of(tx, Standing(*known, fed, class_plan.openings(tx)[class_id], acts), policy, now)
        everywhere = [one for plan in plans.values() for one in plan]
        held = sum(one.hours for one in fed if one.ends <= now)
        counted = [min(line.hours_done, held) for line in lines if line.state is RosterState.ENROLLED]
        return ClassDetail(
            row,
            tuple(sorted((_line(one, acts, now) for one in fed), key=lambda one: (one.starts, one.session_id))),
            dict(Counter(line.state for line in lines)),
            held,
            round(100 * sum(counted) / (held * len(counted))) if held and counted else None,
            tuple(sorted({one.room for one in everywhere if one.room})),
            tuple(sorted({one.teacher for one in everywhere if one.teacher})),
            is_manager(tx, operator),
            now,
            ZoneInfo(policy.site_zone),
        )


def is_manager(tx: Transaction, operator: StaffId | None) -> bool:
    """Whether this is a 班主任 of the site."""
    return any(one.id == operator and one.role is StaffRole.CLASS_MANAGER for one in classes.all_staff(tx))


def _line(fed: PlannedSession, acts: Sequence[OwnAct], now: datetime) -> SessionLine:
    change = last_change(acts, fed.id)
    shown = with_change(fed, change.payload) if change and isinstance(change.payload, SessionChanged) else fed
    about = [
        act
        for act in acts
        if isinstance(act.payload, SessionChanged | SessionCancelled) and act.payload.session_id == fed.id
    ]
    answer = about[-1].receipt if about and about[-1].refused else None
    refused = answer.code if answer is not None else None
    place = shown.room, shown.teacher
    return SessionLine(fed.id, shown.starts, shown.ends, shown.hours, *place, _stage(shown, change, now), refused)


def _stage(shown: PlannedSession, change: OwnAct | None, now: datetime) -> SessionStage:
    if change is not None:
        changing = isinstance(change.payload, SessionChanged)
        return SessionStage.CHANGING if changing else SessionStage.CANCELLING
    if shown.ends <= now:
        return SessionStage.OVER
    return SessionStage.ON if shown.starts <= now else SessionStage.PLANNED
