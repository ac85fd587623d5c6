"""Whose voucher a national e-card code is: the interface that the national platform would fill, and a test stand-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from sqlalchemy import Connection, delete, func, insert, select

from sync.central.store.tables import national_codes, resolver_outages
from sync.domain.ids import VoucherNo


class ResolverUnavailable(Exception):
    """Whoever can read the codes does not answer. What came with them waits, and is settled once they do."""


class CodeResolver(Protocol):
    """Answers for opaque, short-lived codes that only their issuer can read."""

    def resolve(self, connection: Connection, shown: Mapping[str, datetime]) -> Mapping[str, VoucherNo]:
        """The voucher behind each code of `shown`, which says when; a code that was nobody's then is left out.

        A code lives for a minute or so: an issuer that remembers may answer for the past. Raises ResolverUnavailable.
        """
        ...


class TestResolver:
    """FOR TESTS AND DEMONSTRATIONS ONLY: codes registered in the centre's own database stand for the platform's."""

    __test__ = False  # not a class of tests

    def resolve(self, connection: Connection, shown: Mapping[str, datetime]) -> Mapping[str, VoucherNo]:
        """As `CodeResolver` says; its codes live for ever. It can be switched off: `set_test_resolver`."""
        if connection.scalar(select(func.count()).select_from(resolver_outages)):
            raise ResolverUnavailable
        by_digest = {opaque_digest(code): code for code in shown}
        if not by_digest:
            return {}
        found = select(national_codes).where(national_codes.c.digest.in_(by_digest))
        return {by_digest[row.digest]: VoucherNo(row.voucher_no) for row in connection.execute(found)}


def set_test_resolver(connection: Connection, now: datetime, *, answers: bool) -> None:
    """Let the test resolver answer or not, for every worker of this centre, until it is told otherwise."""
    connection.execute(delete(resolver_outages))
    if not answers:
        connection.execute(insert(resolver_outages).values(since=now))


def register_test_codes(connection: Connection, codes: Mapping[str, VoucherNo]) -> None:
    """Let the test resolver know `codes`; only their digests are kept."""
    rows = [{"digest": opaque_digest(code), "voucher_no": number} for code, number in codes.items()]
    if rows:
        connection.execute(insert(national_codes), rows)


def opaque_digest(code: str) -> bytes:
    """What is kept of a code."""
    return sha256(code.encode()).digest()
