"""作废: take vouchers out of circulation and tell every desk by a new status list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from sync.central import feed, published
from sync.central.documents import publish_status_list
from sync.central.holders import VOUCHER_AND_HOLDER
from sync.central.keys import Keys
from sync.central.store.tables import classes, roster_entries, vouchers
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.vouchers import VoidReason, VoucherState
from sync.errors import InvalidInput


def void_vouchers(
    connection: Connection, keys: Keys, numbers: Collection[VoucherNo], reason: VoidReason, now: datetime
) -> int:
    """Make `numbers` VOID for `reason`; returns the version of the status list that says so.

    Raises InvalidInput when one of them does not exist.
    """
    wanted = vouchers.c.no.in_(numbers)
    if len(connection.scalars(select(vouchers.c.no).where(wanted)).all()) != len(set(numbers)):
        raise InvalidInput("no such voucher")
    fresh = wanted & (vouchers.c.state != VoucherState.VOID)
    connection.execute(update(vouchers).where(fresh).values(state=VoucherState.VOID, void_reason=reason, void_at=now))
    version = publish_status_list(connection, keys, now)
    unlisted = wanted & vouchers.c.void_list.is_(None) & (vouchers.c.void_reason != VoidReason.EXPIRED)
    connection.execute(update(vouchers).where(unlisted).values(void_list=version))
    _tell_rosters(connection, numbers)
    return version


def _tell_rosters(connection: Connection, numbers: Collection[VoucherNo]) -> None:
    entries = (
        VOUCHER_AND_HOLDER.add_columns(roster_entries.c.class_id, roster_entries.c.hours_done, classes.c.site)
        .join(roster_entries, roster_entries.c.voucher_no == vouchers.c.no)
        .join(classes, classes.c.id == roster_entries.c.class_id)
        .where(vouchers.c.no.in_(numbers))
    )
    for row in connection.execute(entries):
        change = published.roster_change(row.class_id, row, row.hours_done)
        feed.publish(connection, feed.site_scope(SiteId(row.site)), [change])
