"""Many rows into one table at once: straight to the driver, because the toolkit takes longer over it than the database.

SQLite gets one prepared statement for all rows. PostgreSQL gets a binary COPY, which takes a quarter of the time of one
statement with as many VALUES; where rows may stand in the way, arrays that it unfolds itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, UniqueConstraint, insert
from sqlalchemy.exc import DBAPIError

Row = tuple[Any, ...]


def insert_many(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row], *, replace: bool = False
) -> None:
    """Insert `rows` (values in the order of `columns`, moments as `micros`).

    `replace` those that stand in the way: a row with the same key then has these values and a new number. On a server
    no two of `rows` may have the same key, and writers who replace several bring them in one order.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_sqlite_statement(table, columns, connection.dialect, replace), list(rows))
    elif replace:
        _drive(connection, lambda cursor: _upsert(cursor, table, columns, rows, connection.dialect))
    else:
        _drive(connection, lambda cursor: _copy(cursor, table, columns, rows, connection.dialect))


def update_many(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Of each row: in the one that has the first value in the first column, set the other columns."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_sqlite_update(table, columns), [(*row[1:], row[0]) for row in rows])
    else:
        statement = _update_statement(table, columns, connection.dialect)
        _drive(connection, lambda cursor: cursor.execute(statement, _arrays(rows)))


@cache
def _sqlite_update(table: Table, columns: tuple[str, ...]) -> str:
    news = ", ".join(f"{name} = ?" for name in columns[1:])
    return f"UPDATE {table.name} SET {news} WHERE {columns[0]} = ?"  # noqa: S608  our own names


@cache
def _update_statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    news = ", ".join(f"{name} = new.{name}" for name in columns[1:])
    arrays = ", ".join(f"%b::{type_}[]" for type_ in _types(table, columns, dialect))
    return (
        f"UPDATE {table.name} SET {news}"  # noqa: S608  our own names
        f" FROM unnest({arrays}) AS new ({', '.join(columns)}) WHERE {table.name}.{columns[0]} = new.{columns[0]}"
    )


def _arrays(rows: Sequence[Row]) -> list[list[Any]]:
    return [list(values) for values in zip(*rows, strict=True)]


@cache
def _sqlite_statement(table: Table, columns: tuple[str, ...], dialect: Dialect, replace: bool) -> str:
    wanted = insert(table).prefix_with("OR REPLACE") if replace else insert(table)
    compiled = wanted.compile(dialect=dialect, column_keys=list(columns))
    if compiled.positiontup != list(columns):  # the toolkit keeps the table's order
        raise ValueError(f"name the columns of {table.name} in the table's order")
    return str(compiled)


def _drive(connection: Connection, work: Callable[[Any], None]) -> None:
    """`work` with the driver's own cursor, in the transaction that is open; errors as the toolkit raises them."""
    driver = connection.dialect.loaded_dbapi
    with closing(connection.connection.cursor()) as cursor:
        try:
            work(cursor)
        except driver.Error as error:
            raise DBAPIError.instance(
                None, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect
            ) from error


def _copy(cursor: Any, table: Table, columns: tuple[str, ...], rows: Sequence[Row], dialect: Dialect) -> None:
    with cursor.copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(_types(table, columns, dialect))
        for row in rows:
            copy.write_row(row)


def _upsert(cursor: Any, table: Table, columns: tuple[str, ...], rows: Sequence[Row], dialect: Dialect) -> None:
    cursor.execute(_upsert_statement(table, columns, dialect), _arrays(rows))


@cache
def _upsert_statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    key = _key(table, columns)
    arrays = ", ".join(f"%b::{type_}[]" for type_ in _types(table, columns, dialect))
    number = [column.name for column in table.primary_key if column.name not in columns]
    news = ", ".join(f"{name} = excluded.{name}" for name in (*number, *columns) if name not in key)
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT * FROM unnest({arrays})"  # noqa: S608  our own names
        f" ON CONFLICT ({', '.join(key)}) DO {f'UPDATE SET {news}' if news else 'NOTHING'}"
    )


def _key(table: Table, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The key that `columns` hold: the primary one, or else a unique one."""
    unique = (constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint))
    for constraint in (table.primary_key, *unique):
        names = tuple(column.name for column in constraint.columns)
        if set(names) <= set(columns):
            return names
    raise ValueError(f"no key of {table.name} is among the columns named")


@cache
def _types(table: Table, columns: tuple[str, ...], dialect: Dialect) -> list[str]:
    return [table.c[name].type.compile(dialect).lower() for name in columns]
