"""Whether the books balance: histories are whole, and money stands where the vouchers say it does."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sync.central.settlement.states import PaymentState
from sync.central.settlement.verify_histories import Offender, verify_histories
from sync.central.store.tables import payments, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoucherState

_OWED = (PaymentState.DUE, PaymentState.HELD, PaymentState.BATCHED)
_FITTING = {
    VoucherState.USED: frozenset(_OWED),
    VoucherState.WRITTEN_OFF: frozenset({PaymentState.PAID}),
    VoucherState.VOID: frozenset({None, PaymentState.CANCELLED}),
}
"""The payment of a voucher in each state; in the states that are not named there is none."""


@dataclass(frozen=True, slots=True)
class Books:
    """What an audit found."""

    vouchers: dict[str, int]
    """How many stand in each state."""
    paid_fen: int
    owed_fen: int
    offenders: list[Offender]
    """Whose history is not whole."""
    unbalanced: list[VoucherNo]
    """Whose payment does not fit the state."""

    @property
    def balanced(self) -> bool:
        """Whether everything is in order."""
        return not self.offenders and not self.unbalanced


def audit(connection: Connection) -> Books:
    """Look at everything."""
    states = select(vouchers.c.state, func.count()).group_by(vouchers.c.state).order_by(vouchers.c.state)
    sums = select(payments.c.state, func.sum(payments.c.amount_fen)).group_by(payments.c.state)
    amounts = {row[0]: int(row[1]) for row in connection.execute(sums)}
    return Books(
        {row[0]: row[1] for row in connection.execute(states)},
        amounts.get(PaymentState.PAID, 0),
        sum(amounts.get(state, 0) for state in _OWED),
        verify_histories(connection),
        _unbalanced(connection),
    )


def _unbalanced(connection: Connection) -> list[VoucherNo]:
    both = select(vouchers.c.no, vouchers.c.state, payments.c.state.label("payment")).outerjoin(
        payments, payments.c.voucher_no == vouchers.c.no
    )
    rows = connection.execute(both.order_by(vouchers.c.no).execution_options(yield_per=1000))
    return [row.no for row in rows if row.payment not in _FITTING.get(VoucherState(row.state), {None})]
