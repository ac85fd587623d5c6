"""Locks by name, held until the transaction ends: what no row stands for yet can be waited for too.

Order, so that no two writers wait for each other: names first, then vouchers in ascending number, then the rest.
"""

from __future__ import annotations

from hashlib import blake2b

from sqlalchemy import Connection, func, select

_AT_ONCE = 500
"""A row has room for 1664 columns."""


def lock_named(connection: Connection, *names: str) -> None:
    """Wait until no other transaction holds one of `names` (as "class:K-1"), then hold them all until this one ends.

    What is read afterwards is what the earlier holders left. SQLite's writer is alone already: nothing to wait for.
    """
    if connection.dialect.name == "postgresql":
        in_order = sorted(set(names))
        for first in range(0, len(in_order), _AT_ONCE):
            part = in_order[first : first + _AT_ONCE]
            connection.execute(select(*(func.pg_advisory_xact_lock(_key(name)) for name in part)))


def _key(name: str) -> int:
    """Stable over processes and releases; two names with one key would only wait for each other."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
