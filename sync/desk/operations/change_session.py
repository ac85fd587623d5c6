"""调课: a session still to come gets another time, room or teacher; the centre has the last word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_classes import planned_here
from sync.desk.operations.stated_reason import stated
from sync.desk.store import class_plan, classes, facts, own_acts
from sync.domain.classes import ClassState
from sync.domain.ids import FactId, SessionId, StaffId
from sync.domain.timetable import TimetableFault, clash, fault_of
from sync.domain.trusted_time import Grade
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import SessionChanged
from sync.protocol.receipts import ReceiptCode


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the session shall be held; `starts` and `ends` aware, room and teacher by name, None: not settled."""

    starts: datetime
    ends: datetime
    room: str | None
    teacher: str | None


def change_session(
    desk: Desk, session_id: SessionId, wanted: Wanted, *, reason: str, operator: StaffId
) -> FactId | ReceiptCode:
    """Write the change, or say with the centre's own word why it could not be held so; nothing is recorded then.

    One transaction; durable when this returns. Raises UnknownThing (session, operator), InvalidInput (reason, class not
    open) or the StoreError tree.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        author = authorship(tx, desk, operator, moment, lists)
        session = class_plan.find_planned(tx, session_id)
        known = session and classes.find_class(tx, session.class_id)
        if session is None or not known:
            raise UnknownThing("session")
        if known[0].state is not ClassState.OPEN:
            raise InvalidInput("the class is cancelled or closed")
        doubtful = moment.grade is Grade.DOUBTFUL
        if session.starts <= moment.best and not doubtful:
            return ReceiptCode.SESSION_BEGUN
        planned = replace(
            session,
            starts=wanted.starts.astimezone(UTC),
            ends=wanted.ends.astimezone(UTC),
            room=wanted.room,
            teacher=wanted.teacher,
        )
        acts = own_acts.acts_of_class(tx)
        others = [one for plan in class_plan.planned_sessions(tx).values() for one in planned_here(plan, acts)]
        fault = fault_of(planned, moment.best, lists.policy)
        if fault is TimetableFault.IN_THE_PAST and doubtful:
            fault = None
        fault = fault or clash(planned, others)
        if fault is not None:
            return ReceiptCode(fault.value)
        span = planned.starts.isoformat(), planned.ends.isoformat()
        changed = SessionChanged(session_id, session.class_id, *span, planned.room, planned.teacher, words)
        return facts.append(tx, author, changed).header.id
