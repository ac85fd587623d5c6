"""One thing that was looked at, in words that can be translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sync.errors import SyncError


class Grade(StrEnum):
    """How it stands; `attention` asks for no haste, with `bad` something does not work."""

    WELL = "ok"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """`says` and `fix` are sentences with places for `values`; `fix` says what to do, empty where all is well.

    `code` is an error's, for the phone; empty where none was met.
    """

    name: str
    grade: Grade
    says: str
    fix: str = ""
    code: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing is to be done."""
        return self.grade is Grade.WELL

    @property
    def detail(self) -> str:
        """What it says, in English."""
        return " ".join(filter(None, (self.code, self.says.format(**self.values))))

    @property
    def advice(self) -> str:
        """What to do, in English."""
        return self.fix.format(**self.values)

    def line(self) -> str:
        """As it is read."""
        return f"{'ok  ' if self.ok else 'LOOK'} {self.name}: {self.detail}" + (f" → {self.advice}" if self.fix else "")


def well(name: str, says: str, **values: str | int) -> Check:
    """Nothing is to be done."""
    return Check(name, Grade.WELL, says, values=values)


def of_error(name: str, error: SyncError, grade: Grade = Grade.BAD) -> Check:
    """What could not even be looked at."""
    return Check(name, grade, error.title, error.remedy, error.code)


def or_error(name: str, look: Callable[[], Check]) -> Check:
    """What `look` finds, or the error it met."""
    try:
        return look()
    except SyncError as error:
        return of_error(name, error)
