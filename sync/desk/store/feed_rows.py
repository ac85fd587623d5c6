"""Many rows of the feed's tables at once, straight to the driver: the toolkit takes longer over one than the database.

Statements are built once for each table. Values are those of the table's columns in their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table

Row = tuple[Any, ...]
_AT_ONCE = 50
"""Rows to a statement: the thread that fetches the next page gets its turn less often in between."""


def put_rows(tx: Connection, table: Table, rows: list[Row]) -> None:
    """Insert them; one of the same key takes the values of the new one."""
    whole = len(rows) - len(rows) % _AT_ONCE
    if whole:
        together = [tuple(chain.from_iterable(rows[at : at + _AT_ONCE])) for at in range(0, whole, _AT_ONCE)]
        tx.exec_driver_sql(_upsert(table, _AT_ONCE), together)
    if rows[whole:]:
        tx.exec_driver_sql(_upsert(table, 1), rows[whole:])


def drop_rows(tx: Connection, table: Table, keys: Iterable[Row]) -> None:
    """Delete the rows with these keys."""
    gone = list(keys)
    if gone:
        tx.exec_driver_sql(_delete(table, tuple(column.name for column in table.primary_key)), gone)


def drop_rows_of(tx: Connection, table: Table, column: str, values: Iterable[Row]) -> None:
    """Delete the rows that have one of `values` in `column`."""
    gone = list(values)
    if gone:
        tx.exec_driver_sql(_delete(table, (column,)), gone)


@cache
def _upsert(table: Table, rows: int) -> str:
    names = [column.name for column in table.columns]
    key = [column.name for column in table.primary_key]
    news = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    places = ", ".join([f"({', '.join('?' * len(names))})"] * rows)
    return (
        f"INSERT INTO {table.name} ({', '.join(_quoted(names))}) VALUES {places}"  # noqa: S608  our own names
        f" ON CONFLICT ({', '.join(_quoted(key))}) DO {f'UPDATE SET {news}' if news else 'NOTHING'}"
    )


@cache
def _delete(table: Table, columns: tuple[str, ...]) -> str:
    return f"DELETE FROM {table.name} WHERE {' AND '.join(f'{name} = ?' for name in columns)}"  # noqa: S608  as above


def _quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]
