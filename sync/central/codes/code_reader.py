"""Our own codes: by signature, each checked once."""

from __future__ import annotations

from functools import lru_cache

from sync.protocol.trust_list import TrustList
from sync.protocol.voucher_code import CodeRefusal, VerifiedCode, verify_code

_REMEMBERED = 20_000
"""A code is shown at several sessions and offered again after a lost answer: do not check its signature each time."""


class CodeReader:
    """Verifies signed codes, remembering what it found for as long as the trust list stays the same."""

    def __init__(self) -> None:
        self._verify = lru_cache(_REMEMBERED)(_verify)

    def read(self, text: str, trust: TrustList) -> VerifiedCode | CodeRefusal:
        """As `verify_code`."""
        return self._verify(text, _Trusted(trust))


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
