"""领取 of a voucher that was issued to its holder without being asked for."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sync.central.acting.act import Act
from sync.central.issuing.campaigns import today_at_the_sites
from sync.central.move_voucher import move_vouchers
from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import Move


def claim_voucher(connection: Connection, number: VoucherNo, act: Act) -> None:
    """ISSUED → CLAIMED. Raises Problem when it is not the asker's, not waiting, or past its validity."""
    own = select(vouchers.c.valid_until).where(vouchers.c.no == number, vouchers.c.trainee == act.asker.id)
    valid_until = connection.scalar(own)
    if valid_until is None:
        raise Problem(ProblemKind.VOUCHER_UNKNOWN)
    if valid_until < today_at_the_sites(act.now, act.policy):
        raise Problem(ProblemKind.VOUCHER_NOT_USABLE, "it has expired")
    move_vouchers(connection, [number], Move.CLAIM, act.occasion)
