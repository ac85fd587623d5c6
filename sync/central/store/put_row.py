"""A row under an id that its client has chosen: there already, changed, or new."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, and_, insert, update


def put_row(connection: Connection, table: Table, key: dict[str, object], values: dict[str, object]) -> None:
    """The row under `key` has `values` now; its other columns stay as they are.

    Hold a named lock for the key (`lock_named`), so that of two who put it first the second finds it.
    """
    there = and_(*(table.c[name] == value for name, value in key.items()))
    if not _set(connection, table, there, values):
        connection.execute(insert(table).values(**key, **values))


def _set(connection: Connection, table: Table, there: ColumnElement[bool], values: dict[str, object]) -> bool:
    return connection.execute(update(table).where(there).values(values)).rowcount == 1
