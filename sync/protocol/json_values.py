"""Values of a JSON answer, each of the type and size it must have; else ValueError, TypeError or KeyError.

`str(x)` and `int(x)` would take almost anything; a truth value passes for a number, and a time without its zone breaks
the first comparison with one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

UINT32 = 0xFFFF_FFFF
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
"""From a PC with a flat battery to well past the scheme. At the calendar's ends another zone is an error of its own."""


def text(row: Mapping[str, object], name: str) -> str:
    """A text."""
    value = row[name]
    if type(value) is not str:
        raise TypeError(name)
    return value


def whole(row: Mapping[str, object], name: str, least: int = 0, most: int = UINT32) -> int:
    """A whole number from `least` to `most`."""
    value = row[name]
    if type(value) is not int or not least <= value <= most:
        raise ValueError(name)
    return value


def instant(row: Mapping[str, object], name: str) -> datetime:
    """A time with its zone, ISO 8601."""
    at = datetime.fromisoformat(text(row, name))
    if at.tzinfo is None or not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(name)
    return at


def day(row: Mapping[str, object], name: str) -> date:
    """A day, ISO 8601."""
    return date.fromisoformat(text(row, name))
