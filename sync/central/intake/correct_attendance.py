"""补签 and 请假 as facts: who does it works at the site, and what it is about belongs there."""

from __future__ import annotations

from sync.central.attendance.amendment import Amendment
from sync.central.attendance.book import KeptCorrection, KeptLeave, Place
from sync.central.attendance.correct import OPEN_STATES, decide_correction, propose_correction
from sync.central.attendance.take_leave import take_leave, withdraw_leave
from sync.central.intake.judge_moment import believed
from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.domain.attendance import CORRECTABLE, CorrectionState, Decision, LeaveKind
from sync.domain.ids import SessionId
from sync.domain.trusted_time import Grade
from sync.protocol.facts import Fact
from sync.protocol.payloads import AttendanceCorrected, CorrectionDecided, LeaveTaken, LeaveWithdrawn
from sync.protocol.receipts import Outcome, ReceiptCode

_NOT_HERE_YET = Ruling(Outcome.HELD, ReceiptCode.FACT_UNKNOWN)
"""Another desk's fact, or a gap in the chain, may bring it yet."""


def correct_attendance(ledger: Ledger, fact: Fact, corrected: AttendanceCorrected) -> Ruling:
    """A correction stands at once, or provisionally until a second person has agreed."""
    act, place = _act(ledger, fact), _place(ledger, corrected)
    mark = next((mark for mark in CORRECTABLE if mark == corrected.mark), None)
    if mark is None or fact.header.id in ledger.book.corrections:
        return rejected(ReceiptCode.UNREADABLE)
    if act is None:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    if isinstance(place, ReceiptCode):
        return rejected(place)
    made = propose_correction(ledger.book, act, place, mark, corrected.reason)
    if isinstance(made, ReceiptCode):
        return rejected(made, place[1])
    if made.state is CorrectionState.WAITING:
        return Ruling(Outcome.PROVISIONAL, ReceiptCode.APPROVAL_NEEDED, None, place[1])
    return Ruling(Outcome.RECORDED, None, None, place[1])


def decide_about_correction(ledger: Ledger, fact: Fact, decided: CorrectionDecided) -> Ruling:
    """Approve, decline or withdraw; a correction that is not known yet is waited for."""
    act = _act(ledger, fact)
    if decided.decision not in list(Decision):
        return rejected(ReceiptCode.UNREADABLE)
    correction = ledger.book.corrections.get(decided.correction)
    if correction is None or not _is_here(ledger, correction):
        return _NOT_HERE_YET
    if act is None:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    voucher = ledger.vouchers[correction.voucher_no]
    refusal = decide_correction(ledger.book, act, correction, Decision(decided.decision), voucher.state)
    return _told(refusal, correction)


def note_leave(ledger: Ledger, fact: Fact, taken: LeaveTaken) -> Ruling:
    """Somebody is excused from a session."""
    act, place = _act(ledger, fact), _place(ledger, taken)
    if taken.kind not in list(LeaveKind) or fact.header.id in ledger.book.leaves:
        return rejected(ReceiptCode.UNREADABLE)
    if act is None:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    if isinstance(place, ReceiptCode):
        return rejected(place)
    made = take_leave(ledger.book, act, place, LeaveKind(taken.kind), taken.reason)
    return _told(made if isinstance(made, ReceiptCode) else None, taken)


def end_leave(ledger: Ledger, fact: Fact, withdrawn: LeaveWithdrawn) -> Ruling:
    """Somebody comes after all; a leave that is not known yet is waited for."""
    act, leave = _act(ledger, fact), ledger.book.leaves.get(withdrawn.leave)
    if leave is None or not _is_here(ledger, leave):
        return _NOT_HERE_YET
    if act is None:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    return _told(withdraw_leave(ledger.book, act, leave), leave)


def _act(ledger: Ledger, fact: Fact) -> Amendment | None:
    """None: the operator does not work here."""
    header = believed(fact.header, ledger)
    role = ledger.staff.get(header.operator)
    doubtful = header.moment.grade is Grade.DOUBTFUL
    return Amendment(header.id, header.operator, role, header.moment.best, doubtful) if role else None


def _place(ledger: Ledger, spoken_of: AttendanceCorrected | LeaveTaken) -> Place | ReceiptCode:
    """The place, when the holder belongs to the session: is on the roster, or was seen there."""
    session = ledger.book.sessions.get(SessionId(spoken_of.session_id))
    if session is None or ledger.class_here(session.class_id) is None:
        return ReceiptCode.CLASS_UNKNOWN
    if session.id in ledger.book.cancelled:
        return ReceiptCode.CLASS_CANCELLED
    voucher = ledger.vouchers.get(spoken_of.voucher_no)
    if voucher is None:
        return ReceiptCode.VOUCHER_UNKNOWN
    place = session.id, voucher.no
    entry = ledger.entries.get(voucher.no)
    if (entry is None or entry.class_id != session.class_id) and not ledger.book.evidence[place].punches:
        return ReceiptCode.NOT_ENROLLED
    return place if voucher.state in OPEN_STATES else ReceiptCode.VOUCHER_NOT_USABLE


def _is_here(ledger: Ledger, thing: KeptCorrection | KeptLeave) -> bool:
    return ledger.class_here(ledger.book.sessions[thing.session_id].class_id) is not None


def _told(refusal: ReceiptCode | None, about: KeptCorrection | KeptLeave | LeaveTaken) -> Ruling:
    if refusal is not None:
        return rejected(refusal, about.voucher_no)
    return Ruling(Outcome.RECORDED, None, None, about.voucher_no)
