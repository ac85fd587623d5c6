"""Whether every voucher's history is whole: it begins with its issue, each move joins the one before, it leads to where
the voucher stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from sync.central.store.tables import voucher_history, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import Move, VoucherState


class Flaw(StrEnum):
    """What is wrong with a history."""

    MISSING = "missing"
    STEP_MISSING = "step_missing"
    DOES_NOT_JOIN = "does_not_join"
    NO_SUCH_MOVE = "no_such_move"
    LEADS_ELSEWHERE = "leads_elsewhere"


@dataclass(frozen=True, slots=True)
class Offender:
    """A voucher whose history is not whole."""

    voucher_no: VoucherNo
    flaw: Flaw


def verify_histories(connection: Connection) -> list[Offender]:
    """Every voucher whose history is not whole, by number; empty when the books are in order."""
    steps = voucher_history.c
    rows = connection.execute(
        select(vouchers.c.no, vouchers.c.state, steps.step, steps.from_state, steps.to_state, steps.reason)
        .outerjoin(voucher_history, steps.voucher_no == vouchers.c.no)
        .order_by(vouchers.c.no, steps.step)
        .execution_options(yield_per=1000)
    )
    return list(_offenders(rows))


def _offenders(rows: Any) -> Iterator[Offender]:
    for number, group in groupby(rows, key=lambda row: row.no):
        flaw = _flaw(list(group))
        if flaw is not None:
            yield Offender(VoucherNo(number), flaw)


def _flaw(steps: Sequence[Any]) -> Flaw | None:
    if steps[0].step is None:
        return Flaw.MISSING
    if [row.step for row in steps] != list(range(1, len(steps) + 1)):
        return Flaw.STEP_MISSING
    before = [None, *(row.to_state for row in steps)]
    if any(row.from_state != state for row, state in zip(steps, before, strict=False)):
        return Flaw.DOES_NOT_JOIN
    if not all(_is_move(row) for row in steps):
        return Flaw.NO_SUCH_MOVE
    return None if steps[-1].to_state == steps[-1].state else Flaw.LEADS_ELSEWHERE


def _is_move(row: Any) -> bool:
    if row.reason not in set(Move):
        return False
    move, before = Move(row.reason), row.from_state and VoucherState(row.from_state)
    return move.is_open_to(before) and move.leads_to == row.to_state
