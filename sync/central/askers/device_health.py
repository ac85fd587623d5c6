"""How the PCs are, as they told it themselves: whoever looks after them sees it without sitting before them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from sync.central.store.json_text import to_json
from sync.central.store.tables import devices, sites
from sync.domain.ids import DeviceId, SiteId
from sync.protocol.joining import code_name

SILENT_AFTER = timedelta(days=3)
"""A weekend and a holiday's bridge are nothing to look after."""
_STUCK_AFTER = timedelta(days=1)
_CLOCK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A PC; `health` is what it last said of itself, at `health_at`. `troubles`: why somebody should look after it."""

    id: DeviceId
    name: str
    site: SiteId
    site_name: str
    enrolled_at: datetime
    came_by: str | None
    last_contact: datetime | None
    withdrawn_at: datetime | None
    wiped_at: datetime | None
    health: Mapping[str, Any] | None
    health_at: datetime | None
    troubles: tuple[str, ...]


def note_health(connection: Connection, device: DeviceId, health: Mapping[str, Any], now: datetime) -> None:
    """What the PC says of itself now; what it said before is gone."""
    values = {"health": to_json(dict(health)), "health_at": now}
    connection.execute(update(devices).where(devices.c.id == device).values(values))


def list_devices(connection: Connection, now: datetime, site: SiteId | None = None) -> list[DeviceState]:
    """All PCs of a site or of every site, by site and name; withdrawn ones too."""
    wanted = (
        select(devices, sites.c.name.label("site_name"))
        .join(sites, sites.c.id == devices.c.site)
        .order_by(devices.c.site, devices.c.name, devices.c.id)
    )
    if site is not None:
        wanted = wanted.where(devices.c.site == site)
    return [_state(row, now) for row in connection.execute(wanted)]


def _state(row: Row[Any], now: datetime) -> DeviceState:
    health = json.loads(row.health) if row.health else None
    withdrawn_at = (row.revoked_at or row.enrolled_at) if row.revoked else None
    return DeviceState(
        id=DeviceId(row.id),
        name=row.name,
        site=SiteId(row.site),
        site_name=row.site_name,
        enrolled_at=row.enrolled_at,
        came_by=code_name(row.enrolment_code) if row.enrolment_code else None,
        last_contact=row.last_contact,
        withdrawn_at=withdrawn_at,
        wiped_at=row.wiped_at,
        health=health,
        health_at=row.health_at,
        troubles=_troubles(row.last_contact, health, now) if withdrawn_at is None else (),
    )


def _troubles(last_contact: datetime | None, health: Mapping[str, Any] | None, now: datetime) -> tuple[str, ...]:
    """A withdrawn PC is nobody's trouble any more; one of an earlier program says nothing of itself."""
    found = ["silent"] if last_contact is None or now - last_contact > SILENT_AFTER else []
    if health is None:
        return (*found, "unknown")
    since = health["waiting_since"]
    if since is not None and now - datetime.fromisoformat(since) > _STUCK_AFTER:
        found.append("pending")
    if abs(health["clock_error"] or 0.0) > _CLOCK_SECONDS:
        found.append("clock")
    return (*found, *(name for name in health["troubles"] if name not in found))
