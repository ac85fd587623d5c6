"""作废 by an officer: take vouchers out of circulation and tell every desk by a new status list."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from sync.central.keys import Keys
from sync.central.move_voucher import Occasion, lock_vouchers, move_vouchers
from sync.central.news.documents import publish_status_list
from sync.central.news.rosters import publish_roster_lines
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.states import PaymentState
from sync.central.store.locks import lock_named
from sync.central.store.tables import payments, subsidised, voucher_history, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import Move, VoidReason, VoucherState
from sync.errors import InvalidInput
from sync.protocol import status_list

_UNDER_WAY = (PaymentState.BATCHED, PaymentState.PAID)


def void_vouchers(
    connection: Connection, keys: Keys, numbers: Collection[VoucherNo], reason: VoidReason, occasion: Occasion
) -> int:
    """Make `numbers` VOID for `reason`; returns the version of the status list that says so.

    Void ones stay as they are. What was not paid yet will not be. Raises Problem when one does not exist, is written
    off already, or its payment is on its way to the bank; then nothing was changed. Raises InvalidInput for EXPIRED:
    a status list leaves those out, since their own dates end them, so only the expiry run may say it.
    """
    if reason is VoidReason.EXPIRED:
        raise InvalidInput("vouchers expire by their dates, not by an officer's word")
    lock_named(connection, f"document:{status_list.KIND}")
    states = lock_vouchers(connection, numbers)
    if len(states) != len(set(numbers)):
        raise Problem(ProblemKind.VOUCHER_UNKNOWN)
    fresh = [number for number, state in states.items() if state is not VoucherState.VOID]
    _stop_payments(connection, fresh)
    move_vouchers(connection, fresh, Move.REVOKE, occasion)
    these = update(vouchers).where(vouchers.c.no.in_(fresh))
    connection.execute(these.values(void_reason=reason, void_at=occasion.at))
    version = publish_status_list(connection, keys, occasion.at)
    connection.execute(these.values(void_list=version))
    publish_roster_lines(connection, fresh)
    return version


def revoke_voucher(connection: Connection, keys: Keys, number: VoucherNo, occasion: Occasion) -> None:
    """撤销 by an officer, whose words are the occasion's note; the same again changes nothing. Raises as above."""
    lock_named(connection, f"document:{status_list.KIND}")
    state = lock_vouchers(connection, [number]).get(number)
    if state is not VoucherState.VOID:
        void_vouchers(connection, keys, [number], VoidReason.REVOKED, occasion)
    elif _last_words(connection, number) != (Move.REVOKE, occasion.note):
        raise Problem(ProblemKind.VOUCHER_NOT_USABLE)


def _last_words(connection: Connection, number: VoucherNo) -> tuple[str, str] | None:
    steps = voucher_history.c
    newest = select(steps.reason, steps.note).where(steps.voucher_no == number).order_by(steps.step.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return (row.reason, row.note) if row else None


def _stop_payments(connection: Connection, numbers: Collection[VoucherNo]) -> None:
    due = select(payments.c.id, payments.c.state).where(payments.c.voucher_no.in_(numbers))
    rows = connection.execute(due.order_by(payments.c.voucher_no).with_for_update()).all()
    if any(row.state in _UNDER_WAY for row in rows):
        raise Problem(ProblemKind.PAYMENT_UNDER_WAY)
    stopped = payments.c.id.in_([row.id for row in rows])
    connection.execute(update(payments).where(stopped).values(state=PaymentState.CANCELLED))
    connection.execute(delete(subsidised).where(subsidised.c.voucher_no.in_(numbers)))
