"""What each type of fact says, field by field. Written and read here only, so that both ends agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sync.domain.attendance import Direction
from sync.domain.attention import AttentionDecision
from sync.domain.identity_documents import DocumentKind
from sync.errors import MalformedMessage
from sync.protocol.facts import FactType
from sync.protocol.json_values import instant
from sync.protocol.payload import Payload as Payload  # noqa: PLC0414  found here by whoever reads payloads, and mypy knows

_DIRECTIONS = (None, *Direction)
CLOSABLE = date(2020, 1, 1), date(2199, 12, 31)
"""The first and the last day that can be closed: no voucher is older, and a year beyond is a slip of the hand."""


class Method(StrEnum):
    """How the desk came to know who stands there."""

    CODE = "code"
    """A voucher code was read: signed, or the national one."""
    BY_HAND = "by_hand"
    """The person was looked up in the roster by the clerk."""


@dataclass(frozen=True, slots=True)
class AttendancePunched(Payload):
    """打卡 at the desk. `code`: the text read, None by hand. `voucher_no`: None while only the centre can read it.

    `verdict` and `reason` are what the clerk was shown, whatever is found out later. `direction` ("in" or "out") is
    left out of a sign-in, which is therefore written as it always was.
    """

    type = FactType.ATTENDANCE_PUNCHED

    session_id: str
    class_id: str
    voucher_no: int | None
    code: str | None
    method: str
    verdict: str
    reason: str
    direction: str | None = None

    def __post_init__(self) -> None:
        if self.direction not in _DIRECTIONS:
            raise MalformedMessage(f"{self.type}: direction")

    def to_map(self) -> dict[str, Any]:
        """The values by field name; None says `in` and is not written."""
        values = Payload.to_map(self)
        if self.direction is None:
            del values["direction"]
        return values


@dataclass(frozen=True, slots=True)
class VoucherSeen(Payload):
    """A scan that changed nothing: refused, or already signed in. `session_id` or `class_id`: what it was shown for."""

    type = FactType.VOUCHER_SEEN

    session_id: str | None
    class_id: str | None
    voucher_no: int | None
    code: str | None
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class EnrolmentRequested(Payload):
    """录取: the desk asks the centre to admit the holder into the class."""

    type = FactType.ENROLMENT_REQUESTED

    class_id: str
    voucher_no: int | None
    code: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScanUndone(Payload):
    """撤销 of an earlier punch or enrolment of the same device: it leaves the prints, not the record."""

    type = FactType.SCAN_UNDONE

    undone_fact: str


@dataclass(frozen=True, slots=True)
class EnrolmentWithdrawn(Payload):
    """The holder leaves the class: the place is free, the voucher can be used again. `reason` in the clerk's words."""

    type = FactType.ENROLMENT_WITHDRAWN

    class_id: str
    voucher_no: int
    reason: str


@dataclass(frozen=True, slots=True)
class EnrolmentTransferred(Payload):
    """转班: the holder goes on in another class of this site, with the same voucher."""

    type = FactType.ENROLMENT_TRANSFERRED

    from_class: str
    to_class: str
    voucher_no: int
    reason: str


@dataclass(frozen=True, slots=True)
class OpeningReported(Payload):
    """开班反馈. `trainees`: how many stood on the roster as this desk knew it; the centre registers those it knows."""

    type = FactType.OPENING_REPORTED

    class_id: str
    trainees: int


@dataclass(frozen=True, slots=True)
class AttendanceCorrected(Payload):
    """补签: what the mark (`sync.domain.attendance.Mark`) should be, and why in the operator's words.

    Past the day of the session it waits for a class manager other than the operator.
    """

    type = FactType.ATTENDANCE_CORRECTED

    session_id: str
    class_id: str
    voucher_no: int
    mark: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionDecided(Payload):
    """A correction of whatever device or phone is approved, declined or withdrawn (`Decision`)."""

    type = FactType.CORRECTION_DECIDED

    correction: str
    decision: str


@dataclass(frozen=True, slots=True)
class LeaveTaken(Payload):
    """请假 for one session: `kind` of `sync.domain.attendance.LeaveKind`, why in the operator's words."""

    type = FactType.LEAVE_TAKEN

    session_id: str
    class_id: str
    voucher_no: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeaveWithdrawn(Payload):
    """销假: a leave of whatever device stands no longer."""

    type = FactType.LEAVE_WITHDRAWN

    leave: str


@dataclass(frozen=True, slots=True)
class AssessmentRecorded(Payload):
    """One line of the 鉴定成绩单: attempt 1 is the first, 2 the first resit; a score of None: absent from that part."""

    type = FactType.ASSESSMENT_RECORDED

    class_id: str
    voucher_no: int
    attempt: int
    theory: int | None
    practical: int | None
    certificate_no: str | None


@dataclass(frozen=True, slots=True)
class AttentionSettled(Payload):
    """What a person decided about a record that the centre did not simply take: a fact of any PC of the site, or the
    request of another site that one's own enrolment stands against. `note`: one line in the operator's words, or null.
    """

    type = FactType.ATTENTION_SETTLED

    about: str
    decision: str
    note: str | None

    def __post_init__(self) -> None:
        if self.decision not in tuple(AttentionDecision):
            raise MalformedMessage(f"{self.type}: decision")


@dataclass(frozen=True, slots=True)
class ClassCancelled(Payload):
    """停班: the class will not be held (any further), and why in the class manager's words."""

    type = FactType.CLASS_CANCELLED

    class_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SessionChanged(Payload):
    """调课: a session still to come is held so from now on: `starts` and `ends` in ISO 8601 with their zone, room and
    teacher by the names that the feed tells (None: not settled). Its class hours stay.
    """

    type = FactType.SESSION_CHANGED

    session_id: str
    class_id: str
    starts: str
    ends: str
    room: str | None
    teacher: str | None
    reason: str

    def __post_init__(self) -> None:
        _ = self.span

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When it begins and ends, UTC."""
        return self._instant("starts"), self._instant("ends")

    def _instant(self, name: str) -> datetime:
        try:
            return instant({name: getattr(self, name)}, name).astimezone(UTC)
        except (TypeError, ValueError) as error:
            raise MalformedMessage(f"{self.type}: {name}") from error


@dataclass(frozen=True, slots=True)
class SessionCancelled(Payload):
    """停课: a session still to come will not be held, and why in the class manager's words."""

    type = FactType.SESSION_CANCELLED

    session_id: str
    class_id: str
    reason: str


class Revealed(StrEnum):
    """What of a person was shown unmasked."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ALL = "all"
    """All three, as a printed list of a class has them."""


@dataclass(frozen=True, slots=True)
class IdentityRevealed(Payload):
    """Somebody was shown personal data unmasked (Personal Information Protection Law, article 51): one holder's, or,
    with `voucher_no` null, those of everybody in the class. `reason` in the operator's words.
    """

    type = FactType.IDENTITY_REVEALED

    voucher_no: int | None
    class_id: str | None
    what: str
    reason: str

    def __post_init__(self) -> None:
        if self.what not in tuple(Revealed):
            raise MalformedMessage(f"{self.type}: what")
        if self.voucher_no is None and self.class_id is None:
            raise MalformedMessage(f"{self.type}: whose")


@dataclass(frozen=True, slots=True)
class TraineeExpected(Payload):
    """Somebody is announced for a class (`sync.domain.expected_people.Person`); the fact's id is the announcement's."""

    type = FactType.TRAINEE_EXPECTED

    class_id: str
    name: str
    document_kind: str
    id_number: str
    phone: str
    employer: str | None
    remark: str | None

    def __post_init__(self) -> None:
        if self.document_kind not in tuple(DocumentKind):
            raise MalformedMessage(f"{self.type}: document_kind")


@dataclass(frozen=True, slots=True)
class ExpectationWithdrawn(Payload):
    """Somebody announced, by whatever PC of the site, will not come; why in the operator's words."""

    type = FactType.EXPECTATION_WITHDRAWN

    expected: str
    reason: str


@dataclass(frozen=True, slots=True)
class DayClosed(Payload):
    """日结 of one PC: the day at the site (YYYY-MM-DD, `CLOSABLE`), how many sessions it had, people by mark over all
    of them as this PC knew it, how many records `waiting` for the centre or for somebody. The last one of a day counts.
    """

    type = FactType.DAY_CLOSED

    day: str
    sessions: int
    expected: int
    present: int
    late: int
    absent: int
    leave: int
    waiting: int
    note: str | None

    def __post_init__(self) -> None:
        try:
            day = date.fromisoformat(self.day)
        except ValueError as error:
            raise MalformedMessage(f"{self.type}: day") from error
        first, last = CLOSABLE
        if self.day != day.isoformat() or not first <= day <= last:
            raise MalformedMessage(f"{self.type}: day")
        counts = (self.sessions, self.expected, self.present, self.late, self.absent, self.leave, self.waiting)
        if min(counts) < 0:
            raise MalformedMessage(f"{self.type}: counts")


PAYLOADS: dict[str, type[Payload]] = {
    payload.type: payload
    for payload in (
        AttendancePunched,
        VoucherSeen,
        EnrolmentRequested,
        ScanUndone,
        EnrolmentWithdrawn,
        EnrolmentTransferred,
        OpeningReported,
        AttendanceCorrected,
        CorrectionDecided,
        LeaveTaken,
        LeaveWithdrawn,
        AssessmentRecorded,
        AttentionSettled,
        IdentityRevealed,
        DayClosed,
        TraineeExpected,
        ExpectationWithdrawn,
        ClassCancelled,
        SessionChanged,
        SessionCancelled,
    )
}
