"""The copies kept beside the record: which stay and which make room. Their names tell when they were made, UTC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, count
from pathlib import Path

from sync.desk.store.durable import remove

_NEWEST, _DAYS = 6, 14
"""Kept: this many of the newest, and of as many days as there are copies of, the last of each."""
_FORM = "record-%Y%m%dT%H%M%SZ"
_SUFFIX = ".db"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy; `at`: when it was made, by the best time this PC knew."""

    path: Path
    at: datetime


def free_name(folder: Path, at: datetime) -> Path:
    """For a copy made now; an older one is never written over."""
    name = at.astimezone(UTC).strftime(_FORM)
    names = (folder / f"{name}{number}{_SUFFIX}" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(path for path in names if not path.exists())


def copies_in(folder: Path) -> list[Copy]:
    """The copies made while working, newest first. Those made before a migration or a restore are not among them."""
    found = (Copy(path, at) for path in folder.glob(f"record-*{_SUFFIX}") if (at := _made_at(path)) is not None)
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def make_room(folder: Path, just_made: Path) -> None:
    """Remove copies that newer ones stand for, and what a cut-off copy left behind. `just_made` always stays: of it
    alone it is certain that it holds.
    """
    for leftover in folder.glob("record-*.new"):
        remove(leftover)
    for copy in outlived(copies_in(folder)):
        if copy.path != just_made:
            remove(copy.path)


def remove_older(folder: Path, before: datetime, but: Path | None) -> int:
    """Remove copies last written before `before`: they hold what is to be erased. `but` stays. How many."""
    old = [path for path in folder.glob(f"*{_SUFFIX}") if path != but and _is_older(path, before)]
    for path in old:
        remove(path)
        remove(path.with_name(f"{path.name}-wal"))  # a former record is kept with its log
    return len(old)


def outlived(copies: Iterable[Copy]) -> list[Copy]:
    """Of `copies`, newest first, those that need not be kept. Days are counted by copies, not by the calendar: a clock
    that jumps a century must not empty the folder.
    """
    going: list[Copy] = []
    days: set[date] = set()
    for number, copy in enumerate(copies):
        day = copy.at.date()
        last_of_day = day not in days and len(days) < _DAYS
        if last_of_day:
            days.add(day)
        if number >= _NEWEST and not last_of_day:
            going.append(copy)
    return going


def _made_at(path: Path) -> datetime | None:
    stamp = "-".join(path.stem.split("-")[:2])
    try:
        return datetime.strptime(stamp, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    except OSError:
        return False
