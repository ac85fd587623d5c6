"""持券人 and their vouchers as the centre knows them: one row joins a voucher with its holder."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from sync.central.store.tables import trainees, vouchers
from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind

MAX_VOUCHER_NO = (1 << 32) - 1
"""What a voucher code has room for."""
VOUCHER_AND_HOLDER: Select[Any] = select(vouchers, trainees.c.name, trainees.c.id_number, trainees.c.phone).join(
    trainees, trainees.c.id == vouchers.c.trainee
)


def find_voucher(connection: Connection, number: VoucherNo) -> Any | None:
    """The voucher and its holder, or None."""
    return connection.execute(VOUCHER_AND_HOLDER.where(vouchers.c.no == number)).one_or_none()


def claims_of(row: Any, signed_at: datetime) -> VoucherClaims:
    """What the centre vouches for about the voucher in `row` (of VOUCHER_AND_HOLDER)."""
    return VoucherClaims(
        VoucherNo(row.no),
        VoucherKind(row.kind),
        row.name,
        row.id_number[-4:],
        ProjectNo(row.project),
        row.valid_from,
        row.valid_until,
        row.ratio_percent,
        signed_at,
    )
