"""停班, 调课 and 停课 from a desk: only a class manager's, judged by the time at which they were made there.

What they change (sessions, rosters, vouchers, conflicts) is no part of the ledger, so each of these facts stands alone
in its part of a batch (`in_parts`) and is carried out at once, all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection, select

from sync.central.acting.act import Act
from sync.central.askers.identity import Principal, Role
from sync.central.intake.arrivals import Arrival
from sync.central.intake.judge_moment import believed
from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import rooms, sessions, sites, teachers
from sync.central.teaching.cancel_class import cancel_class as give_up_class
from sync.central.teaching.cancel_session import cancel_session as drop_session
from sync.central.teaching.opening_cases import as_planned
from sync.central.teaching.set_sessions import set_sessions
from sync.domain.classes import ClassState
from sync.domain.staff import StaffRole
from sync.domain.trusted_time import Grade
from sync.protocol.facts import Fact
from sync.protocol.payloads import ClassCancelled, Payload, SessionCancelled, SessionChanged
from sync.protocol.receipts import Outcome, ReceiptCode

_CHANGES = (ClassCancelled, SessionChanged, SessionCancelled)
_NOT_OPEN = {ClassState.CANCELLED: ReceiptCode.CLASS_CANCELLED, ClassState.CLOSED: ReceiptCode.CLASS_CLOSED}
_CODES = {
    ProblemKind.CLASS_IN_USE: ReceiptCode.CLASS_IN_USE,
    ProblemKind.NOT_FOUND: ReceiptCode.SESSION_UNKNOWN,
    ProblemKind.ID_TAKEN: ReceiptCode.SESSION_UNKNOWN,
    ProblemKind.SESSION_BEGUN: ReceiptCode.SESSION_BEGUN,
    ProblemKind.CHANGE_TOO_LATE: ReceiptCode.CHANGE_TOO_LATE,
}
Verb = Callable[[Connection, Act], None]


def in_parts(arrivals: Sequence[Arrival]) -> list[list[Arrival]]:
    """The batch cut so that each change of a class stands alone, in the order sent."""
    numbered = enumerate(arrivals)
    return [
        [arrival for _, arrival in part]
        for _, part in groupby(numbered, lambda one: one[0] if isinstance(one[1].payload, _CHANGES) else None)
    ]


def names_to_lock(connection: Connection, site: str, payload: Payload | None) -> list[str]:
    """What two classes could want at once: the session, the room and the teacher that a change speaks of."""
    if isinstance(payload, SessionChanged):
        room, teacher = _room(connection, site, payload.room), _teacher(connection, site, payload.teacher)
        named = {"session": payload.session_id, "room": room, "teacher": teacher}
        return [f"{kind}:{thing}" for kind, thing in named.items() if thing]
    return [f"session:{payload.session_id}"] if isinstance(payload, SessionCancelled) else []


def cancel_class(ledger: Ledger, fact: Fact, cancelled: ClassCancelled) -> Ruling:
    """Give the class up. Cancelled already: merged."""
    known = ledger.class_here(cancelled.class_id)
    if known is not None and known.state is ClassState.CANCELLED:
        return Ruling(Outcome.MERGED, ReceiptCode.CLASS_CANCELLED)
    return _carry_out(
        ledger, fact, cancelled.class_id, lambda tx, act: give_up_class(tx, act, cancelled.class_id, cancelled.reason)
    )


def cancel_session(ledger: Ledger, fact: Fact, cancelled: SessionCancelled) -> Ruling:
    """The session will not be held."""
    named = cancelled.class_id, cancelled.session_id, cancelled.reason
    return _carry_out(ledger, fact, cancelled.class_id, lambda tx, act: drop_session(tx, act, *named))


def change_session(ledger: Ledger, fact: Fact, changed: SessionChanged) -> Ruling:
    """The session is held at another time, in another room or by another teacher."""
    return _carry_out(ledger, fact, changed.class_id, lambda tx, act: _set_session(tx, act, ledger.site, changed))


def _carry_out(ledger: Ledger, fact: Fact, class_id: str, verb: Verb) -> Ruling:
    known = ledger.class_here(class_id)
    if known is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN)
    if ledger.staff.get(fact.header.operator) is not StaffRole.CLASS_MANAGER:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    if known.state in _NOT_OPEN:
        return rejected(_NOT_OPEN[known.state])
    moment = believed(fact.header, ledger).moment
    at = moment.best if moment.grade is Grade.TRUSTED else ledger.now
    asker = Principal(Role.CLASS_MANAGER, fact.header.operator, ledger.institution, ledger.site)
    try:
        ledger.carry_out(lambda tx: verb(tx, Act(asker, at, ledger.policy, ledger.rules)))
    except Problem as problem:
        return rejected(_code_of(problem))
    return Ruling(Outcome.RECORDED)


def _set_session(connection: Connection, act: Act, site: str, changed: SessionChanged) -> None:
    there = (sessions.c.id == changed.session_id) & (sessions.c.class_id == changed.class_id) & ~sessions.c.cancelled
    row = connection.execute(select(sessions).where(there)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.NOT_FOUND)
    room, teacher = _room(connection, site, changed.room), _teacher(connection, site, changed.teacher)
    if changed.room is not None and room is None:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, unmet=[{"fault": ReceiptCode.ROOM_UNKNOWN}])
    if changed.teacher is not None and teacher is None:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, unmet=[{"fault": ReceiptCode.TEACHER_UNKNOWN}])
    starts, ends = changed.span
    planned = replace(as_planned(row), starts=starts, ends=ends, room=room, teacher=teacher)
    set_sessions(connection, act, changed.class_id, [planned])


def _room(connection: Connection, site: str, name: str | None) -> str | None:
    """The site's room of that name."""
    here = select(rooms.c.id).where(rooms.c.site == site, rooms.c.name == name)
    return connection.scalar(here.order_by(rooms.c.id).limit(1))


def _teacher(connection: Connection, site: str, name: str | None) -> str | None:
    """The teacher of that name at the site's institution."""
    ours = select(teachers.c.id).join(sites, sites.c.institution == teachers.c.institution)
    return connection.scalar(
        ours.where(sites.c.id == site, teachers.c.name == name).order_by(teachers.c.id).limit(1)
    )


def _code_of(problem: Problem) -> ReceiptCode:
    """A fault of the timetable has its own word, as what nobody knows has."""
    fault = next((str(one["fault"]) for one in problem.unmet if "fault" in one), None)
    return ReceiptCode(fault) if fault in set(ReceiptCode) else _CODES.get(problem.kind, ReceiptCode.UNREADABLE)
