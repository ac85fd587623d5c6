"""请假 and 销假: somebody is excused from a session, or no longer."""

from __future__ import annotations

from sync.central.attendance.amendment import Amendment
from sync.central.attendance.book import Book, KeptLeave, Place
from sync.domain.attendance import LeaveKind
from sync.domain.staff import StaffRole
from sync.protocol.receipts import ReceiptCode


def take_leave(book: Book, act: Amendment, place: Place, kind: LeaveKind, reason: str) -> KeptLeave | ReceiptCode:
    """A leave, before the session or after it, or why there is none; the caller knows who belongs to the session."""
    if act.role is StaffRole.IT:
        return ReceiptCode.OPERATOR_NOT_ALLOWED
    leave = KeptLeave(
        act.id,
        act.at,
        kind,
        session_id=place[0],
        voucher_no=place[1],
        reason=reason,
        operator=act.operator,
    )
    book.add_leave(leave)
    return leave


def withdraw_leave(book: Book, act: Amendment, leave: KeptLeave) -> ReceiptCode | None:
    """It stands no longer; None when that is done, or had been done before."""
    if not act.is_by_manager and leave.operator != act.operator:
        return ReceiptCode.OPERATOR_NOT_ALLOWED
    if not leave.withdrawn:
        leave.withdrawn, leave.withdrawn_by, leave.withdrawn_at = True, act.operator, act.at
        book.leave_changed(leave)
    return None
