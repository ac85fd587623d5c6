"""What every table is made of: the metadata, and column types that mean the same in every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, MetaData, TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """An aware moment as microseconds since 1970 UTC: exact, sortable, the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> int | None:
        """Into the database."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, _dialect: Any) -> datetime | None:
        """Out of the database, UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


Serial = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database gives; SQLite gives only to INTEGER."""

metadata = MetaData()
