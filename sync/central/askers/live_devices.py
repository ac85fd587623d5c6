"""How many PCs of a site are at work."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from sync.central.store.tables import devices
from sync.domain.ids import SiteId

_QUIET = timedelta(days=1)


def count_live_devices(connection: Connection, site: SiteId, now: datetime) -> int:
    """Those that may connect and have done so lately."""
    here = (devices.c.site == site) & devices.c.revoked.is_(False) & (devices.c.last_contact >= now - _QUIET)
    return int(connection.scalar(select(func.count()).select_from(devices).where(here)) or 0)
