"""Classes and sessions: planned, changed, cancelled and closed by class managers of the institution."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from sync.central.acting.act import act_of
from sync.central.acting.whose import own_class
from sync.central.api.bodies.classes import (
    ClassBody,
    ClassDetail,
    ClassesBody,
    ClassGiven,
    ReasonGiven,
    SessionBody,
    SessionGiven,
    SessionsGiven,
    StepBody,
)
from sync.central.api.bodies.given import Id
from sync.central.api.bodies.paging import After, Limit, PathId, next_after
from sync.central.door.authenticate import ClassManager, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.teaching.cancel_class import cancel_class
from sync.central.teaching.cancel_session import cancel_session
from sync.central.teaching.class_history import steps_of
from sync.central.teaching.close_class import close_class
from sync.central.teaching.put_class import ClassPlan, put_class
from sync.central.teaching.set_sessions import set_sessions
from sync.central.teaching.show_class import ClassQuery, find_class, list_classes, sessions_of
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, SessionId
from sync.domain.timetable import PlannedSession

router = APIRouter(tags=["classes"])
_PUT = problems(
    ProblemKind.NOT_FOUND,
    ProblemKind.ID_TAKEN,
    ProblemKind.FUNCTION_CLOSED,
    ProblemKind.CLASS_TOO_LARGE,
    ProblemKind.REFERENCE_UNKNOWN,
    ProblemKind.CLASS_NOT_OPEN,
    ProblemKind.CLASS_IN_USE,
    ProblemKind.CHANGE_TOO_LATE,
)
_SESSIONS = problems(
    ProblemKind.NOT_FOUND,
    ProblemKind.ID_TAKEN,
    ProblemKind.CLASS_NOT_OPEN,
    ProblemKind.SESSION_BEGUN,
    ProblemKind.SESSION_IN_THE_PAST,
    ProblemKind.SESSION_UNFIT,
    ProblemKind.REFERENCE_UNKNOWN,
    ProblemKind.CHANGE_TOO_LATE,
)


@router.put("/v1/classes/{class_id}", summary="Make or change a class", responses=_PUT)
def put(class_id: PathId, given: ClassGiven, centre: TheCentre, manager: ClassManager) -> ClassDetail:
    """The project can be changed while nobody is enrolled; the capacity not below those who are."""
    with writing(centre.store) as connection:
        put_class(connection, act_of(centre, connection, manager), ClassPlan(class_id, **given.model_dump()))
        return _detail(connection, class_id)


@router.get("/v1/classes", summary="Classes of the own institution, of all for officers")
def list_own(
    *,
    centre: TheCentre,
    asker: StaffOrOfficer,
    site: Annotated[Id | None, Query(description="Of this site only")] = None,
    state: Annotated[ClassState | None, Query(description="In this state only")] = None,
    after: After = "",
    limit: Limit = 50,
) -> ClassesBody:
    """By id, page by page."""
    with reading(centre.store) as connection:
        rows = list_classes(connection, asker, ClassQuery(site, state), after, limit)
    return ClassesBody(classes=[ClassBody(**_class(row)) for row in rows], next=next_after(rows, limit))


@router.get(
    "/v1/classes/{class_id}", summary="A class with sessions and history", responses=problems(ProblemKind.NOT_FOUND)
)
def show(class_id: PathId, centre: TheCentre, asker: StaffOrOfficer) -> ClassDetail:
    """Staff see the classes of their own institution."""
    with reading(centre.store) as connection:
        own_class(connection, asker, class_id)
        return _detail(connection, class_id)


@router.put("/v1/classes/{class_id}/sessions", summary="Set sessions, all of them or none", responses=_SESSIONS)
def put_sessions(class_id: PathId, given: SessionsGiven, centre: TheCentre, manager: ClassManager) -> ClassDetail:
    """New sessions and changes of such as have not begun. Once the class is reported a change must be in time too."""
    wanted = [_planned(class_id, session) for session in given.sessions]
    with writing(centre.store) as connection:
        set_sessions(connection, act_of(centre, connection, manager), class_id, wanted)
        return _detail(connection, class_id)


@router.post(
    "/v1/classes/{class_id}/sessions/{session_id}/cancel",
    summary="Cancel a session",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.CLASS_NOT_OPEN, ProblemKind.SESSION_BEGUN),
)
def cancel_one_session(
    class_id: PathId, session_id: PathId, given: ReasonGiven, centre: TheCentre, manager: ClassManager
) -> ClassDetail:
    """Until it begins."""
    with writing(centre.store) as connection:
        cancel_session(connection, act_of(centre, connection, manager), class_id, session_id, given.reason)
        return _detail(connection, class_id)


@router.post(
    "/v1/classes/{class_id}/cancel",
    summary="Cancel a class",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.CLASS_NOT_OPEN, ProblemKind.CLASS_IN_USE),
)
def cancel(class_id: PathId, given: ReasonGiven, centre: TheCentre, manager: ClassManager) -> ClassDetail:
    """Vouchers in use can be used elsewhere again; attendance stays in the record."""
    with writing(centre.store) as connection:
        cancel_class(connection, act_of(centre, connection, manager), class_id, given.reason)
        return _detail(connection, class_id)


@router.post(
    "/v1/classes/{class_id}/close",
    summary="Close a class that is over",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.CLASS_NOT_OPEN, ProblemKind.CLASS_NOT_OVER),
)
def close(class_id: PathId, centre: TheCentre, manager: ClassManager) -> ClassDetail:
    """Nobody is enrolled any more; late records, results and payments go on."""
    with writing(centre.store) as connection:
        close_class(connection, act_of(centre, connection, manager), class_id)
        return _detail(connection, class_id)


def _planned(class_id: str, given: SessionGiven) -> PlannedSession:
    return PlannedSession(
        SessionId(given.id), ClassId(class_id), given.starts, given.ends, given.hours, given.room, given.teacher
    )


def _detail(connection: Connection, class_id: str) -> ClassDetail:
    return ClassDetail(
        **_class(find_class(connection, class_id)),
        sessions=[
            SessionBody(
                id=row.id,
                starts=row.starts,
                ends=row.ends,
                hours=row.hours,
                room=row.room,
                teacher=row.teacher,
                cancelled=row.cancelled,
            )
            for row in sessions_of(connection, class_id)
        ],
        history=[
            StepBody(kind=step.kind, what=step.body, actor=step.actor, at=step.at, policy_version=step.policy_version)
            for step in steps_of(connection, class_id)
        ],
    )


def _class(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ClassBody.model_fields}
