"""`column IN (many values)` as one parameter: a list of five hundred is neither spelled out nor parsed each time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, Boolean, Column, ColumnElement, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import TypeEngine


def among(column: Column[Any], values: Iterable[str] | Iterable[int]) -> ColumnElement[bool]:
    """Whether `column` (of text or whole numbers) is one of `values`."""
    return _Among(column, bindparam(None, list(values), _Many(column.type), unique=True))


class _Many(TypeDecorator[list[Any]]):
    """An array for PostgreSQL, a JSON array for SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """As SQLAlchemy asks."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.item))

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> Any:
        """Into the database."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class _Among(ColumnElement[bool]):
    inherit_cache = True
    type = Boolean()
    _traverse_internals = [  # noqa: RUF012  the toolkit's own name and form
        ("column", InternalTraversal.dp_clauseelement),
        ("many", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ColumnElement[Any], many: ColumnElement[Any]) -> None:
        self.column = column
        self.many = many

    def self_group(self, against: Any = None) -> _Among:
        """A truth by itself: the toolkit would write `= 1` behind it, and SQLite then reads the whole table."""
        return self


@compiles(_Among)
def _any_of_an_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    return f"{compiler.process(element.column, **how)} = ANY ({compiler.process(element.many, **how)})"


@compiles(_Among, "sqlite")
def _in_a_json_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    many = compiler.process(element.many, **how)
    column = compiler.process(element.column, **how)
    return f"{column} IN (SELECT value FROM json_each({many}))"  # noqa: S608  both are the compiler's
