"""花名册 as the feed tells it: say anew what each roster line is, after its voucher or its hours changed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from sync.central.holders import VOUCHER_AND_HOLDER
from sync.central.news import feed, published
from sync.central.store.tables import classes, roster_entries, vouchers
from sync.domain.ids import SiteId, VoucherNo
from sync.protocol.changes import Change


def publish_roster_lines(connection: Connection, numbers: Collection[VoucherNo]) -> None:
    """Tell the sites whose rosters the vouchers stand on; a voucher on no roster is passed over."""
    rows = connection.execute(
        VOUCHER_AND_HOLDER.add_columns(roster_entries.c.class_id, roster_entries.c.hours_done, classes.c.site)
        .join(roster_entries, roster_entries.c.voucher_no == vouchers.c.no)
        .join(classes, classes.c.id == roster_entries.c.class_id)
        .where(vouchers.c.no.in_(set(numbers)))
        .order_by(vouchers.c.no)
    )
    by_site: dict[str, list[Change]] = {}
    for row in rows:
        by_site.setdefault(row.site, []).append(published.roster_change(row.class_id, row, row.hours_done))
    for site in sorted(by_site):
        feed.publish(connection, feed.site_scope(SiteId(site)), by_site[site])
