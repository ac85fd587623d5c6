"""回执: the centre's answer to one record. A replay of the record gets the first receipt again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from json import JSONEncoder
from typing import Any

from sync.domain.ids import FactId
from sync.errors import MalformedMessage
from sync.protocol.json_values import instant, text, whole

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Outcome(StrEnum):
    """What became of the record at the centre."""

    RECORDED = "recorded"
    MERGED = "merged"
    PROVISIONAL = "provisional"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    HELD = "held"

    @property
    def settles(self) -> bool:
        """Whether the desk may stop sending the record: everything but `held`."""
        return self is not Outcome.HELD

    @property
    def needs_attention(self) -> bool:
        """Whether a person has to look at the record."""
        return self in (Outcome.CONFLICT, Outcome.REJECTED)


class ReceiptCode(StrEnum):
    """Why, where the outcome alone does not say it. Closed; anything added is a new protocol version."""

    SAME_ATTENDANCE = "same_attendance"
    SAME_ENROLMENT = "same_enrolment"
    VOUCHER_IN_USE_ELSEWHERE = "voucher_in_use_elsewhere"
    VOUCHER_VOID = "voucher_void"
    VOUCHER_NOT_USABLE = "voucher_not_usable"
    VOUCHER_UNKNOWN = "voucher_unknown"
    CODE_INVALID = "code_invalid"
    CODE_UNRESOLVED = "code_unresolved"
    NOT_ENROLLED = "not_enrolled"
    SIGN_IN_ONLY = "sign_in_only"
    OTHER_PROJECT = "other_project"
    CLASS_UNKNOWN = "class_unknown"
    CLASS_CANCELLED = "class_cancelled"
    CLASS_CLOSED = "class_closed"
    CLASS_FULL = "class_full"
    FACT_UNKNOWN = "fact_unknown"
    UNREADABLE = "unreadable"
    UNSUPPORTED_VERSION = "unsupported_version"
    INSTITUTION_SUSPENDED = "institution_suspended"
    FUNCTION_CLOSED = "function_closed"
    OTHER_INSTITUTION = "other_institution"
    SAME_REPORT = "same_report"
    REPORTED_LATE = "reported_late"
    # The opening report lacks something: the first point of the form that is not met (sync.domain.opening).
    NO_SESSION = "no_session"
    NO_ROOM = "no_room"
    NO_TEACHER = "no_teacher"
    HOURS_SHORT = "hours_short"
    NOBODY_ENROLLED = "nobody_enrolled"
    TOO_MANY_TRAINEES = "too_many_trainees"
    # A correction of attendance, or what somebody decided about one.
    APPROVAL_NEEDED = "approval_needed"
    OPERATOR_NOT_ALLOWED = "operator_not_allowed"
    OWN_CORRECTION = "own_correction"
    DECIDED_BEFORE = "decided_before"
    SESSION_TO_COME = "session_to_come"
    # A result of an assessment (sync.domain.assessment).
    SAME_RESULT = "same_result"
    CLASS_NOT_OVER = "class_not_over"
    SCORE_OUT_OF_RANGE = "score_out_of_range"
    RECORDED_ALREADY = "recorded_already"
    ATTEMPT_OUT_OF_ORDER = "attempt_out_of_order"
    PASSED_ALREADY = "passed_already"
    NO_ATTEMPT_LEFT = "no_attempt_left"
    NOT_PASSED = "not_passed"
    CERTIFICATE_MALFORMED = "certificate_malformed"
    CERTIFICATE_OF_ANOTHER_LEVEL = "certificate_of_another_level"
    CERTIFICATE_TAKEN = "certificate_taken"
    # A change of a class or a session (sync.domain.timetable).
    CLASS_IN_USE = "class_in_use"
    SESSION_UNKNOWN = "session_unknown"
    SESSION_BEGUN = "session_begun"
    IN_THE_PAST = "in_the_past"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    HOURS_DO_NOT_FIT = "hours_do_not_fit"
    CLASS_ELSEWHERE = "class_elsewhere"
    ROOM_TAKEN = "room_taken"
    TEACHER_ELSEWHERE = "teacher_elsewhere"
    ROOM_UNKNOWN = "room_unknown"
    TEACHER_UNKNOWN = "teacher_unknown"
    CHANGE_TOO_LATE = "change_too_late"
    # Somebody announced for a class (sync.domain.expected_people).
    SAME_PERSON = "same_person"
    PERSON_MALFORMED = "person_malformed"
    DEVICE_REVOKED = "device_revoked"
    """Recorded after this PC was withdrawn."""


@dataclass(frozen=True, slots=True)
class Winner:
    """Who holds what the record asked for: enough to ring them up, nothing more."""

    site: str
    class_name: str
    at: datetime


@dataclass(slots=True)  # not frozen: that makes a receipt in five times the time
class Receipt:
    """Never changed. `at` is the centre's time. `voucher_no` tells which voucher an opaque code turned out to be."""

    fact_id: FactId
    outcome: Outcome
    code: ReceiptCode | None
    at: datetime
    winner: Winner | None = None
    voucher_no: int | None = None

    def to_map(self) -> dict[str, Any]:
        """As it stands in a JSON answer."""
        row: dict[str, Any] = {"fact_id": self.fact_id, "outcome": self.outcome.value, "at": self.at.isoformat()}
        if self.code is not None:
            row["code"] = self.code.value
        if self.winner is not None:
            row["winner"] = {
                "site": self.winner.site,
                "class_name": self.winner.class_name,
                "at": self.winner.at.isoformat(),
            }
        if self.voucher_no is not None:
            row["voucher_no"] = self.voucher_no
        return row

    def to_json(self) -> str:
        """`to_map` as compact JSON. Ids, words and times need no escaping, what a winner is called may."""
        if self.winner is not None:
            return _encode(self.to_map())
        code = "" if self.code is None else f',"code":"{self.code.value}"'
        number = "" if self.voucher_no is None else f',"voucher_no":{self.voucher_no}'
        head = f'"fact_id":"{self.fact_id}","outcome":"{self.outcome.value}","at":"{self.at.isoformat()}"'
        return f"{{{head}{code}{number}}}"

    @classmethod
    def from_map(cls, row: Any) -> Receipt:
        """Raises MalformedMessage."""
        try:
            code, winner = row.get("code"), row.get("winner")
            return cls(
                FactId(text(row, "fact_id")),
                Outcome(row["outcome"]),
                None if code is None else ReceiptCode(code),
                instant(row, "at"),
                None
                if winner is None
                else Winner(text(winner, "site"), text(winner, "class_name"), instant(winner, "at")),
                None if row.get("voucher_no") is None else whole(row, "voucher_no", least=1),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise MalformedMessage("not a receipt") from error
