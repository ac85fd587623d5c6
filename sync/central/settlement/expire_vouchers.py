"""过期: vouchers that were never used go void when their dates are over (FAQ item 9). One in use is never touched.

Nothing leads out of VOID, so the run comes `expiry_grace_days` after the dates: what a desk did within them may still
be on its way, and is judged by its own time. Attendance stands however late it arrives (the intake sees to it). An
enrolment that the centre holds was asked for in time: its voucher waits with it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select, update

from sync.central.centre import Centre
from sync.central.move_voucher import Occasion, move_vouchers
from sync.central.store.among import among
from sync.central.store.engine import writing
from sync.central.store.tables import vouchers, waiting_enrolments
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import Move, VoidReason, VoucherState

AT_ONCE = 500
"""In one transaction, so that nobody waits long."""
_HELD = select(waiting_enrolments.c.voucher_no).where(waiting_enrolments.c.held)


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
    last_day = policy.day_of(occasion.at) - timedelta(days=policy.expiry_grace_days)
    over = (
        select(vouchers.c.no)
        .where(
            vouchers.c.state.in_((VoucherState.ISSUED, VoucherState.CLAIMED)),
            vouchers.c.valid_until < last_day,
            vouchers.c.no.not_in(_HELD),
        )
        .order_by(vouchers.c.no)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    locked = connection.scalars(over).all()
    # Asked again now that nobody else touches them: an enrolment may have been held between question and lock.
    held = set(connection.scalars(_HELD.where(among(waiting_enrolments.c.voucher_no, locked))))
    numbers = [VoucherNo(number) for number in locked if number not in held]
    move_vouchers(connection, numbers, Move.EXPIRE, occasion)
    gone = update(vouchers).where(among(vouchers.c.no, numbers))
    connection.execute(gone.values(void_reason=VoidReason.EXPIRED, void_at=occasion.at))
    return len(numbers)
