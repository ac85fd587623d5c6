"""The desk's three honest answers, and the closed set of reasons behind them.

Each reason belongs to exactly one verdict, so that "cannot know offline" can never look like "invalid".
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """通过 / 拒绝 / 待确认."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    TO_CONFIRM = "to_confirm"


class Reason(StrEnum):
    """Why the desk answered as it did. `Reason.X.verdict` tells the answer."""

    # accepted
    SIGNED_IN = "signed_in"
    SIGNED_IN_LATE = "signed_in_late"
    ALREADY_SIGNED_IN = "already_signed_in"
    SIGNED_OUT = "signed_out"
    ENROLLED = "enrolled"
    ALREADY_ENROLLED = "already_enrolled"
    # refused: the code
    NOT_A_VOUCHER = "not_a_voucher"
    MALFORMED_CODE = "malformed_code"
    BAD_SIGNATURE = "bad_signature"
    KEY_REVOKED = "key_revoked"
    KEY_NOT_ALLOWED = "key_not_allowed"
    UNKNOWN_AT_CENTRE = "unknown_at_centre"
    # refused: the voucher
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    VOID = "void"
    NOT_CLAIMED = "not_claimed"
    ALREADY_USED = "already_used"
    # refused: this voucher, here and now
    NOT_ENROLLED = "not_enrolled"
    OTHER_CLASS = "other_class"
    TOO_EARLY = "too_early"
    SESSION_OVER = "session_over"
    SIGN_IN_ONLY = "sign_in_only"
    OTHER_PROJECT = "other_project"
    CLASS_FULL = "class_full"
    CLASS_CANCELLED = "class_cancelled"
    CLASS_CLOSED = "class_closed"
    # to confirm
    ONLY_CENTRE_CAN_READ = "only_centre_can_read"
    KEY_UNKNOWN = "key_unknown"
    NO_STATUS_LIST = "no_status_list"
    STATUS_LIST_OLD = "status_list_old"
    CODE_STALE = "code_stale"
    CLOCK_DOUBTFUL = "clock_doubtful"
    ROSTER_OLD = "roster_old"

    @property
    def verdict(self) -> Verdict:
        """The one answer this reason stands for."""
        return _VERDICT_OF[self]


_ACCEPTED = ("SIGNED_IN", "SIGNED_IN_LATE", "ALREADY_SIGNED_IN", "SIGNED_OUT", "ENROLLED", "ALREADY_ENROLLED")
_TO_CONFIRM = (
    "ONLY_CENTRE_CAN_READ",
    "KEY_UNKNOWN",
    "NO_STATUS_LIST",
    "STATUS_LIST_OLD",
    "CODE_STALE",
    "CLOCK_DOUBTFUL",
    "ROSTER_OLD",
)
_VERDICT_OF = {
    reason: Verdict.ACCEPTED
    if reason.name in _ACCEPTED
    else Verdict.TO_CONFIRM
    if reason.name in _TO_CONFIRM
    else Verdict.REFUSED
    for reason in Reason
}
