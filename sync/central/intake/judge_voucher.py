"""What both rules about vouchers ask: whose is it, what stands against it, may the code be a screenshot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sync.central.holders import claims_of
from sync.central.intake.ledger import Ledger, Voucher
from sync.domain.judgement import StatusKnowledge, refuse_voucher
from sync.domain.trusted_time import Grade, Moment
from sync.domain.vouchers import VoidReason, VoucherClaims, VoucherState
from sync.protocol.facts import Header
from sync.protocol.receipts import ReceiptCode

_NEVER = datetime.max.replace(tzinfo=UTC)
_NOT_ON_A_LIST = StatusKnowledge(as_of=None, void=False)


@dataclass(frozen=True, slots=True)
class Identified:
    """The voucher, and when the code was signed (None: resolved by its issuer, or looked up by hand)."""

    voucher: Voucher
    signed_at: datetime | None

    def claims(self) -> VoucherClaims:
        """What the centre itself vouches for."""
        return claims_of(self.voucher, self.signed_at or _NEVER)


def identify(ledger: Ledger, code: str | None, voucher_no: int | None) -> Identified | ReceiptCode:
    """The voucher behind a code, or the one named by hand; else why there is none."""
    found = voucher_no if code is None else ledger.codes[code]
    if isinstance(found, ReceiptCode):
        return found
    signed_at = found.signed_at if isinstance(found, VoucherClaims) else None
    number = found.voucher_no if isinstance(found, VoucherClaims) else found
    voucher = ledger.vouchers.get(number or 0)
    return ReceiptCode.VOUCHER_UNKNOWN if voucher is None else Identified(voucher, signed_at)


def out_of_its_dates(who: Identified, moment: Moment, ledger: Ledger) -> bool:
    """Whether the voucher was certainly not valid at `moment`; a doubtful clock never says so."""
    return refuse_voucher(who.claims(), moment, _NOT_ON_A_LIST, ledger.policy) is not None


def voided_unseen(voucher: Voucher, header: Header, ledger: Ledger) -> bool:
    """Whether the desk could not know that the voucher is void, and had not worked without news for too long."""
    if voucher.void_list is None or voucher.void_at is None:
        return False
    seen = header.status_list_version is not None and header.status_list_version >= voucher.void_list
    trusted = header.moment.grade is Grade.TRUSTED
    at = header.moment.best if trusted else ledger.now
    return not seen and at - voucher.void_at <= timedelta(days=ledger.policy.status_list_days)


def expired_meanwhile(voucher: Voucher) -> bool:
    """Void only because its time ran out: what was done within its dates stands."""
    return voucher.state is VoucherState.VOID and voucher.void_reason is VoidReason.EXPIRED


def may_be_screenshot(who: Identified, moment: Moment, ledger: Ledger) -> bool:
    """Whether the code was older, when it was shown, than a phone's would be."""
    fresh = timedelta(minutes=ledger.policy.code_fresh_minutes)
    return who.signed_at is not None and moment.best - who.signed_at > fresh
