"""培训地点 and 教学场地: where an institution may teach. A place belongs to one institution for good."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import institutions, rooms, sites
from sync.central.teaching.tell_site import tell_site


@dataclass(frozen=True, slots=True)
class Room:
    """`latitude` and `longitude` in degrees, in `coordinate_system`: the middle of the fence for sign-ins by phone."""

    id: str
    site: str
    name: str
    address: str
    latitude: float
    longitude: float
    coordinate_system: str


def put_site(connection: Connection, site_id: str, institution_id: str, name: str) -> None:
    """Enter or rename a site, and tell its desks. Raises Problem (not-found, id-taken)."""
    lock_named(connection, f"place:{site_id}")
    if connection.scalar(select(institutions.c.id).where(institutions.c.id == institution_id)) is None:
        raise Problem(ProblemKind.NOT_FOUND)
    owner = connection.scalar(select(sites.c.institution).where(sites.c.id == site_id))
    if owner not in (None, institution_id):
        raise Problem(ProblemKind.ID_TAKEN)
    put_row(connection, sites, {"id": site_id}, {"institution": institution_id, "name": name})
    tell_site(connection, site_id)


def put_room(connection: Connection, room: Room) -> None:
    """Enter or correct a room. Raises Problem (not-found, id-taken)."""
    lock_named(connection, f"place:{room.id}")
    if connection.scalar(select(sites.c.id).where(sites.c.id == room.site)) is None:
        raise Problem(ProblemKind.NOT_FOUND)
    site = connection.scalar(select(rooms.c.site).where(rooms.c.id == room.id))
    if site not in (None, room.site):
        raise Problem(ProblemKind.ID_TAKEN)
    values: dict[str, object] = {
        "site": room.site,
        "name": room.name,
        "address": room.address,
        "latitude": room.latitude,
        "longitude": room.longitude,
        "coordinate_system": room.coordinate_system,
    }
    put_row(connection, rooms, {"id": room.id}, values)
