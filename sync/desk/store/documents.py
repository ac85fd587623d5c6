"""The signed lists in force on this PC, as bytes; who reads them verifies them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sync.desk.store.tables import documents


def versions(tx: Connection) -> dict[str, int]:
    """The version of each list held, by name."""
    return {row.name: row.version for row in tx.execute(select(documents.c.name, documents.c.version))}


def load(tx: Connection, name: str) -> bytes | None:
    """The list called `name`, as it was signed."""
    return tx.execute(select(documents.c.data).where(documents.c.name == name)).scalar_one_or_none()
