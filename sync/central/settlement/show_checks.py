"""The last check of each voucher of a class, as it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.store.tables import eligibility_checks
from sync.domain.ids import ClassId


def last_checks(connection: Connection, class_id: ClassId) -> Sequence[Any]:
    """Rows of `eligibility_checks`, by voucher number."""
    checks = eligibility_checks
    newest = (
        select(checks.c.voucher_no, func.max(checks.c.step).label("step"))
        .where(checks.c.class_id == class_id)
        .group_by(checks.c.voucher_no)
        .subquery()
    )
    same = (checks.c.voucher_no == newest.c.voucher_no) & (checks.c.step == newest.c.step)
    return connection.execute(select(checks).join(newest, same).order_by(checks.c.voucher_no)).all()
