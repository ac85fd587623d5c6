"""What each type of fact says, field by field. Written and read here only, so that both ends agree."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self, get_args, get_type_hints

from sync.domain.attendance import Direction
from sync.domain.attention import LONGEST_NOTE, AttentionDecision
from sync.domain.names import LONGEST_LINE, is_line
from sync.errors import MalformedMessage
from sync.protocol.facts import FactType

_LARGEST = (1 << 53) - 1
"""Whole numbers that JSON and every database carry exactly."""
_LARGEST_VOUCHER_NO = (1 << 32) - 1
"""What a voucher code has room for."""
_DIRECTIONS = (None, *Direction)


class Method(StrEnum):
    """How the desk came to know who stands there."""

    CODE = "code"
    """A voucher code was read: signed, or the national one."""
    BY_HAND = "by_hand"
    """The person was looked up in the roster by the clerk."""


class Payload:
    """Base of the payloads below: frozen dataclasses of text, whole numbers, truth values and null."""

    type: ClassVar[FactType]
    version: ClassVar[int] = 1

    def to_map(self) -> dict[str, Any]:
        """The values by field name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # subclasses are dataclasses

    @classmethod
    def from_map(cls, values: dict[str, Any]) -> Self:
        """Read; later versions' extra names are passed over. Raises MalformedMessage on a missing or wrong value."""
        known = []
        for name, allowed in _form_of(cls):  # type: ignore[arg-type]  # mypy takes dataclass types for unhashable
            value = values.get(name)
            if type(value) not in allowed or not (value is None or _is_kept(name, value)):
                raise MalformedMessage(f"{cls.type}: {name}")
            known.append(value)
        return cls(*known)


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
    )
}


def _is_kept(name: str, value: object) -> bool:
    """Whether the value can go into the record and on to every desk. What was read from a code may be anything: only
    its bytes are kept."""
    if type(value) is str:
        longest = LONGEST_NOTE if name == "note" else LONGEST_LINE
        return name == "code" or (is_line(value, longest) and (name != "reason" or bool(value.strip())))
    if type(value) is int:
        return 1 <= value <= _LARGEST_VOUCHER_NO if name == "voucher_no" else abs(value) <= _LARGEST
    return True


@cache  # resolving annotations takes ten times as long as the reading itself
def _form_of(payload: type[Any]) -> list[tuple[str, tuple[type, ...]]]:
    """The fields in their order, each with the types that it may have."""
    hints = get_type_hints(payload)
    return [(field.name, get_args(hints[field.name]) or (hints[field.name],)) for field in fields(payload)]
