"""What a record was, in a word or two: each type of fact as people speak of it."""

from PySide6.QtCore import QCoreApplication

from sync.protocol.facts import FactType


def act_of(type_: str) -> str:
    """The type's words in the language now spoken; a later program's type is a record."""
    translate = QCoreApplication.translate
    known = {
        FactType.ATTENDANCE_PUNCHED: translate("Attention", "Attendance"),
        FactType.VOUCHER_SEEN: translate("Attention", "Scan that changed nothing"),
        FactType.ENROLMENT_REQUESTED: translate("Attention", "Enrolment"),
        FactType.SCAN_UNDONE: translate("Attention", "Undo"),
        FactType.ENROLMENT_WITHDRAWN: translate("Attention", "Leaving the class"),
        FactType.ENROLMENT_TRANSFERRED: translate("Attention", "Change of class"),
        FactType.OPENING_REPORTED: translate("Attention", "Opening report"),
        FactType.ATTENDANCE_CORRECTED: translate("Attention", "Correction"),
        FactType.CORRECTION_DECIDED: translate("Attention", "Approval of a correction"),
        FactType.LEAVE_TAKEN: translate("Attention", "Leave"),
        FactType.LEAVE_WITHDRAWN: translate("Attention", "End of leave"),
        FactType.ASSESSMENT_RECORDED: translate("Attention", "Assessment result"),
        FactType.ATTENTION_SETTLED: translate("Attention", "Decision about a record"),
        FactType.CLASS_CANCELLED: translate("Attention", "Cancellation of a class"),
        FactType.SESSION_CHANGED: translate("Attention", "Change of a session"),
        FactType.SESSION_CANCELLED: translate("Attention", "Cancellation of a session"),
        FactType.DAY_CLOSED: translate("Attention", "Close of a day"),
        FactType.IDENTITY_REVEALED: translate("Attention", "Showing personal data"),
        FactType.TRAINEE_EXPECTED: translate("Attention", "Announcement"),
        FactType.EXPECTATION_WITHDRAWN: translate("Attention", "Announcement taken back"),
    }
    return {str(one): words for one, words in known.items()}.get(type_, translate("Attention", "Record"))
