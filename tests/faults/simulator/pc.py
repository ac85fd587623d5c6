"""One PC: its folder on disk, the desk that runs on it, and what it has told people is recorded."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, event, select

from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import CycleResult, Exchange
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.store import facts
from sync.desk.store.tables import facts as facts_table
from sync.desk.store.tables import receipts as receipts_table
from sync.domain.ids import FactId
from sync.protocol.facts import Fact
from tests.faults.simulator.line import Line
from tests.faults.simulator.mortality import Death, Fuse
from tests.faults.simulator.told_clock import Hardware, ToldClock


class Broken(AssertionError):
    """Something that must always be true is not."""


@dataclass(frozen=True)
class Backup:
    """A copy of a PC's folder, and what had been acknowledged by then."""

    folder: Path
    acknowledged: dict[FactId, bytes]


class PC:
    """`acknowledged`: what the person in front of it believes to be recorded, by the fact's payload."""

    def __init__(self, name: str, site: str, home: Path, line: Line, hardware: Hardware) -> None:
        self.name = name
        self.site = site
        self.home = home
        self.hardware = hardware
        self.fuse = Fuse(Death)
        self.line = line
        line.pass_point = self.fuse.pass_point
        self.acknowledged: dict[FactId, bytes] = {}
        self.ever: set[FactId] = set()
        self.places: set[tuple[str, int, int]] = set()
        self.settled: set[str] = set()
        self.furthest = 0
        self._settings = Settings(home, key_storage="file")
        self.desk: Desk
        self.exchange: Exchange
        self.other_program: Exchange | None = None
        self._other_desk: Desk | None = None
        self.open()

    def open(self) -> None:
        """Start the program; what it finds on disk must be all that was acknowledged."""
        self.desk = self._open_desk()
        self.fuse.watch(self.desk.store._engine)
        self.exchange = open_exchange(self._settings, self.desk, self.line)
        self.look_through()

    def close(self) -> None:
        """The program ends, however."""
        self.fuse.put_out()
        for exchange in filter(None, (self.exchange, self.other_program)):
            exchange.connection.close()
        self.desk.close()
        if self._other_desk is not None:
            self._other_desk.close()
        self.other_program = self._other_desk = None

    def reopen(self) -> None:
        """End and start again."""
        self.close()
        self.open()

    def start_other_program(self) -> Exchange:
        """A second program with its own line over the same record, as `sync` on the command line."""
        if self.other_program is None:
            self._other_desk = self._open_desk()
            self.other_program = open_exchange(self._settings, self._other_desk, self.line)
        return self.other_program

    def act(self, act: Callable[[], object]) -> str:
        """Do something that may end in the program's death; then it is started again. What became of it."""
        try:
            came = act()
            self.fuse.pass_point()
        except Death:
            self.reopen()
            return "dies, starts again"
        finally:
            self.fuse.put_out()
        self.look_through()
        return str(came)

    def cycle(self) -> CycleResult:
        """One round with the centre."""
        return self.exchange.run_cycle()

    def look_through(self) -> None:
        """Whatever is durable is acknowledged from now on; nothing that was is missing or other than it was."""
        with self.desk.store.read() as tx:
            rows = tx.execute(select(facts_table.c.id, facts_table.c.payload)).all()
            settling = tx.execute(select(receipts_table.c.fact_id).where(receipts_table.c.settles)).scalars().all()
        kept = {FactId(row.id): row.payload for row in rows}
        for fact_id, payload in self.acknowledged.items():
            if kept.get(fact_id) != payload:
                raise Broken(f"{self.name}: an acknowledged fact is {'other' if fact_id in kept else 'gone'}")
        self.acknowledged = kept
        self.ever |= kept.keys()
        settled = set(settling)
        if len(settled) != len(settling):
            raise Broken(f"{self.name}: two settling receipts for one fact")
        if not self.settled <= settled:
            raise Broken(f"{self.name}: a settled fact is settled no more")
        if not settled <= kept.keys():
            raise Broken(f"{self.name}: a receipt without its fact")
        self.settled = settled

    def facts(self) -> list[Fact]:
        """All facts on disk, in the order of the chain."""
        with self.desk.store.read() as tx:
            ids = tx.execute(select(facts_table.c.id).order_by(facts_table.c.epoch, facts_table.c.seq)).scalars().all()
            return [fact for fact in (facts.find(tx, FactId(one)) for one in ids) if fact is not None]

    def back_up(self, folder: Path) -> Backup:
        """Copy the folder as somebody does who has heard of backups."""
        self.close()
        shutil.copytree(self.home, folder)
        self.open()
        return Backup(folder, dict(self.acknowledged))

    def restore(self, backup: Backup) -> None:
        """Put the copy in the place of what was there: what came after it is lost here."""
        self.close()
        shutil.rmtree(self.home)
        shutil.copytree(backup.folder, self.home)
        self.acknowledged, self.settled, self.furthest = dict(backup.acknowledged), set(), 0
        self.open()

    def _open_desk(self) -> Desk:
        desk = Desk.open(self._settings)
        desk.clock = ToldClock(self.hardware, desk.clock.anchor)
        device = str(desk.welcome.device)

        def note_places(connection: Connection) -> None:
            # A round may put facts on new places twice, and the centre know of those in between.
            places = connection.execute(select(facts_table.c.epoch, facts_table.c.seq))
            self.places |= {(device, row.epoch, row.seq) for row in places}

        event.listen(desk.store._engine, "commit", note_places)
        return desk

    @property
    def now(self) -> datetime:
        """The best this PC knows."""
        return self.desk.clock.read().best
