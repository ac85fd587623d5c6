"""Why the centre did not simply take a record: each code of its receipts in plain words, and what helps."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.widgets.reason_words import Words
from sync.protocol.receipts import ReceiptCode


def words_of_code(code: ReceiptCode) -> Words:
    """The code's words in the language now spoken."""
    sentence, next_step = _WORDS[code]
    translate = QCoreApplication.translate
    return Words(translate("Receipt", str(sentence)), translate("Receipt", str(next_step)))


_WORDS: dict[ReceiptCode, tuple[object, object]] = {
    ReceiptCode.SAME_ATTENDANCE: (
        QT_TRANSLATE_NOOP("Receipt", "Signed in already"),
        QT_TRANSLATE_NOOP("Receipt", "The earlier sign-in counts; both are kept."),
    ),
    ReceiptCode.SAME_ENROLMENT: (
        QT_TRANSLATE_NOOP("Receipt", "Enrolled in this class already"),
        QT_TRANSLATE_NOOP("Receipt", "Nothing more to do."),
    ),
    ReceiptCode.VOUCHER_IN_USE_ELSEWHERE: (
        QT_TRANSLATE_NOOP("Receipt", "The voucher is used in another class"),
        QT_TRANSLATE_NOOP(
            "Receipt",
            "The first record at the centre counts. Ring the other site, then leave the class or ask for a review.",
        ),
    ),
    ReceiptCode.VOUCHER_VOID: (
        QT_TRANSLATE_NOOP("Receipt", "The voucher is void"),
        QT_TRANSLATE_NOOP("Receipt", "The holder should ask the office that issued it for the reason."),
    ),
    ReceiptCode.VOUCHER_NOT_USABLE: (
        QT_TRANSLATE_NOOP("Receipt", "The voucher could not be used then"),
        QT_TRANSLATE_NOOP("Receipt", "Look at its dates and state together with the holder."),
    ),
    ReceiptCode.VOUCHER_UNKNOWN: (
        QT_TRANSLATE_NOOP("Receipt", "The centre does not know this voucher"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the holder to show it again from the app."),
    ),
    ReceiptCode.CODE_INVALID: (
        QT_TRANSLATE_NOOP("Receipt", "The code is not genuine"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the holder to show the voucher in their own app."),
    ),
    ReceiptCode.CODE_UNRESOLVED: (
        QT_TRANSLATE_NOOP("Receipt", "Nobody could read this code"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the holder to show the code again."),
    ),
    ReceiptCode.NOT_ENROLLED: (
        QT_TRANSLATE_NOOP("Receipt", "Not enrolled in this class"),
        QT_TRANSLATE_NOOP("Receipt", "Enrol the holder, or ask for a review if it was done before."),
    ),
    ReceiptCode.SIGN_IN_ONLY: (
        QT_TRANSLATE_NOOP("Receipt", "A sign-in voucher cannot be used to enrol"),
        QT_TRANSLATE_NOOP("Receipt", "Enrolling needs a subsidy voucher."),
    ),
    ReceiptCode.OTHER_PROJECT: (
        QT_TRANSLATE_NOOP("Receipt", "The voucher is for another project"),
        QT_TRANSLATE_NOOP("Receipt", "Choose a class of the voucher's own project."),
    ),
    ReceiptCode.CLASS_UNKNOWN: (
        QT_TRANSLATE_NOOP("Receipt", "The class is not one of this site"),
        QT_TRANSLATE_NOOP("Receipt", "Wait for the next update and choose again."),
    ),
    ReceiptCode.CLASS_CANCELLED: (
        QT_TRANSLATE_NOOP("Receipt", "The class was cancelled"),
        QT_TRANSLATE_NOOP(
            "Receipt",
            "Who came is kept on record. Tell the holder, whose voucher can be used elsewhere.",
        ),
    ),
    ReceiptCode.CLASS_CLOSED: (
        QT_TRANSLATE_NOOP("Receipt", "The class is over and closed"),
        QT_TRANSLATE_NOOP("Receipt", "Choose a class that is still open."),
    ),
    ReceiptCode.CLASS_FULL: (
        QT_TRANSLATE_NOOP("Receipt", "The class is full"),
        QT_TRANSLATE_NOOP("Receipt", "Choose another class, or ask for a review."),
    ),
    ReceiptCode.FACT_UNKNOWN: (
        QT_TRANSLATE_NOOP("Receipt", "It is about a record that the centre does not have"),
        QT_TRANSLATE_NOOP("Receipt", "Wait until the earlier record has been sent."),
    ),
    ReceiptCode.UNREADABLE: (
        QT_TRANSLATE_NOOP("Receipt", "The centre cannot read this record"),
        QT_TRANSLATE_NOOP("Receipt", "It is kept here. Tell IT."),
    ),
    ReceiptCode.UNSUPPORTED_VERSION: (
        QT_TRANSLATE_NOOP("Receipt", "The centre does not know this kind of record yet"),
        QT_TRANSLATE_NOOP("Receipt", "It is taken once the centre has been updated."),
    ),
    ReceiptCode.INSTITUTION_SUSPENDED: (
        QT_TRANSLATE_NOOP("Receipt", "The institution is suspended"),
        QT_TRANSLATE_NOOP("Receipt", "It is taken once the institution is served again."),
    ),
    ReceiptCode.FUNCTION_CLOSED: (
        QT_TRANSLATE_NOOP("Receipt", "Not open to this kind of institution"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the authority."),
    ),
    ReceiptCode.OTHER_INSTITUTION: (
        QT_TRANSLATE_NOOP("Receipt", "The voucher is valid at other institutions only"),
        QT_TRANSLATE_NOOP("Receipt", "Show the holder where it can be used."),
    ),
    ReceiptCode.SAME_REPORT: (
        QT_TRANSLATE_NOOP("Receipt", "The class was reported already"),
        QT_TRANSLATE_NOOP("Receipt", "The report in time counts, the earlier of two."),
    ),
    ReceiptCode.REPORTED_LATE: (
        QT_TRANSLATE_NOOP("Receipt", "The opening report came late"),
        QT_TRANSLATE_NOOP("Receipt", "The class goes on; the check before payment asks why."),
    ),
    ReceiptCode.NO_SESSION: (
        QT_TRANSLATE_NOOP("Receipt", "The class has no session yet"),
        QT_TRANSLATE_NOOP("Receipt", "Set the sessions, then report it again."),
    ),
    ReceiptCode.NO_ROOM: (
        QT_TRANSLATE_NOOP("Receipt", "A session has no room yet"),
        QT_TRANSLATE_NOOP("Receipt", "Set the room, then report it again."),
    ),
    ReceiptCode.NO_TEACHER: (
        QT_TRANSLATE_NOOP("Receipt", "A session has no teacher yet"),
        QT_TRANSLATE_NOOP("Receipt", "Set the teacher, then report it again."),
    ),
    ReceiptCode.HOURS_SHORT: (
        QT_TRANSLATE_NOOP("Receipt", "The sessions have too few class hours"),
        QT_TRANSLATE_NOOP("Receipt", "Add sessions, then report it again."),
    ),
    ReceiptCode.NOBODY_ENROLLED: (
        QT_TRANSLATE_NOOP("Receipt", "Nobody is enrolled in the class"),
        QT_TRANSLATE_NOOP("Receipt", "Enrol first, then report it again."),
    ),
    ReceiptCode.TOO_MANY_TRAINEES: (
        QT_TRANSLATE_NOOP("Receipt", "More people than the class may have"),
        QT_TRANSLATE_NOOP("Receipt", "Move some to another class, then report it again."),
    ),
    ReceiptCode.APPROVAL_NEEDED: (
        QT_TRANSLATE_NOOP("Receipt", "The correction waits for a second person"),
        QT_TRANSLATE_NOOP("Receipt", "A class manager other than the operator approves it."),
    ),
    ReceiptCode.OPERATOR_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("Receipt", "The operator may not do this"),
        QT_TRANSLATE_NOOP("Receipt", "A class manager can do it."),
    ),
    ReceiptCode.OWN_CORRECTION: (
        QT_TRANSLATE_NOOP("Receipt", "Nobody decides about their own correction"),
        QT_TRANSLATE_NOOP("Receipt", "Another class manager decides."),
    ),
    ReceiptCode.DECIDED_BEFORE: (
        QT_TRANSLATE_NOOP("Receipt", "Somebody decided about it before"),
        QT_TRANSLATE_NOOP("Receipt", "The first decision counts."),
    ),
    ReceiptCode.SESSION_TO_COME: (
        QT_TRANSLATE_NOOP("Receipt", "The session has not begun"),
        QT_TRANSLATE_NOOP("Receipt", "Come back to it when the session has begun."),
    ),
    ReceiptCode.SAME_RESULT: (
        QT_TRANSLATE_NOOP("Receipt", "The result was recorded already"),
        QT_TRANSLATE_NOOP("Receipt", "Nothing more to do."),
    ),
    ReceiptCode.CLASS_NOT_OVER: (
        QT_TRANSLATE_NOOP("Receipt", "The class is not over"),
        QT_TRANSLATE_NOOP("Receipt", "Record results after the last session."),
    ),
    ReceiptCode.SCORE_OUT_OF_RANGE: (
        QT_TRANSLATE_NOOP("Receipt", "A score is out of range"),
        QT_TRANSLATE_NOOP("Receipt", "Scores go from 0 to 100: correct it."),
    ),
    ReceiptCode.RECORDED_ALREADY: (
        QT_TRANSLATE_NOOP("Receipt", "Another result of this attempt is recorded"),
        QT_TRANSLATE_NOOP("Receipt", "Results are changed by the authority only."),
    ),
    ReceiptCode.ATTEMPT_OUT_OF_ORDER: (
        QT_TRANSLATE_NOOP("Receipt", "An earlier attempt is missing"),
        QT_TRANSLATE_NOOP("Receipt", "Record the attempts in their order."),
    ),
    ReceiptCode.PASSED_ALREADY: (
        QT_TRANSLATE_NOOP("Receipt", "The holder has passed already"),
        QT_TRANSLATE_NOOP("Receipt", "Nothing more to do."),
    ),
    ReceiptCode.NO_ATTEMPT_LEFT: (
        QT_TRANSLATE_NOOP("Receipt", "No attempt is left"),
        QT_TRANSLATE_NOOP("Receipt", "The policy allows no further resit."),
    ),
    ReceiptCode.NOT_PASSED: (
        QT_TRANSLATE_NOOP("Receipt", "There is no certificate without a pass"),
        QT_TRANSLATE_NOOP("Receipt", "Correct the scores or leave the number out."),
    ),
    ReceiptCode.CERTIFICATE_MALFORMED: (
        QT_TRANSLATE_NOOP("Receipt", "The certificate's number is not well formed"),
        QT_TRANSLATE_NOOP("Receipt", "Compare it with the certificate."),
    ),
    ReceiptCode.CERTIFICATE_OF_ANOTHER_LEVEL: (
        QT_TRANSLATE_NOOP("Receipt", "The certificate is of another level"),
        QT_TRANSLATE_NOOP("Receipt", "Compare it with the certificate."),
    ),
    ReceiptCode.CERTIFICATE_TAKEN: (
        QT_TRANSLATE_NOOP("Receipt", "The certificate's number belongs to somebody else"),
        QT_TRANSLATE_NOOP("Receipt", "Compare it with the certificate."),
    ),
    ReceiptCode.CLASS_IN_USE: (
        QT_TRANSLATE_NOOP("Receipt", "People of the class have been checked for payment"),
        QT_TRANSLATE_NOOP("Receipt", "It cannot be cancelled any more. Ask the authority."),
    ),
    ReceiptCode.SESSION_UNKNOWN: (
        QT_TRANSLATE_NOOP("Receipt", "The session is not one of this class any more"),
        QT_TRANSLATE_NOOP("Receipt", "Look at the sessions after the next update."),
    ),
    ReceiptCode.SESSION_BEGUN: (
        QT_TRANSLATE_NOOP("Receipt", "The session had begun"),
        QT_TRANSLATE_NOOP("Receipt", "Record what was held; a session is changed before it begins."),
    ),
    ReceiptCode.IN_THE_PAST: (
        QT_TRANSLATE_NOOP("Receipt", "The new time had passed already"),
        QT_TRANSLATE_NOOP("Receipt", "Choose a time still to come."),
    ),
    ReceiptCode.ENDS_BEFORE_IT_STARTS: (
        QT_TRANSLATE_NOOP("Receipt", "The session would end before it starts"),
        QT_TRANSLATE_NOOP("Receipt", "Compare both times."),
    ),
    ReceiptCode.HOURS_DO_NOT_FIT: (
        QT_TRANSLATE_NOOP("Receipt", "The class hours do not fit into the time"),
        QT_TRANSLATE_NOOP("Receipt", "Give the session more time."),
    ),
    ReceiptCode.CLASS_ELSEWHERE: (
        QT_TRANSLATE_NOOP("Receipt", "The class has another session then"),
        QT_TRANSLATE_NOOP("Receipt", "Choose another time."),
    ),
    ReceiptCode.ROOM_TAKEN: (
        QT_TRANSLATE_NOOP("Receipt", "The room is taken then"),
        QT_TRANSLATE_NOOP("Receipt", "Choose another room or time."),
    ),
    ReceiptCode.TEACHER_ELSEWHERE: (
        QT_TRANSLATE_NOOP("Receipt", "The teacher has another session then"),
        QT_TRANSLATE_NOOP("Receipt", "Choose another teacher or time."),
    ),
    ReceiptCode.ROOM_UNKNOWN: (
        QT_TRANSLATE_NOOP("Receipt", "The centre knows no room of this name here"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the centre to enter the room."),
    ),
    ReceiptCode.TEACHER_UNKNOWN: (
        QT_TRANSLATE_NOOP("Receipt", "The centre knows no teacher of this name"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the centre to enter the teacher."),
    ),
    ReceiptCode.CHANGE_TOO_LATE: (
        QT_TRANSLATE_NOOP("Receipt", "Too late for a change: the class is reported"),
        QT_TRANSLATE_NOOP("Receipt", "Ask the authority, or cancel the session."),
    ),
    ReceiptCode.SAME_PERSON: (
        QT_TRANSLATE_NOOP("Receipt", "Announced for this class already"),
        QT_TRANSLATE_NOOP("Receipt", "Nothing more to do."),
    ),
    ReceiptCode.PERSON_MALFORMED: (
        QT_TRANSLATE_NOOP("Receipt", "Name, document number or phone cannot be right"),
        QT_TRANSLATE_NOOP("Receipt", "Compare them with the document, then announce the person again."),
    ),
    ReceiptCode.DEVICE_REVOKED: (
        QT_TRANSLATE_NOOP("Receipt", "Written after this PC was withdrawn"),
        QT_TRANSLATE_NOOP("Receipt", "An officer decides whether it counts. Go on at another PC."),
    ),
}
