"""职业培训券: kinds, states, and what a voucher's code says about it (Shanghai FAQ of 2021-10-18, items 3, 8, 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sync.domain.ids import ProjectNo, VoucherNo


class VoucherKind(StrEnum):
    """FAQ item 3: subsidy vouchers for the eligible, sign-in-only vouchers for everyone else."""

    SUBSIDY = "SUBSIDY"
    SIGN_IN_ONLY = "SIGN_IN_ONLY"


class VoucherState(StrEnum):
    """Where a voucher stands. Only the centre moves it."""

    ISSUED = "ISSUED"
    CLAIMED = "CLAIMED"
    IN_USE = "IN_USE"
    USED = "USED"
    WRITTEN_OFF = "WRITTEN_OFF"
    VOID = "VOID"


class ValueMode(StrEnum):
    """面值券 carries an amount, 抵用券 the right to a course whatever it costs."""

    FACE_VALUE = "FACE_VALUE"
    ENTITLEMENT = "ENTITLEMENT"


class IssueMode(StrEnum):
    """通用券 is claimed by its holder; 定向券 is generated for people whom an institution has reported."""

    OPEN = "OPEN"
    DIRECTED = "DIRECTED"


class Move(StrEnum):
    """What happens to a voucher. There is no other way from one state to another, and none out of the last two."""

    ISSUE = "issue"
    CLAIM = "claim"
    ENROL = "enrol"
    WITHDRAW = "withdraw"
    CANCEL_CLASS = "cancel_class"
    CHECK = "check"
    WRITE_OFF = "write_off"
    EXPIRE = "expire"
    REVOKE = "revoke"

    @property
    def leads_to(self) -> VoucherState:
        """The state behind the move."""
        return _MOVES[self][1]

    def is_open_to(self, state: VoucherState | None) -> bool:
        """Whether a voucher in `state` can make this move; None: it does not exist yet."""
        return state in _MOVES[self][0]


_MOVES: dict[Move, tuple[frozenset[VoucherState | None], VoucherState]] = {
    Move.ISSUE: (frozenset({None}), VoucherState.ISSUED),
    Move.CLAIM: (frozenset({VoucherState.ISSUED}), VoucherState.CLAIMED),
    Move.ENROL: (frozenset({VoucherState.CLAIMED}), VoucherState.IN_USE),
    Move.WITHDRAW: (frozenset({VoucherState.IN_USE}), VoucherState.CLAIMED),
    Move.CANCEL_CLASS: (frozenset({VoucherState.IN_USE}), VoucherState.CLAIMED),
    Move.CHECK: (frozenset({VoucherState.IN_USE}), VoucherState.USED),
    Move.WRITE_OFF: (frozenset({VoucherState.USED}), VoucherState.WRITTEN_OFF),
    Move.EXPIRE: (frozenset({VoucherState.ISSUED, VoucherState.CLAIMED}), VoucherState.VOID),
    Move.REVOKE: (
        frozenset({VoucherState.ISSUED, VoucherState.CLAIMED, VoucherState.IN_USE, VoucherState.USED}),
        VoucherState.VOID,
    ),
}


class VoidReason(StrEnum):
    """Why a voucher is void (FAQ item 9)."""

    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class VoucherClaims:
    """What the scheme vouches for about one voucher, whether read from a signed code or resolved at the centre.

    `name` may be cut (the roster has the full one); `id_tail` is the last four characters of the ID number;
    `ratio_percent` the person's subsidy ratio; `signed_at` when the code was last signed.
    """

    voucher_no: VoucherNo
    kind: VoucherKind
    name: str
    id_tail: str
    project: ProjectNo
    valid_from: date
    valid_until: date
    ratio_percent: int
    signed_at: datetime
