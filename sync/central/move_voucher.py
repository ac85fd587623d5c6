"""The one door through which a voucher changes its state; every move is kept in its history."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from sync.central.problems import Problem, ProblemKind
from sync.central.store.among import among
from sync.central.store.tables import voucher_history, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import Move, VoucherState

_SET = update(vouchers).where(vouchers.c.no == bindparam("voucher")).values(state=bindparam("moved_to"))


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who moves vouchers, when, and under which policy. `actor`: role:id, a fact's id or the name of a run."""

    actor: str
    at: datetime
    policy_version: int
    note: str = ""
    """In an officer's own words."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One move that was made."""

    voucher_no: int
    before: VoucherState | None
    move: Move
    occasion: Occasion


def move_vouchers(connection: Connection, numbers: Collection[VoucherNo], move: Move, occasion: Occasion) -> None:
    """Make `move` with each of the vouchers, which are locked in ascending order until the transaction ends.

    Raises Problem when one does not exist or its state does not allow the move; then nothing was changed.
    """
    before = lock_vouchers(connection, numbers)
    if len(before) != len(set(numbers)):
        raise Problem(ProblemKind.VOUCHER_UNKNOWN)
    if not all(move.is_open_to(state) for state in before.values()):
        raise Problem(ProblemKind.VOUCHER_NOT_USABLE)
    moved = [Moved(number, state, move, occasion) for number, state in before.items()]
    if moved:
        connection.execute(_SET, [{"voucher": step.voucher_no, "moved_to": step.move.leads_to} for step in moved])
    write_history(connection, moved)


def lock_vouchers(connection: Connection, numbers: Collection[VoucherNo]) -> dict[VoucherNo, VoucherState]:
    """Where each of the vouchers that exist stands; nobody else can move them until the transaction ends.

    Rows that point at them may be written meanwhile: an opening report registers more vouchers than its batch locks.
    """
    wanted = (
        select(vouchers.c.no, vouchers.c.state)
        .where(among(vouchers.c.no, set(numbers)))
        .order_by(vouchers.c.no)
        .with_for_update(key_share=True)
    )
    return {VoucherNo(row.no): VoucherState(row.state) for row in connection.execute(wanted)}


def write_history(connection: Connection, moved: Iterable[Moved]) -> None:
    """Keep moves in the order they were made; the vouchers are locked by the caller or new."""
    steps = list(moved)
    if not steps:
        return
    last = _last_steps(connection, {step.voucher_no for step in steps})
    rows = []
    for step in steps:
        last[step.voucher_no] = last.get(step.voucher_no, 0) + 1
        rows.append(_row(step, last[step.voucher_no]))
    connection.execute(insert(voucher_history), rows)


def _last_steps(connection: Connection, numbers: set[int]) -> dict[int, int]:
    history = voucher_history.c
    newest = select(history.voucher_no, func.max(history.step)).where(among(history.voucher_no, numbers))
    return {row[0]: row[1] for row in connection.execute(newest.group_by(history.voucher_no))}


def _row(step: Moved, number: int) -> dict[str, object]:
    return {
        "voucher_no": step.voucher_no,
        "step": number,
        "from_state": step.before,
        "to_state": step.move.leads_to,
        "reason": step.move,
        "note": step.occasion.note,
        "actor": step.occasion.actor,
        "at": step.occasion.at,
        "policy_version": step.occasion.policy_version,
    }
