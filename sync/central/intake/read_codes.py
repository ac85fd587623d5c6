"""From a code's text to a voucher: by signature, or as its issuer told when only the issuer can read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sync.central.codes.code_reader import CodeReader
from sync.central.codes.resolutions import find_resolutions
from sync.central.codes.resolver import CodeResolver, ResolverUnavailable
from sync.central.intake.arrivals import Arrival
from sync.domain.ids import DeviceId, VoucherNo
from sync.domain.trusted_time import Moment
from sync.domain.vouchers import VoucherClaims
from sync.protocol.payloads import AttendancePunched, EnrolmentRequested, Payload
from sync.protocol.receipts import ReceiptCode
from sync.protocol.trust_list import TrustList
from sync.protocol.voucher_code import CodeRefusal, is_voucher_code


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of the opaque codes of a batch: told just now, and told when they were shown."""

    shown: Mapping[str, Moment]
    now: Mapping[str, VoucherNo]
    then: Mapping[str, VoucherNo]
    unasked: frozenset[str] = frozenset()
    """Whoever could read these does not answer, and nobody was told before."""


def codes_shown(arrivals: Iterable[Arrival]) -> dict[str, Moment]:
    """The codes that have to be read to judge these facts, each with the moment it was first shown."""
    shown: dict[str, Moment] = {}
    for arrival in arrivals:
        code = code_to_read(arrival.payload)
        if arrival.fact and code is not None:
            shown.setdefault(code, arrival.fact.header.moment)
    return shown


def code_to_read(payload: Payload | None) -> str | None:
    """The code whose voucher has to be known to judge the fact; what was only seen changes nothing."""
    return payload.code if isinstance(payload, AttendancePunched | EnrolmentRequested) else None


def resolve_codes(
    connection: Connection, device: DeviceId, shown: Mapping[str, Moment], resolver: CodeResolver
) -> Resolved:
    """Ask whoever can read the codes that are not ours; of those that nobody knows any more, look up what was told."""
    opaque = {text: moment for text, moment in shown.items() if not is_voucher_code(text)}
    now, answered = _ask(connection, resolver, {text: moment.best for text, moment in opaque.items()})
    forgotten = {text: moment for text, moment in opaque.items() if text not in now}
    then = find_resolutions(connection, device, forgotten)
    return Resolved(opaque, now, then, frozenset() if answered else frozenset(forgotten) - then.keys())


def _ask(
    connection: Connection, resolver: CodeResolver, shown: Mapping[str, datetime]
) -> tuple[Mapping[str, VoucherNo], bool]:
    """What the codes are, and whether there was an answer."""
    if not shown:
        return {}, True
    try:
        return resolver.resolve(connection, shown), True
    except ResolverUnavailable:
        return {}, False


def read_codes(
    texts: Iterable[str], resolved: Resolved, trust: TrustList, reader: CodeReader
) -> Mapping[str, VoucherClaims | int | ReceiptCode]:
    """For each text: the claims of a signed code, the voucher number of a resolved one, or why it is neither."""
    told = {**resolved.then, **resolved.now}
    found: dict[str, VoucherClaims | int | ReceiptCode] = {
        text: told.get(text, ReceiptCode.CODE_UNRESOLVED) for text in resolved.shown
    }
    for text, code in reader.read((text for text in texts if text not in resolved.shown), trust).items():
        found[text] = ReceiptCode.CODE_INVALID if isinstance(code, CodeRefusal) else code.claims
    return found
