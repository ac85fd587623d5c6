"""Numbers that the database gives, where some were given by hand."""

from __future__ import annotations

from sqlalchemy import Column, Connection, func, select


def go_on_after_given_numbers(connection: Connection, column: Column[int]) -> None:
    """The next number the database gives to `column` lies above all that are there. SQLite sees to that by itself."""
    if connection.dialect.name != "postgresql":
        return
    highest = connection.scalar(select(func.max(column)))
    if highest is not None:
        sequence = func.pg_get_serial_sequence(column.table.name, column.name)
        connection.execute(select(func.setval(sequence, highest)))
