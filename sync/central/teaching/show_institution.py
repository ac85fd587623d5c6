"""An institution with everything that is its own: sites with rooms, staff, teachers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sync.central.store.tables import institution_history, institutions, rooms, sites, staff, teachers


@dataclass(frozen=True, slots=True)
class Register:
    """Rows of the tables of these names, by id; `history` in order."""

    sites: list[Any]
    rooms: list[Any]
    staff: list[Any]
    teachers: list[Any]
    history: list[Any]


def show_register(connection: Connection, institution_id: str) -> Register:
    """What belongs to one institution."""
    here = select(sites.c.id).where(sites.c.institution == institution_id)

    def rows(table: Any, own: Any) -> list[Any]:
        return list(connection.execute(select(table).where(own).order_by(table.c.id)).all())

    of_it = select(institution_history).where(institution_history.c.institution == institution_id)
    return Register(
        rows(sites, sites.c.institution == institution_id),
        rows(rooms, rooms.c.site.in_(here)),
        rows(staff, staff.c.site.in_(here)),
        rows(teachers, teachers.c.institution == institution_id),
        list(connection.execute(of_it.order_by(institution_history.c.step)).all()),
    )


def list_institutions(connection: Connection, after: str, limit: int) -> list[Any]:
    """At most `limit` institutions behind the one named, by id."""
    wanted = select(institutions).where(institutions.c.id > after).order_by(institutions.c.id).limit(limit)
    return list(connection.execute(wanted).all())
