"""Classes as they would be reported: their sessions that stand, and who is on the roster."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.store.tables import classes, opening_reports, roster_entries, sessions
from sync.domain.ids import ClassId
from sync.domain.opening import OpeningCase
from sync.domain.timetable import PlannedSession


def opening_cases(connection: Connection, class_ids: Collection[ClassId]) -> dict[ClassId, OpeningCase]:
    """For each of the classes that exist."""
    planned = planned_sessions(connection, class_ids)
    entries = roster_entries.c
    on_roster = select(entries.class_id, func.count()).where(entries.class_id.in_(class_ids))
    counted = {row[0]: row[1] for row in connection.execute(on_roster.group_by(entries.class_id))}
    wanted = select(classes.c.id, classes.c.capacity, classes.c.required_hours).where(classes.c.id.in_(class_ids))
    return {
        ClassId(row.id): OpeningCase(
            tuple(planned.get(ClassId(row.id), ())), row.required_hours, row.capacity, counted.get(row.id, 0)
        )
        for row in connection.execute(wanted)
    }


def planned_sessions(connection: Connection, class_ids: Collection[ClassId]) -> dict[ClassId, list[PlannedSession]]:
    """The sessions of each class that stand, in order of time."""
    wanted = select(sessions).where(sessions.c.class_id.in_(class_ids), ~sessions.c.cancelled)
    found: dict[ClassId, list[PlannedSession]] = {}
    for row in connection.execute(wanted.order_by(sessions.c.starts, sessions.c.id)):
        found.setdefault(row.class_id, []).append(as_planned(row))
    return found


def is_reported(connection: Connection, class_id: str) -> bool:
    """Whether an opening report stands, in time or late."""
    report = select(opening_reports.c.class_id).where(opening_reports.c.class_id == class_id)
    return connection.scalar(report) is not None


def as_planned(row: Any) -> PlannedSession:
    """A row of `sessions` as the rules know it."""
    return PlannedSession(row.id, row.class_id, row.starts, row.ends, row.hours, row.room, row.teacher)
