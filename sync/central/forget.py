"""Erase what has outlived its retention: whose opaque codes were, and where phones were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from sync.central.codes.resolutions import forget_resolutions
from sync.central.store.tables import fixes, punches
from sync.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many were erased."""

    resolutions: int
    fixes: int


def forget(connection: Connection, policy: Policy, now: datetime) -> Forgotten:
    """What is older than the policy keeps it. The records themselves stay, with what they came to."""
    old = select(punches.c.fact_id).where(punches.c.at < now - timedelta(days=policy.fix_days))
    return Forgotten(
        forget_resolutions(connection, now - timedelta(days=policy.resolution_days)),
        connection.execute(delete(fixes).where(fixes.c.punch.in_(old))).rowcount,
    )
