"""Sessions somebody was at and, by the centre's account, did not sign out of."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from sync.desk.store.instants import to_micros
from sync.desk.store.tables import attendance, sessions
from sync.domain.attendance import Flag
from sync.domain.classes import Session
from sync.domain.ids import VoucherNo


def has_missed_sign_out(tx: Connection, before: Session, voucher_no: VoucherNo) -> bool:
    """Whether there is one of the same class that was over before `before` began."""
    asked = {"class": before.class_id, "voucher": voucher_no, "start": to_micros(before.starts)}
    return tx.execute(_MISSED, asked).first() is not None


_MISSED = (
    select(attendance.c.id)
    .join(sessions, sessions.c.id == attendance.c.session_id)
    .where(
        attendance.c.class_id == bindparam("class"),
        attendance.c.voucher_no == bindparam("voucher"),
        attendance.c.flags.contains(Flag.NO_SIGN_OUT.value),
        sessions.c.ends <= bindparam("start"),
    )
    .limit(1)
)
