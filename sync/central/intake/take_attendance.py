"""打卡: a punch at a desk, in or out. All of one person's at one session are kept; what counts `account_for` says."""

from __future__ import annotations

from sync.central.attendance.book import KeptPunch
from sync.central.intake.judge_moment import believed, is_far_from
from sync.central.intake.judge_voucher import (
    Dates,
    Identified,
    dates_of,
    expired_meanwhile,
    identify,
    may_be_screenshot,
    voided_unseen,
)
from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.domain.attendance import Direction
from sync.domain.classes import ClassState, Session
from sync.domain.ids import SessionId
from sync.domain.region_rules import Function
from sync.domain.trusted_time import Grade
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.facts import Fact, Header
from sync.protocol.payloads import AttendancePunched
from sync.protocol.receipts import Outcome, ReceiptCode

_DESK = "desk"


def take_attendance(ledger: Ledger, fact: Fact, punched: AttendancePunched) -> Ruling:
    """Record the punch, merge it, or say why not. A cancelled class makes it provisional: the people did come.

    Whoever's enrolment is held comes all the same: the punch is held with it.
    """
    who = identify(ledger, punched.code, punched.voucher_no)
    if isinstance(who, ReceiptCode):
        return rejected(who)
    session = ledger.book.sessions.get(SessionId(punched.session_id))
    training_class = ledger.class_here(session.class_id) if session else None
    if session is None or training_class is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN, who.voucher.no)
    header = believed(fact.header, ledger, shown_after=who.signed_at)
    refusal = _refuse(ledger, header, who, session, by_hand=punched.code is None)
    if refusal is ReceiptCode.NOT_ENROLLED and ledger.is_enrolment_held(session.class_id, who.voucher.no):
        return Ruling(Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED, None, who.voucher.no)
    if refusal is not None:
        return rejected(refusal, who.voucher.no)
    punch = _punch(ledger, header, session, who.voucher.no, Direction(punched.direction or Direction.IN))
    if not ledger.book.add_punch(punch):
        return Ruling(Outcome.MERGED, ReceiptCode.SAME_ATTENDANCE, None, who.voucher.no)
    why = _why_provisional(ledger, header, who, session)
    doubt = why is not None or punch.doubtful or may_be_screenshot(who, header.moment, ledger)
    return Ruling(Outcome.PROVISIONAL if doubt else Outcome.RECORDED, why, None, who.voucher.no)


def _why_provisional(ledger: Ledger, header: Header, who: Identified, session: Session) -> ReceiptCode | None:
    """What happened while the desk was offline, so that a person looks."""
    if _is_class_cancelled(ledger, session) or session.id in ledger.book.cancelled:
        return ReceiptCode.CLASS_CANCELLED
    if who.voucher.state is VoucherState.VOID and not _within_dates(ledger, header, who):
        return ReceiptCode.VOUCHER_VOID
    if _came_by_dates_alone(ledger, session, who) and dates_of(who, header.moment, ledger) is Dates.STRADDLED:
        return ReceiptCode.VOUCHER_NOT_USABLE
    return None


def _refuse(
    ledger: Ledger, header: Header, who: Identified, session: Session, *, by_hand: bool
) -> ReceiptCode | None:
    voucher = who.voucher
    if not ledger.is_open(Function.SIGN_IN):
        return ReceiptCode.FUNCTION_CLOSED
    if voucher.state is VoucherState.VOID and not expired_meanwhile(voucher):
        if not voided_unseen(voucher, header, ledger):
            return ReceiptCode.VOUCHER_VOID
    elif voucher.state is VoucherState.ISSUED:
        return ReceiptCode.VOUCHER_NOT_USABLE
    if not _came_by_dates_alone(ledger, session, who):
        return None  # a voucher in use does not expire, and a late upload outlives the assessment
    if by_hand or voucher.kind is VoucherKind.SUBSIDY:
        # Who was enrolled there after it was cancelled came all the same; what they came to pays nobody.
        return None if _is_class_cancelled(ledger, session) else ReceiptCode.NOT_ENROLLED
    used_up = voucher.state in (VoucherState.USED, VoucherState.WRITTEN_OFF)
    if used_up or dates_of(who, header.moment, ledger) is Dates.MISSED:
        return ReceiptCode.VOUCHER_NOT_USABLE
    return None


def _is_class_cancelled(ledger: Ledger, session: Session) -> bool:
    training_class = ledger.class_here(session.class_id)
    return training_class is not None and training_class.state is ClassState.CANCELLED


def _came_by_dates_alone(ledger: Ledger, session: Session, who: Identified) -> bool:
    """Whether nobody enrolled the holder in the session's class."""
    entry = ledger.entries.get(who.voucher.no)
    on_roster = entry is not None and entry.class_id == session.class_id
    return not on_roster and not ledger.was_member(session.class_id, who.voucher.no)


def _within_dates(ledger: Ledger, header: Header, who: Identified) -> bool:
    return expired_meanwhile(who.voucher) and dates_of(who, header.moment, ledger) is Dates.HOLD


def _punch(ledger: Ledger, header: Header, session: Session, voucher_no: int, direction: Direction) -> KeptPunch:
    at = header.moment.best
    doubtful = header.moment.grade is Grade.DOUBTFUL or is_far_from(session, at)
    return KeptPunch(
        header.id,
        at,
        direction,
        doubtful,
        session_id=session.id,
        voucher_no=voucher_no,
        source=_DESK,
        device=ledger.device,
    )
