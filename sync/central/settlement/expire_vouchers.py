"""过期: vouchers that were never used go void when their dates are over (FAQ item 9). One in use is never touched.

The run waits for no desk. Attendance within the dates that arrives later stands (the intake sees to it); an enrolment
that arrives later is refused, for nothing leads out of VOID. One that the centre holds while an institution is
suspended was asked for in time: its voucher waits with it.
"""

from __future__ import annotations

from sqlalchemy import Connection, exists, select, update

from sync.central.centre import Centre
from sync.central.move_voucher import Occasion, move_vouchers
from sync.central.store.engine import writing
from sync.central.store.tables import vouchers, waiting_enrolments
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import Move, VoidReason, VoucherState

AT_ONCE = 500
"""In one transaction, so that nobody waits long."""


def expire_vouchers(centre: Centre, actor: str) -> int:
    """Void everything whose dates are over; returns how many. A run that is cut off is gone on with by the next."""
    total = 0
    while True:
        with writing(centre.store) as connection:
            policy = centre.lists(connection).policy
            expired = expire_some(connection, policy, Occasion(actor, centre.now(), policy.version))
        total += expired
        if expired == 0:
            return total


def expire_some(connection: Connection, policy: Policy, occasion: Occasion) -> int:
    """At most AT_ONCE vouchers; those that somebody works on just now are left to the next run."""
    today = policy.day_of(occasion.at)
    held = (waiting_enrolments.c.voucher_no == vouchers.c.no) & waiting_enrolments.c.held
    over = (
        select(vouchers.c.no)
        .where(
            vouchers.c.state.in_((VoucherState.ISSUED, VoucherState.CLAIMED)),
            vouchers.c.valid_until < today,
            ~exists().where(held),
        )
        .order_by(vouchers.c.no)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    numbers = [VoucherNo(number) for number in connection.scalars(over)]
    move_vouchers(connection, numbers, Move.EXPIRE, occasion)
    gone = update(vouchers).where(vouchers.c.no.in_(numbers))
    connection.execute(gone.values(void_reason=VoidReason.EXPIRED, void_at=occasion.at))
    return len(numbers)
