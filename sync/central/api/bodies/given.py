"""What bodies that come in are made of: every text and number within bounds, names nobody knows a mistake."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from sync.domain.names import LONGEST_LINE, is_line

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2199, 6, 6)
"""What a voucher code has room for."""
LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""
LARGEST_PROJECT = 65_535


def _not_a_number(value: object) -> object:
    """A day is text: a number, or digits alone, would be taken for seconds since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("a day is text")
    return value


def _moment(value: object) -> object:
    """RFC 3339 text with its offset: a number, or digits alone, would be taken for seconds since 1970."""
    if not isinstance(value, str) or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", value):
        raise ValueError("a time is text")
    return value


def _within_the_scheme(value: datetime) -> datetime:
    """UTC; at the calendar's ends any other zone would fail."""
    if not FIRST_DAY.year <= value.year < LAST_DAY.year:
        raise ValueError("not a time of this scheme")
    return value.astimezone(UTC)


def _one_line(text: str) -> str:
    if not is_line(text):
        raise ValueError("not one line of text")
    return text


class Given(BaseModel):
    """A body that comes in."""

    model_config = ConfigDict(extra="forbid")


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
"""An id of the client's choice, or one the centre gave."""
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_LINE, pattern=r"\S"), AfterValidator(_one_line)
]
"""One line of text that says something."""
MaybeLine = Annotated[str, StringConstraints(max_length=LONGEST_LINE), AfterValidator(_one_line)]
Day = Annotated[
    date, BeforeValidator(_not_a_number, json_schema_input_type=date), Field(ge=FIRST_DAY, le=LAST_DAY)
]
"""ISO 8601."""
Moment = Annotated[
    AwareDatetime, BeforeValidator(_moment, json_schema_input_type=datetime), AfterValidator(_within_the_scheme)
]
"""RFC 3339 with its offset; UTC from here on."""
Text = Annotated[str, StringConstraints(max_length=2000)]
"""Several lines of text, or none."""
Project = Annotated[int, Field(strict=True, ge=1, le=LARGEST_PROJECT)]
Fen = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
"""Money."""
SkillLevel = Annotated[int, Field(strict=True, ge=1, le=5)]
"""5 初级工 … 1 高级技师."""
OccupationCode = Annotated[str, StringConstraints(pattern=r"^[0-9](-[0-9]{2}){3}$")]
"""职业编码: editions renumber, so only the shape is judged."""
Edition = Annotated[int, Field(strict=True, ge=1999, le=2199)]
"""The year of the occupations' classification: editions renumber."""
