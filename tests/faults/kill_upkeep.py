"""Kill a program while it does to the record what must be whole or not at all: a migration, a restore, a repair."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from tests.faults.crash_judge import Found, Judge
from tests.faults.crash_work import Day, put_old_record
from tests.faults.kill_processes import Processes
from tests.faults.kill_work import open_anew, repair, restore

_SECONDS = (0.1, 0.4)
"""Within which the kill comes."""


@dataclass(frozen=True)
class Upkeep:
    """`home` as it is before; what it `held` then must be there after."""

    name: str
    home: Path
    does: Callable[[Path, Connection], None]
    held: Found
    may_repair: bool = False

    def kill(self, processes: Processes, folder: Path, seed: int) -> tuple[bool, list[str]]:
        """Begin it on a copy in `folder`, kill it at a moment drawn by `seed`.

        Whether it was still at it, and what is not right afterwards.
        """
        random = Random(seed)
        shutil.copytree(self.home, folder)
        with processes.started(self.does, folder) as program:
            time.sleep(random.random() * random.choice(_SECONDS))
            was_at_it = program.kill() == []
        found = Judge().look_into(folder, may_repair=self.may_repair)
        flaws = [
            *([found.failure] if found.failure else []),
            *found.contradictions,
            *([f"{len(gone)} facts lost"] if (gone := self.held.facts - found.facts) else []),
            *(["receipts lost"] if self.held.receipts - found.receipts else []),
        ]
        return was_at_it, [f"seed {seed}, killed during {self.name}: {flaw}" for flaw in flaws]


def make_upkeep(folder: Path) -> list[Upkeep]:
    """One of each, on records of a short day."""
    old, worked, rotten = (folder / name for name in ("old", "worked", "rotten"))
    put_old_record(old)
    day = Day(worked)
    day.join()
    with day.open() as desk:
        day.scan(desk, 5)
        day.receipts(desk, 3)
        day.back_up(desk, "first")
        day.scan(desk, 5)
    shutil.copytree(worked, rotten)
    Day(rotten).rot()
    whole = _held(worked)
    return [
        Upkeep("a migration", old, open_anew, _held(old)),
        Upkeep("a restore", worked, restore, whole),
        Upkeep("a repair", rotten, repair, whole, may_repair=True),
    ]


def _held(home: Path) -> Found:
    """Looked up in a copy: opening changes the files."""
    copy = home.with_name(f"{home.name}-to-look-at")
    shutil.copytree(home, copy)
    found = Judge().look_into(copy)
    assert found.failure is None
    assert found.facts
    return found
