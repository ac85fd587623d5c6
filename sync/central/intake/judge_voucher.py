"""What both rules about vouchers ask: whose is it, what stands against it, may the code be a screenshot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from sqlalchemy import Connection, select

from sync.central.holders import claims_of
from sync.central.intake.arrivals import Arrival
from sync.central.intake.ledger import Ledger, Voucher
from sync.central.store.among import among
from sync.central.store.tables import documents
from sync.domain.trusted_time import Grade, Moment
from sync.domain.vouchers import VoidReason, VoucherClaims, VoucherState
from sync.protocol import status_list
from sync.protocol.facts import Header
from sync.protocol.receipts import ReceiptCode

_LARGEST_VERSION = (1 << 31) - 1
"""Of a list: what a server keeps as a whole number; a record may claim more."""
_NEVER = datetime.max.replace(tzinfo=UTC)


class Identified(NamedTuple):
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


class Dates(Enum):
    """How a voucher's dates lie to the bounds between which something certainly was done."""

    HOLD = "hold"
    MISSED = "missed"
    STRADDLED = "straddled"
    """Perhaps in time, perhaps not: nobody but a person can say."""


def dates_of(who: Identified, moment: Moment, ledger: Ledger) -> Dates:
    """Whether the voucher was valid at `moment`: no code is shown before it was signed, nothing is done after it
    arrives."""
    shown_after = max(ledger.joined, who.signed_at or ledger.joined)
    first, last = (ledger.policy.day_of(at) for at in moment.bounds(shown_after, ledger.now))
    claims = who.claims()
    if claims.valid_from <= first and last <= claims.valid_until:
        return Dates.HOLD
    return Dates.MISSED if last < claims.valid_from or first > claims.valid_until else Dates.STRADDLED


def load_lists_seen(connection: Connection, ledger: Ledger, arrivals: Iterable[Arrival]) -> None:
    """Of when the status lists were that the desk knew, where a voucher is void by now."""
    if all(voucher.state is not VoucherState.VOID for voucher in ledger.vouchers.values()):
        return
    said = {arrival.fact.header.status_list_version for arrival in arrivals if arrival.fact}
    known = [version for version in said if version is not None and version <= _LARGEST_VERSION]
    of_when = select(documents.c.version, documents.c.as_of).where(documents.c.name == status_list.KIND)
    rows = connection.execute(of_when.where(among(documents.c.version, known)))
    ledger.lists_seen = {row.version: row.as_of for row in rows}


def voided_unseen(voucher: Voucher, header: Header, ledger: Ledger) -> bool:
    """Whether the desk could not know that the voucher is void: its list was older than that, and not too old to be
    gone by."""
    version = header.status_list_version
    as_of = None if version is None else ledger.lists_seen.get(version)
    if voucher.void_list is None or version is None or as_of is None or version >= voucher.void_list:
        return False
    at = header.moment.best if header.moment.grade is Grade.TRUSTED else ledger.now
    return at - as_of <= timedelta(days=ledger.policy.status_list_days)


def expired_meanwhile(voucher: Voucher) -> bool:
    """Void only because its time ran out: what was done within its dates stands."""
    return voucher.state is VoucherState.VOID and voucher.void_reason is VoidReason.EXPIRED


def may_be_screenshot(who: Identified, moment: Moment, ledger: Ledger) -> bool:
    """Whether the code was older, when it was shown, than a phone's would be."""
    fresh = timedelta(minutes=ledger.policy.code_fresh_minutes)
    return who.signed_at is not None and moment.best - who.signed_at > fresh
