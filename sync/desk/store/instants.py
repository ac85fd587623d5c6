"""Times as the tables hold them: whole microseconds since 1970 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_START = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(at: datetime) -> int:
    """`at` must be aware."""
    return (at - _START) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """UTC."""
    return _START + timedelta(microseconds=micros)
