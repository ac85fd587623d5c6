"""Classes to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.acting.whose import CLASS
from sync.central.askers.identity import Principal
from sync.central.store.tables import classes, opening_reports, registrations, roster_entries, sessions, sites
from sync.domain.classes import ClassState

_enrolled = (
    select(roster_entries.c.class_id, func.count().label("enrolled")).group_by(roster_entries.c.class_id).subquery()
)
CLASS_AND_ROSTER = CLASS.add_columns(func.coalesce(_enrolled.c.enrolled, 0).label("enrolled")).outerjoin(
    _enrolled, _enrolled.c.class_id == classes.c.id
)


@dataclass(frozen=True, slots=True)
class ClassQuery:
    """Which classes; None asks nothing."""

    site: str | None = None
    state: ClassState | None = None


def list_classes(connection: Connection, asker: Principal, query: ClassQuery, after: str, limit: int) -> list[Any]:
    """At most `limit` classes behind the one named, by id: the asker's institution's, or all for an officer."""
    wanted = CLASS_AND_ROSTER.where(classes.c.id > after)
    if asker.institution is not None:
        wanted = wanted.where(sites.c.institution == asker.institution)
    if query.site is not None:
        wanted = wanted.where(classes.c.site == query.site)
    if query.state is not None:
        wanted = wanted.where(classes.c.state == query.state)
    return list(connection.execute(wanted.order_by(classes.c.id).limit(limit)).all())


def find_class(connection: Connection, class_id: str) -> Any:
    """One class that exists, with how many are on its roster."""
    return connection.execute(CLASS_AND_ROSTER.where(classes.c.id == class_id)).one()


def sessions_of(connection: Connection, class_id: str) -> list[Any]:
    """All sessions in order of time, cancelled ones too."""
    wanted = select(sessions).where(sessions.c.class_id == class_id).order_by(sessions.c.starts, sessions.c.id)
    return list(connection.execute(wanted).all())


def report_of(connection: Connection, class_id: str) -> tuple[Any | None, list[Any]]:
    """The opening report that stands, and who is registered."""
    report = select(opening_reports).where(opening_reports.c.class_id == class_id)
    registered = select(registrations).where(registrations.c.class_id == class_id).order_by(registrations.c.voucher_no)
    return connection.execute(report).one_or_none(), list(connection.execute(registered).all())
