"""What the record knows people by, for whoever must see to it that none of it leaves the PC."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sync.desk.store import tables

_COLUMNS = tuple(
    table.c[column]
    for table in (tables.roster_entries, tables.expected, tables.staff)
    for column in ("name", "id_number", "phone")
    if column in table.c
)


def personal_words(tx: Connection) -> frozenset[str]:
    """Every name, ID number and phone of trainees, people announced and staff."""
    said = (tx.scalars(select(column).where(column.is_not(None)).distinct()) for column in _COLUMNS)
    return frozenset(word.strip() for words in said for word in words if word.strip())
