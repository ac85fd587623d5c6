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
