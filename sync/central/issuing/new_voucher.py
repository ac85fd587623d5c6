"""The one place where a voucher begins, with the first steps of its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, insert

from sync.central.move_voucher import Moved, Occasion, write_history
from sync.central.store.tables import vouchers
from sync.domain.ids import ProjectNo, TraineeId, VoucherNo
from sync.domain.vouchers import Move, VoucherKind, VoucherState

ISSUED = (Move.ISSUE,)
ISSUED_AND_CLAIMED = (Move.ISSUE, Move.CLAIM)
"""The holder asked for it, or it was generated for the named person."""


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """What a voucher carries from its first day; `project` 0 and no ratio for a sign-in-only one."""

    trainee: TraineeId
    kind: VoucherKind
    project: ProjectNo
    ratio_percent: int
    valid_from: date
    valid_until: date
    campaign: str | None = None


def begin_voucher(connection: Connection, new: NewVoucher, moves: Sequence[Move], occasion: Occasion) -> VoucherNo:
    """Give out `new` and make `moves` with it, the first of which is ISSUE."""
    row = asdict(new) | {"state": moves[-1].leads_to}
    (number,) = connection.execute(insert(vouchers).values(row)).inserted_primary_key or (0,)
    before: VoucherState | None = None
    steps = []
    for move in moves:
        steps.append(Moved(number, before, move, occasion))
        before = move.leads_to
    write_history(connection, steps)
    return VoucherNo(number)
