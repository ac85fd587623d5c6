"""Stories of a desk, to be recorded.

    python -m tests.faults.crash_stories FOLDER STORY[-NORMAL | -OFF] …

    join        a site is joined, the first page of the feed read
    day         joining, scans, receipts, pages, closing and opening, the log folded in, new epochs
    backup      copies are made between scans
    restore     a copy takes the place of a record with its log; what came after it is brought over
    retention   what the first facts said is erased years later
    repair      a page of the record rots, and the record is mended
    migration   a record of an older program lies there (`put_old_record`); this program opens it

Each is lived through in FOLDER/STORY.
After each act has returned, what it promised is acknowledged into the log. NORMAL and OFF take the durability away from
every connection, as a control: what is promised then must be lost in some power cut.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests.faults.crash_work import Day
from tests.faults.power_log import acknowledge


def work_a_day(day: Day) -> None:
    """A short one; the log is folded in now and then, so that it also starts anew from its beginning."""
    day.join()
    for round_ in range(4):
        with day.open() as desk:
            day.scan(desk, 4)
            day.by_hand(desk)
            day.receipts(desk, 4)
            day.page(desk)
            day.fold()
            day.scan(desk, 2)
            day.enrol(desk)
            day.receipts(desk, 3)
            if round_ % 2:
                day.begin_new_epoch(desk)
            day.fold()
            day.page(desk)
            day.scan(desk, 2)


def make_backups(day: Day) -> None:
    """Each under a name of its own, but the last, which takes the place of the one before."""
    day.join()
    with day.open() as desk:
        for name in ("first", "second", "second"):
            day.scan(desk, 2)
            day.back_up(desk, name)


def restore_one(day: Day) -> None:
    """The record in use holds more than the copy, and goes on afterwards."""
    day.join()
    with day.open() as desk:
        day.scan(desk, 2)
        day.receipts(desk, 1)
        day.back_up(desk, "first")
    day.scan_and_die(2)
    day.restore("first")
    with day.open() as desk:
        day.scan(desk, 2)


def let_retention_end(day: Day) -> None:
    """Only what is settled goes, and the chain holds over it."""
    day.join()
    with day.open() as desk:
        day.scan(desk, 6)
        settled = day.receipts(desk, 5)
        day.scan(desk, 1)
        day.erase(desk, settled)
        day.scan(desk, 1)


def repair_rot(day: Day) -> None:
    """A page that holds nothing of ours, so that nothing need be lost."""
    day.join()
    with day.open() as desk:
        day.scan(desk, 3)
        day.receipts(desk, 1)
    day.rot()
    day.repair()
    with day.open() as desk:
        day.receipts(desk, 2)


def migrate(day: Day) -> None:
    """What the old record held is promised from the beginning."""
    day.promise_old_record()
    with day.open() as desk:
        day.receipts(desk, 2)


STORIES = {
    "join": Day.join,
    "day": work_a_day,
    "backup": make_backups,
    "restore": restore_one,
    "retention": let_retention_end,
    "repair": repair_rot,
    "migration": migrate,
}


def main(folder: Path, *stories: str) -> None:
    """Live through `stories`, one after the other."""
    for story in stories:
        name, _, synchronous = story.partition("-")
        home = folder / story
        acknowledge(story=story)
        home.mkdir(exist_ok=True)
        with _connections_are(synchronous):
            STORIES[name](Day(home))


@contextmanager
def _connections_are(synchronous: str) -> Iterator[None]:
    """This in place of the record's own durability, where given."""

    def weaken(dbapi: Any, *_: object) -> None:
        dbapi.execute(f"PRAGMA synchronous = {synchronous}").close()

    if synchronous:
        event.listen(Pool, "checkout", weaken)
    yield
    if synchronous:
        event.remove(Pool, "checkout", weaken)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
