"""Everything in the simulated world, and its time."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from fastapi import FastAPI

from tests.faults.simulator.carrier import Stick
from tests.faults.simulator.head_office import HeadOffice
from tests.faults.simulator.line import Line, without_threads
from tests.faults.simulator.pc import PC, Backup
from tests.faults.simulator.told_clock import Hardware
from tests.faults.simulator.world_file import SITE_OF, START, WorldFile

MEMORY_DISK = Path("/dev/shm")  # noqa: S108  a disk in memory where there is one: thousands of worlds are made and dropped

_BOOTS_OF_ONE = 1000
"""No two PCs share the name of a boot."""


class World:
    """A copy of the world's beginning in `folder`, lived in as `random` wants."""

    def __init__(self, file: WorldFile, folder: Path, random: Random, app: FastAPI) -> None:
        self.file = file
        self.folder = folder
        self.random = random
        self.now = START
        self._loop = asyncio.new_event_loop()
        shutil.copy(file.folder / "centre.db", folder / "centre.db")
        self.head_office = HeadOffice(folder / "centre.db", lambda: self.now, self._loop, app)
        self.first_roster, self.first_hours = self.head_office.roster()
        self.pcs: list[PC] = []
        self.sticks: list[Stick] = []
        self.backups: list[tuple[str, Backup]] = []
        self._folders = 0

    def add_pc(self, name: str) -> PC:
        """The desk of that name, as it was when it had joined."""
        home = self.new_folder()
        shutil.copytree(self.file.folder / name, home)
        return self._plug_in(name, SITE_OF[name], home)

    def clone(self, pc: PC) -> PC:
        """A second PC from an image of the first; both go on."""
        image = pc.back_up(self.new_folder())
        twin = self._plug_in(f"{pc.name}'", pc.site, image.folder)
        twin.settled = set(pc.settled)
        return twin

    def back_up(self, pc: PC) -> None:
        """Keep a copy of the PC's folder."""
        self.backups.append((pc.name, pc.back_up(self.new_folder())))

    def new_folder(self) -> Path:
        """A name for a folder that is not there yet."""
        self._folders += 1
        return self.folder / f"folder-{self._folders}"

    def pass_time(self, passed: timedelta) -> None:
        """For everybody."""
        self.now += passed

    def close(self) -> None:
        """The end of the world."""
        for pc in self.pcs:
            pc.close()
        self.head_office.close()
        self._loop.close()

    def _plug_in(self, name: str, site: str, home: Path) -> PC:
        if name in SITE_OF:  # goes on as it joined
            hardware = Hardware(self._time, START)
        else:
            hardware = Hardware(self._time, self.now, boots=_BOOTS_OF_ONE * (1 + len(self.pcs)))
        pc = PC(name, site, home, Line(self.head_office.office, self.random), hardware)
        self.pcs.append(pc)
        return pc

    def _time(self) -> datetime:
        return self.now


@contextmanager
def lived_in(file: WorldFile, seed: int, app: FastAPI) -> Iterator[World]:
    """A world that goes by `seed`, and leaves nothing behind."""
    place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    with TemporaryDirectory(dir=place, prefix="world-") as folder, without_threads():
        world = World(file, Path(folder), Random(seed), app)
        try:
            yield world
        finally:
            world.close()
