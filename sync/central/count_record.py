"""Numbers of the record for those who watch the centre: how many of what, never whose."""

from __future__ import annotations

from sqlalchemy import func, select

from sync.central.centre import Centre
from sync.central.store.engine import reading
from sync.central.store.tables import payment_batches, vouchers


def count_record(centre: Centre) -> dict[str, dict[str, int]]:
    """Vouchers and payment batches by state."""
    with reading(centre.store) as connection:
        return {
            name: {state: number for state, number in connection.execute(select(column, func.count()).group_by(column))}
            for name, column in (("vouchers", vouchers.c.state), ("payment_batches", payment_batches.c.state))
        }
