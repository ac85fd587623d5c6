"""Many rows into one table at once: straight to the driver, because the toolkit takes longer over it than SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

Row = tuple[Any, ...]


def insert_many(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row], *, replace: bool = False
) -> None:
    """Insert `rows` (values in the order of `columns`, moments as `micros`); `replace` those that stand in the way."""
    if rows:
        connection.exec_driver_sql(_statement(table, columns, connection.dialect, replace), list(rows))


@cache
def _statement(table: Table, columns: tuple[str, ...], dialect: Dialect, replace: bool) -> str:
    wanted = insert(table).prefix_with("OR REPLACE") if replace else insert(table)
    compiled = wanted.compile(dialect=dialect, column_keys=list(columns))
    if compiled.positiontup != list(columns):  # the toolkit keeps the table's order
        raise ValueError(f"name the columns of {table.name} in the table's order")
    return str(compiled)
