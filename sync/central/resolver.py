"""Whose voucher a national e-card code is: the interface that the national platform would fill, and a test stand-in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Protocol

from sqlalchemy import Connection, insert, select

from sync.central.store.tables import national_codes
from sync.domain.ids import VoucherNo


class CodeResolver(Protocol):
    """Answers for opaque, short-lived codes that only their issuer can read."""

    def resolve(self, connection: Connection, codes: Collection[str]) -> Mapping[str, VoucherNo]:
        """The voucher behind each of `codes`; a code that is nobody's is left out."""
        ...


class TestResolver:
    """FOR TESTS AND DEMONSTRATIONS ONLY: codes registered in the centre's own database stand for the platform's."""

    __test__ = False  # not a class of tests

    def resolve(self, connection: Connection, codes: Collection[str]) -> Mapping[str, VoucherNo]:
        """As `CodeResolver` says."""
        by_digest = {_digest(code): code for code in codes}
        if not by_digest:
            return {}
        found = select(national_codes).where(national_codes.c.digest.in_(by_digest))
        return {by_digest[row.digest]: VoucherNo(row.voucher_no) for row in connection.execute(found)}


def register_test_codes(connection: Connection, codes: Mapping[str, VoucherNo]) -> None:
    """Let the test resolver know `codes`; only their digests are kept."""
    rows = [{"digest": _digest(code), "voucher_no": number} for code, number in codes.items()]
    if rows:
        connection.execute(insert(national_codes), rows)


def _digest(code: str) -> bytes:
    return sha256(code.encode()).digest()
