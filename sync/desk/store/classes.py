"""Classes, sessions and staff as the feed tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import classes, sessions, staff
from sync.domain.classes import ClassState, Session, TrainingClass
from sync.domain.ids import ClassId, ProjectNo, SessionId, SiteId, StaffId
from sync.domain.staff import StaffRole


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person who works at this site."""

    id: StaffId
    name: str
    role: StaffRole


def find_class(tx: Connection, class_id: ClassId) -> tuple[TrainingClass, str] | None:
    """A class and its project's name."""
    row = tx.execute(select(classes).where(classes.c.id == class_id)).one_or_none()
    return None if row is None else (_class(row), row.project_name)


def all_classes(tx: Connection) -> list[tuple[TrainingClass, str]]:
    """All classes of the site with their projects' names, by name."""
    return [(_class(row), row.project_name) for row in tx.execute(select(classes).order_by(classes.c.name))]


def find_session(tx: Connection, session_id: SessionId) -> Session | None:
    """One session."""
    row = tx.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
    return None if row is None else _session(row)


def sessions_between(tx: Connection, start: datetime, end: datetime) -> list[Session]:
    """Sessions of open classes that touch the time from `start` to `end`, by their start."""
    rows = tx.execute(
        select(sessions)
        .join(classes, classes.c.id == sessions.c.class_id)
        .where(
            sessions.c.ends >= to_micros(start),
            sessions.c.starts <= to_micros(end),
            classes.c.state == ClassState.OPEN.value,
        )
        .order_by(sessions.c.starts, sessions.c.id)
    )
    return [_session(row) for row in rows]


def first_session_after(tx: Connection, at: datetime) -> Session | None:
    """The next session of an open class to start."""
    row = tx.execute(
        select(sessions)
        .join(classes, classes.c.id == sessions.c.class_id)
        .where(sessions.c.starts > to_micros(at), classes.c.state == ClassState.OPEN.value)
        .order_by(sessions.c.starts, sessions.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else _session(row)


def first_session_of(tx: Connection, class_id: ClassId) -> Session | None:
    """With which session a class begins."""
    of_class = select(sessions).where(sessions.c.class_id == class_id)
    row = tx.execute(of_class.order_by(sessions.c.starts, sessions.c.id).limit(1)).one_or_none()
    return None if row is None else _session(row)


def sessions_of(tx: Connection, class_id: ClassId) -> list[Session]:
    """All sessions of a class, by their start."""
    of_class = select(sessions).where(sessions.c.class_id == class_id)
    return [_session(row) for row in tx.execute(of_class.order_by(sessions.c.starts, sessions.c.id))]


def all_staff(tx: Connection) -> list[StaffMember]:
    """Everyone who works at this site, by name."""
    rows = tx.execute(select(staff).order_by(staff.c.name))
    return [StaffMember(StaffId(row.id), row.name, StaffRole(row.role)) for row in rows]


def is_staff(tx: Connection, staff_id: StaffId) -> bool:
    """Whether this id belongs to someone who works here."""
    return tx.execute(select(staff.c.id).where(staff.c.id == staff_id)).one_or_none() is not None


def is_manager(tx: Connection, staff_id: StaffId) -> bool:
    """Whether this id belongs to a class manager of the site."""
    return any(one.id == staff_id and one.role is StaffRole.CLASS_MANAGER for one in all_staff(tx))


def is_for_it(tx: Connection, staff_id: StaffId) -> bool:
    """Whether this id belongs to somebody who looks after the PC, not after people."""
    return any(one.id == staff_id and one.role is StaffRole.IT for one in all_staff(tx))


def _class(row: Row[Any]) -> TrainingClass:
    return TrainingClass(
        ClassId(row.id),
        row.name,
        ProjectNo(row.project),
        SiteId(""),
        row.capacity,
        row.required_hours,
        ClassState(row.state),
    )


def _session(row: Row[Any]) -> Session:
    return Session(
        SessionId(row.id), ClassId(row.class_id), from_micros(row.starts), from_micros(row.ends), row.hours
    )
