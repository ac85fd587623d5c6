"""Judge sessions anew after they were moved or cancelled: what was known of them may come to something else."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, union

from sync.central.attendance.open_places import open_places
from sync.central.store.tables import corrections, leaves, punches
from sync.domain.ids import SiteId
from sync.domain.policy import Policy


def recount_sessions(connection: Connection, site: SiteId, session_ids: Collection[str], policy: Policy) -> None:
    """The accounts of everyone of whom something is known there; the site is locked by the caller."""
    tables = (punches.c, leaves.c, corrections.c)
    known = union(*(select(table.voucher_no).where(table.session_id.in_(session_ids)) for table in tables))
    numbers = sorted(connection.scalars(known))
    if numbers:
        with open_places(connection, site, session_ids, numbers, policy) as book:
            book.judge_all()
