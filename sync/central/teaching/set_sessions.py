"""课次: set sessions of a class, new ones or changed ones, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from sync.central.acting.act import Act
from sync.central.acting.whose import open_class, own_class
from sync.central.attendance.recount import recount_sessions
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import classes, rooms, sessions, teachers
from sync.central.teaching.class_history import ClassStep, note_step
from sync.central.teaching.opening_cases import as_planned, is_reported
from sync.central.teaching.tell_site import tell_class, tell_sessions
from sync.domain.classes import ClassState
from sync.domain.deadlines import opening_report_due
from sync.domain.ids import ClassId, SessionId
from sync.domain.timetable import PlannedSession, TimetableFault, clash, fault_among, fault_of

_PROBLEM_OF = {TimetableFault.IN_THE_PAST: ProblemKind.SESSION_IN_THE_PAST}


def set_sessions(connection: Connection, act: Act, class_id: str, wanted: Sequence[PlannedSession]) -> None:
    """The named sessions are as `wanted` says, in order of time; the class's others stay. The same again does nothing.

    Once the class is reported a change has to be told as long before the session as the report before the class [I].
    Raises Problem: not-found, class-not-open, id-taken (another class's, or a cancelled one's), session-begun,
    session-in-the-past, session-unfit, reference-unknown (room, teacher), change-too-late.
    """
    row = own_class(connection, act.asker, class_id)
    _lock(connection, row, wanted)
    row = own_class(connection, act.asker, class_id)
    before = _known(connection, class_id, wanted)
    planned = [replace(one, starts=one.starts.astimezone(UTC), ends=one.ends.astimezone(UTC)) for one in wanted]
    changed = [one for one in planned if before.get(one.id) != one]
    if not changed:
        return
    open_class(row)
    for one in changed:
        _check_moment(act, one, before.get(one.id))
    _check_places(connection, row, changed)
    _check_timetable(connection, planned)
    if is_reported(connection, class_id):
        _check_in_time(act, changed, before)
    _write(connection, changed, before)
    body: dict[str, object] = {one.id: {"now": _told(one), "before": _told(before.get(one.id))} for one in changed}
    note_step(connection, class_id, ClassStep.SESSIONS_SET, body, act.occasion)
    recount_sessions(connection, row.site, [one.id for one in changed], act.policy)
    tell_sessions(connection, row.site, [one.id for one in changed])
    tell_class(connection, class_id, act.policy, act.rules)


def _lock(connection: Connection, row: Any, wanted: Iterable[PlannedSession]) -> None:
    """The site, and everything that two classes could want at once, in one order."""
    names = {f"site:{row.site}", f"class:{row.id}"}
    for one in wanted:
        named = {"session": one.id, "room": one.room, "teacher": one.teacher}
        names |= {f"{kind}:{thing}" for kind, thing in named.items() if thing is not None}
    lock_named(connection, *names)


def _known(connection: Connection, class_id: str, wanted: Iterable[PlannedSession]) -> dict[SessionId, PlannedSession]:
    rows = connection.execute(select(sessions).where(sessions.c.id.in_([one.id for one in wanted]))).all()
    if any(row.class_id != class_id or row.cancelled for row in rows):
        raise Problem(ProblemKind.ID_TAKEN)
    return {row.id: as_planned(row) for row in rows}


def _check_moment(act: Act, planned: PlannedSession, before: PlannedSession | None) -> None:
    if before is not None and before.starts <= act.now:
        raise Problem(ProblemKind.SESSION_BEGUN, f"session {planned.id}")
    fault = fault_of(planned, act.now, act.policy)
    if fault is not None:
        kind = _PROBLEM_OF.get(fault, ProblemKind.SESSION_UNFIT)
        raise Problem(kind, f"session {planned.id}: {fault}", unmet=[{"fault": fault.value}])


def _check_places(connection: Connection, row: Any, changed: Iterable[PlannedSession]) -> None:
    wanted_rooms = {one.room for one in changed if one.room is not None}
    wanted_teachers = {one.teacher for one in changed if one.teacher is not None}
    here = select(rooms.c.id).where(rooms.c.site == row.site, rooms.c.id.in_(wanted_rooms))
    if set(connection.scalars(here)) != wanted_rooms:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, "room")
    ours = select(teachers.c.id).where(teachers.c.institution == row.institution, teachers.c.id.in_(wanted_teachers))
    if set(connection.scalars(ours)) != wanted_teachers:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, "teacher")


def _check_timetable(connection: Connection, planned: Sequence[PlannedSession]) -> None:
    others = _others(connection, planned)
    fault = fault_among(planned) or next(filter(None, (clash(one, others) for one in planned)), None)
    if fault is not None:
        raise Problem(ProblemKind.SESSION_UNFIT, str(fault), unmet=[{"fault": fault.value}])


def _others(connection: Connection, planned: Sequence[PlannedSession]) -> list[PlannedSession]:
    """Sessions that stand, of this class or with the same rooms or teachers, while any of `planned` is on."""
    their = sessions.c
    wanted = (
        select(sessions)
        .join(classes, classes.c.id == their.class_id)
        .where(
            ~their.cancelled,
            classes.c.state != ClassState.CANCELLED,
            their.id.not_in([one.id for one in planned]),
            their.starts < max(one.ends for one in planned),
            their.ends > min(one.starts for one in planned),
            or_(
                their.class_id.in_({one.class_id for one in planned}),
                their.room.in_({one.room for one in planned if one.room}),
                their.teacher.in_({one.teacher for one in planned if one.teacher}),
            ),
        )
    )
    return [as_planned(row) for row in connection.execute(wanted)]


def _check_in_time(act: Act, changed: Iterable[PlannedSession], before: dict[SessionId, PlannedSession]) -> None:
    for one in changed:
        first = min(one.starts, before.get(one.id, one).starts)
        if act.now > opening_report_due(first, act.policy, act.rules):
            raise Problem(ProblemKind.CHANGE_TOO_LATE, f"session {one.id}")


def _write(connection: Connection, changed: Iterable[PlannedSession], before: dict[SessionId, PlannedSession]) -> None:
    for one in changed:
        values = {
            "class_id": ClassId(one.class_id),
            "starts": one.starts,
            "ends": one.ends,
            "hours": one.hours,
            "room": one.room,
            "teacher": one.teacher,
        }
        there = sessions.c.id == one.id
        if one.id in before:
            connection.execute(update(sessions).where(there).values(values))
        else:
            connection.execute(insert(sessions).values(id=one.id, **values))


def _told(planned: PlannedSession | None) -> dict[str, object] | None:
    """As the history keeps it."""
    if planned is None:
        return None
    return {
        "starts": planned.starts.isoformat(),
        "ends": planned.ends.isoformat(),
        "hours": planned.hours,
        "room": planned.room,
        "teacher": planned.teacher,
    }
