"""课程表 and 开班反馈 as the feed tells them: sessions with room and teacher, what became of the report.

Rooms and teachers are known here by their names; for the rules of `sync.domain.timetable` these stand for their ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from sync.desk.store.instants import from_micros
from sync.desk.store.tables import classes, projects, sessions
from sync.domain.ids import ClassId, SessionId
from sync.domain.timetable import PlannedSession


@dataclass(frozen=True, slots=True)
class OpeningTold:
    """`due` None: no session yet. `reported_at`, `in_time` None: not reported, as far as the centre knows."""

    due: datetime | None
    reported_at: datetime | None
    in_time: bool | None


def planned_sessions(tx: Connection) -> dict[ClassId, list[PlannedSession]]:
    """The sessions of every class of the site, by their start."""
    found: dict[ClassId, list[PlannedSession]] = {}
    for row in tx.execute(select(sessions).order_by(sessions.c.starts, sessions.c.id)):
        found.setdefault(ClassId(row.class_id), []).append(_planned(row))
    return found


def find_planned(tx: Connection, session_id: SessionId) -> PlannedSession | None:
    """One session."""
    row = tx.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
    return None if row is None else _planned(row)


def openings(tx: Connection) -> dict[ClassId, OpeningTold]:
    """Of every class of the site."""
    columns = classes.c.id, classes.c.opening_due, classes.c.opening_reported_at, classes.c.opening_in_time
    return {
        ClassId(row.id): OpeningTold(
            _instant(row.opening_due), _instant(row.opening_reported_at), row.opening_in_time
        )
        for row in tx.execute(select(*columns))
    }


def skill_level(tx: Connection, class_id: ClassId) -> int | None:
    """Of the class's project; None: it has none, or nobody has told."""
    of_class = select(projects.c.level).join(classes, classes.c.project == projects.c.id)
    level: int | None = tx.execute(of_class.where(classes.c.id == class_id)).scalar_one_or_none()
    return level


def _planned(row: Row[Any]) -> PlannedSession:
    starts, ends = from_micros(row.starts), from_micros(row.ends)
    return PlannedSession(SessionId(row.id), ClassId(row.class_id), starts, ends, row.hours, row.room, row.teacher)


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
