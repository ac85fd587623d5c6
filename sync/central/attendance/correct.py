"""补签: somebody says what a mark should be; past the day of the session a class manager has to agree."""

from __future__ import annotations

from sync.central.attendance.amendment import Amendment
from sync.central.attendance.book import Book, KeptCorrection, Place
from sync.domain.attendance import CorrectionState, Decision, Mark, needs_second_person
from sync.domain.staff import StaffRole
from sync.domain.vouchers import VoucherState
from sync.protocol.receipts import ReceiptCode

OPEN_STATES = (VoucherState.CLAIMED, VoucherState.IN_USE)
"""A sign-in-only voucher is never in use. What has been checked for payment is corrected no more."""


def propose_correction(
    book: Book, act: Amendment, place: Place, mark: Mark, reason: str
) -> KeptCorrection | ReceiptCode:
    """A correction that stands at once or waits, or why there is none; the caller knows who belongs to the session."""
    session = book.sessions[place[0]]
    if act.role is StaffRole.IT:
        return ReceiptCode.OPERATOR_NOT_ALLOWED
    if not act.doubtful and act.at < session.starts:
        return ReceiptCode.SESSION_TO_COME
    waits = act.doubtful or needs_second_person(session, act.at, book.policy)
    correction = KeptCorrection(
        act.id,
        act.at,
        mark,
        CorrectionState.WAITING if waits else CorrectionState.STANDING,
        session_id=place[0],
        voucher_no=place[1],
        reason=reason,
        operator=act.operator,
        policy_version=book.policy.version,
    )
    book.add_correction(correction)
    return correction


def decide_correction(
    book: Book, act: Amendment, correction: KeptCorrection, decision: Decision, state: VoucherState | None
) -> ReceiptCode | None:
    """Approve, decline or withdraw it; None when that is done, or had been done by the same person before.

    Nobody approves or declines their own; their own anybody may withdraw, whatever was decided. Once the voucher,
    whose `state` it is, has been checked for payment, nothing comes to count and nothing stops to.
    """
    own = correction.operator == act.operator
    if not act.is_by_manager and not (own and decision is Decision.WITHDRAW):
        return ReceiptCode.OPERATOR_NOT_ALLOWED
    if decision is Decision.WITHDRAW:
        return _withdraw(book, act, correction, state)
    if own:
        return ReceiptCode.OWN_CORRECTION
    wanted = CorrectionState.STANDING if decision is Decision.APPROVE else CorrectionState.DECLINED
    if correction.state is wanted and correction.decided_by == act.operator:
        return None
    if correction.state is not CorrectionState.WAITING:
        return ReceiptCode.DECIDED_BEFORE
    if decision is Decision.APPROVE and state not in OPEN_STATES:
        return ReceiptCode.VOUCHER_NOT_USABLE
    correction.state, correction.decided_by, correction.decided_at = wanted, act.operator, act.at
    book.correction_changed(correction)
    return None


def _withdraw(
    book: Book, act: Amendment, correction: KeptCorrection, state: VoucherState | None
) -> ReceiptCode | None:
    if correction.state is CorrectionState.DECLINED:
        return ReceiptCode.DECIDED_BEFORE
    if correction.state is CorrectionState.STANDING and state not in OPEN_STATES:
        return ReceiptCode.VOUCHER_NOT_USABLE
    if correction.state is not CorrectionState.WITHDRAWN:
        correction.state = CorrectionState.WITHDRAWN
        correction.withdrawn_by, correction.withdrawn_at = act.operator, act.at
        book.correction_changed(correction)
    return None
