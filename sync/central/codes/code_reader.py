"""Our own codes: by signature, each checked once, those of a batch on all processors."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from sync.protocol.trust_list import TrustList
from sync.protocol.voucher_code import CodeRefusal, VerifiedCode, verify_code

_REMEMBERED = 20_000
"""A code is shown at several sessions and offered again after a lost answer: do not check its signature each time."""
_WORTH_A_THREAD = 20
"""So many checks take longer than it takes to hand them over."""

Found = VerifiedCode | CodeRefusal


class CodeReader:
    """Verifies signed codes, remembering what it found for as long as the trust list stays the same."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, Found] = OrderedDict()
        self._version: int | None = None
        self._lock = Lock()
        self._checkers = ThreadPoolExecutor(os.cpu_count() or 1, "signatures")  # threads come when they are needed

    def read(self, texts: Iterable[str], trust: TrustList) -> Mapping[str, Found]:
        """Each of `texts` as `verify_code` says."""
        wanted = list(dict.fromkeys(texts))
        with self._lock:
            if self._version != trust.version:
                self._found.clear()
                self._version = trust.version
            known = {text: self._found[text] for text in wanted if text in self._found}
        fresh = self._verify([text for text in wanted if text not in known], trust)
        with self._lock:
            if self._version == trust.version:
                self._found.update(fresh)
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        return known | fresh

    def _verify(self, texts: list[str], trust: TrustList) -> dict[str, Found]:
        """The check of a signature lets the other threads work meanwhile."""
        hands = min(os.cpu_count() or 1, len(texts) // _WORTH_A_THREAD)
        if hands <= 1:
            return _verify_all(texts, trust)
        parts = [texts[start::hands] for start in range(hands)]
        others = [self._checkers.submit(_verify_all, part, trust) for part in parts[1:]]
        found = _verify_all(parts[0], trust)
        for other in others:
            found |= other.result()
        return found


def _verify_all(texts: list[str], trust: TrustList) -> dict[str, Found]:
    return {text: verify_code(text, trust) for text in texts}
