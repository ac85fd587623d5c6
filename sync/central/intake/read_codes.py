"""From a code's text to a voucher: by signature, or through the resolver when only its issuer can read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from sqlalchemy import Connection

from sync.central.resolver import CodeResolver
from sync.domain.vouchers import VoucherClaims
from sync.protocol.receipts import ReceiptCode
from sync.protocol.trust_list import TrustList
from sync.protocol.voucher_code import CodeRefusal, VerifiedCode, is_voucher_code, verify_code

_REMEMBERED = 20_000
"""A code is shown at several sessions and offered again after a lost answer: do not check its signature each time."""


class CodeReader:
    """Verifies signed codes, remembering what it found for as long as the trust list stays the same."""

    def __init__(self) -> None:
        self._verify = lru_cache(_REMEMBERED)(_verify)

    def read(self, text: str, trust: TrustList) -> VerifiedCode | CodeRefusal:
        """As `verify_code`."""
        return self._verify(text, _Trusted(trust))


def read_codes(
    connection: Connection, texts: Collection[str], trust: TrustList, reader: CodeReader, resolver: CodeResolver
) -> Mapping[str, VoucherClaims | int | ReceiptCode]:
    """For each text: the claims of a signed code, the voucher number of a resolved one, or why it is neither."""
    opaque = [text for text in texts if not is_voucher_code(text)]
    resolved = resolver.resolve(connection, opaque)
    found: dict[str, VoucherClaims | int | ReceiptCode] = {
        text: resolved.get(text, ReceiptCode.CODE_UNRESOLVED) for text in opaque
    }
    for text in texts:
        if text not in found:
            code = reader.read(text, trust)
            found[text] = ReceiptCode.CODE_INVALID if isinstance(code, CodeRefusal) else code.claims
    return found


class _Trusted:
    """A trust list as part of a key: two are the same when their versions are (a list is never changed in place)."""

    __slots__ = ("trust",)

    def __init__(self, trust: TrustList) -> None:
        self.trust = trust

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Trusted) and self.trust.version == other.trust.version

    def __hash__(self) -> int:
        return hash(self.trust.version)


def _verify(text: str, trusted: _Trusted) -> VerifiedCode | CodeRefusal:
    return verify_code(text, trusted.trust)
