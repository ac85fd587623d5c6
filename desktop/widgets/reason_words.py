"""Each reason in plain words: what happened, and what to do or to tell the person next. Short, never blaming."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from sync.domain.verdicts import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Words:
    """`sentence` says what happened, `next_step` what to do; both in the language of the window."""

    sentence: str
    next_step: str


def words_for(reason: Reason) -> Words:
    """The reason's words in the language now spoken."""
    sentence, next_step = _WORDS[reason]
    translate = QCoreApplication.translate
    return Words(translate("Reason", str(sentence)), translate("Reason", str(next_step)))


def verdict_word(verdict: Verdict) -> str:
    """通过 / 拒绝 / 待确认."""
    return QCoreApplication.translate("Verdict", str(_VERDICTS[verdict]))


_VERDICTS = {
    Verdict.ACCEPTED: QT_TRANSLATE_NOOP("Verdict", "Accepted"),
    Verdict.REFUSED: QT_TRANSLATE_NOOP("Verdict", "Refused"),
    Verdict.TO_CONFIRM: QT_TRANSLATE_NOOP("Verdict", "To confirm"),
}

_WORDS: dict[Reason, tuple[object, object]] = {
    Reason.SIGNED_IN: (
        QT_TRANSLATE_NOOP("Reason", "Signed in"),
        QT_TRANSLATE_NOOP("Reason", "Next, please."),
    ),
    Reason.SIGNED_IN_LATE: (
        QT_TRANSLATE_NOOP("Reason", "Signed in, late"),
        QT_TRANSLATE_NOOP("Reason", "It is recorded as late. Next, please."),
    ),
    Reason.ALREADY_SIGNED_IN: (
        QT_TRANSLATE_NOOP("Reason", "Already signed in"),
        QT_TRANSLATE_NOOP("Reason", "Nothing more to do: please take a seat."),
    ),
    Reason.SIGNED_OUT: (
        QT_TRANSLATE_NOOP("Reason", "Signed out"),
        QT_TRANSLATE_NOOP("Reason", "Until next time."),
    ),
    Reason.ENROLLED: (
        QT_TRANSLATE_NOOP("Reason", "Enrolled in this class"),
        QT_TRANSLATE_NOOP("Reason", "The holder can sign in now."),
    ),
    Reason.ALREADY_ENROLLED: (
        QT_TRANSLATE_NOOP("Reason", "Already enrolled in this class"),
        QT_TRANSLATE_NOOP("Reason", "The holder can simply sign in."),
    ),
    Reason.NOT_A_VOUCHER: (
        QT_TRANSLATE_NOOP("Reason", "This is not a voucher"),
        QT_TRANSLATE_NOOP("Reason", "Please open the training voucher in the social-security card app."),
    ),
    Reason.MALFORMED_CODE: (
        QT_TRANSLATE_NOOP("Reason", "The code is damaged"),
        QT_TRANSLATE_NOOP("Reason", "Please refresh the voucher on the phone and show it again."),
    ),
    Reason.BAD_SIGNATURE: (
        QT_TRANSLATE_NOOP("Reason", "The code's signature is wrong"),
        QT_TRANSLATE_NOOP("Reason", "Ask for the voucher in the holder's own app; if it stays, call the centre."),
    ),
    Reason.KEY_REVOKED: (
        QT_TRANSLATE_NOOP("Reason", "The code's key was withdrawn"),
        QT_TRANSLATE_NOOP("Reason", "Please refresh the voucher on the phone and show it again."),
    ),
    Reason.KEY_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("Reason", "The issuer may not issue this voucher"),
        QT_TRANSLATE_NOOP("Reason", "The holder should ask the office that issued it."),
    ),
    Reason.UNKNOWN_AT_CENTRE: (
        QT_TRANSLATE_NOOP("Reason", "The centre does not know this code"),
        QT_TRANSLATE_NOOP("Reason", "Please refresh the card's code on the phone and show it again."),
    ),
    Reason.NOT_YET_VALID: (
        QT_TRANSLATE_NOOP("Reason", "The voucher is not valid yet"),
        QT_TRANSLATE_NOOP("Reason", "It shows its first day of use; please come again then."),
    ),
    Reason.EXPIRED: (
        QT_TRANSLATE_NOOP("Reason", "The voucher has expired"),
        QT_TRANSLATE_NOOP("Reason", "The holder can look for a new voucher in the app."),
    ),
    Reason.VOID: (
        QT_TRANSLATE_NOOP("Reason", "The voucher is void"),
        QT_TRANSLATE_NOOP("Reason", "The holder should ask the office that issued it for the reason."),
    ),
    Reason.NOT_CLAIMED: (
        QT_TRANSLATE_NOOP("Reason", "The voucher is not claimed yet"),
        QT_TRANSLATE_NOOP("Reason", "Please claim it in the app first, then show it again."),
    ),
    Reason.ALREADY_USED: (
        QT_TRANSLATE_NOOP("Reason", "The voucher is already used"),
        QT_TRANSLATE_NOOP("Reason", "Please choose another voucher in the app, or ask the class manager."),
    ),
    Reason.NOT_ENROLLED: (
        QT_TRANSLATE_NOOP("Reason", "Not on this class's roster"),
        QT_TRANSLATE_NOOP("Reason", "The holder can be enrolled in this class and signed in at once."),
    ),
    Reason.OTHER_CLASS: (
        QT_TRANSLATE_NOOP("Reason", "On the roster of another class"),
        QT_TRANSLATE_NOOP("Reason", "Show the way to the other class, or change the session here."),
    ),
    Reason.TOO_EARLY: (
        QT_TRANSLATE_NOOP("Reason", "Sign-in is not open yet"),
        QT_TRANSLATE_NOOP("Reason", "Please come back shortly before the session starts."),
    ),
    Reason.SESSION_OVER: (
        QT_TRANSLATE_NOOP("Reason", "The session is over"),
        QT_TRANSLATE_NOOP("Reason", "The class manager can correct the attendance."),
    ),
    Reason.SIGN_IN_ONLY: (
        QT_TRANSLATE_NOOP("Reason", "A sign-in voucher cannot be used to enrol"),
        QT_TRANSLATE_NOOP("Reason", "It serves to sign in only; enrolling needs a subsidy voucher."),
    ),
    Reason.OTHER_PROJECT: (
        QT_TRANSLATE_NOOP("Reason", "The voucher is for another project"),
        QT_TRANSLATE_NOOP("Reason", "Please choose a class of the voucher's own project."),
    ),
    Reason.CLASS_FULL: (
        QT_TRANSLATE_NOOP("Reason", "The class is full"),
        QT_TRANSLATE_NOOP("Reason", "Please choose another class, or ask the class manager."),
    ),
    Reason.CLASS_CANCELLED: (
        QT_TRANSLATE_NOOP("Reason", "The class is cancelled"),
        QT_TRANSLATE_NOOP("Reason", "The class manager knows what comes in its place."),
    ),
    Reason.CLASS_CLOSED: (
        QT_TRANSLATE_NOOP("Reason", "The class is over and closed"),
        QT_TRANSLATE_NOOP("Reason", "Please choose a class that is still open."),
    ),
    Reason.ONLY_CENTRE_CAN_READ: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; only the centre can read this code"),
        QT_TRANSLATE_NOOP("Reason", "The centre confirms it later. Please take a seat."),
    ),
    Reason.KEY_UNKNOWN: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; the code's key is new to this PC"),
        QT_TRANSLATE_NOOP("Reason", "The centre confirms it later. Please take a seat."),
    ),
    Reason.NO_STATUS_LIST: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; no list of void vouchers here yet"),
        QT_TRANSLATE_NOOP("Reason", "The centre confirms it later. Please take a seat."),
    ),
    Reason.STATUS_LIST_OLD: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; the list of void vouchers is old"),
        QT_TRANSLATE_NOOP("Reason", "The centre confirms it later. Please take a seat."),
    ),
    Reason.CODE_STALE: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; the code was made a while ago"),
        QT_TRANSLATE_NOOP("Reason", "It may be a screenshot: compare the name. The centre confirms it later."),
    ),
    Reason.ROSTER_OLD: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; the roster on this PC is old"),
        QT_TRANSLATE_NOOP("Reason", "The centre confirms it later. Please take a seat."),
    ),
    Reason.CLOCK_DOUBTFUL: (
        QT_TRANSLATE_NOOP("Reason", "Recorded; this PC's clock is doubtful"),
        QT_TRANSLATE_NOOP("Reason", "The centre confirms it later. Please take a seat."),
    ),
}
