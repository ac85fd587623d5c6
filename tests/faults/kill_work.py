"""What the processes do that are killed: a desk at work, a centre answering, a record under repair.

Each runs in a process of its own, forked from a server that has all imported, and tells on a pipe what it has promised:
("fact", id), ("receipts", how many), ("backup", name, facts), ("ready", address).
"""

from __future__ import annotations

import ctypes
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from sync.central.centre import Centre
from sync.central.serving.serve import Place, serve
from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.desk import Desk, open_store
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.repair_record import repair_record
from sync.desk.operations.restore_backup import restore_backup
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store import kept, receipts
from sync.desk.store.place import backups_of
from sync.domain.ids import ClassId, FactId, SessionId, StaffId, VoucherNo
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import START

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG: nothing outlives a test run that is killed itself."""


@dataclass(frozen=True)
class Playing:
    """With what a desk plays: its folder, the codes people show, who is at work, what is on now."""

    home: Path
    codes: tuple[str, ...]
    vouchers: tuple[int, ...]
    sessions: tuple[str, ...]
    class_id: str
    operator: str

    def settings(self, url: str) -> Settings:
        """The desk's, with the centre at `url`."""
        return Settings(self.home, central_url=url, key_storage="file")


def answer(database: str, pipe: Connection) -> None:
    """The centre, until it is killed."""
    begin()
    serve(Centre.open(database), Place("127.0.0.1", 0), lambda url: pipe.send(("ready", url)))


def work(playing: Playing, url: str, seed: int, pipe: Connection) -> None:
    """A desk at which much happens at once, until it is killed."""
    begin()
    random = Random(seed)
    settings = playing.settings(url)
    while True:
        desk = Desk.open(settings)
        exchange = open_exchange(settings, desk)
        at_work = _AtWork(playing, desk, random, pipe)
        for _ in range(random.randint(5, 40)):
            match random.random():
                case luck if luck < 0.6:
                    for _ in range(random.randint(1, 8)):
                        at_work.somebody_comes()
                case luck if luck < 0.9:
                    exchange.run_cycle()
                    at_work.tell_receipts()
                case luck if luck < 0.94:
                    at_work.forget_how_far()
                case _:
                    at_work.back_up()
        exchange.connection.close()
        desk.close()


def open_anew(home: Path, pipe: Connection) -> None:
    """The program is started; where an older one left the record, it is brought up to date."""
    begin()
    settings = Settings(home, key_storage="file")
    open_store(settings, open_vault(settings)).close()
    pipe.send(("done", ""))


def restore(home: Path, pipe: Connection) -> None:
    """A copy takes the record's place."""
    begin()
    settings = Settings(home, key_storage="file")
    restore_backup(settings, open_vault(settings), backups_of(settings.store_file) / "first.db")
    pipe.send(("done", ""))


def repair(home: Path, pipe: Connection) -> None:
    """A rotten record is mended."""
    begin()
    settings = Settings(home, key_storage="file")
    repair_record(settings, open_vault(settings))
    pipe.send(("done", ""))


class _AtWork:
    def __init__(self, playing: Playing, desk: Desk, random: Random, pipe: Connection) -> None:
        self._playing = playing
        self._desk = desk
        self._random = random
        self._pipe = pipe
        self._last: FactId | None = None

    def somebody_comes(self) -> None:
        """With a code, without one, for a place, or not meant."""
        done: Any = None
        where: dict[str, Any] = {
            "session_id": SessionId(self._random.choice(self._playing.sessions)),
            "operator": StaffId(self._playing.operator),
        }
        try:
            match self._random.randrange(8):
                case 0:
                    number = VoucherNo(self._random.choice(self._playing.vouchers))
                    done = check_in_by_hand(self._desk, number, **where)
                case 1 if self._last is not None:
                    undo_scan(self._desk, self._last, operator=where["operator"])
                case 2:
                    done = enrol_trainee(self._desk, self._code(), class_id=ClassId(self._playing.class_id), **where)
                case _:
                    done = check_in(self._desk, self._code(), **where)
        except (UnknownThing, InvalidInput):  # nobody of this site, or nothing to undo
            return
        if done is not None and done.fact_id is not None:
            self._last = done.fact_id
            self._pipe.send(("fact", done.fact_id))

    def tell_receipts(self) -> None:
        """How many are kept by now."""
        with self._desk.store.read() as tx:
            self._pipe.send(("receipts", receipts.newest_number(tx)))

    def forget_how_far(self) -> None:
        """As after a long absence: what was deleted meanwhile is no longer told, a snapshot has to be fetched."""
        with self._desk.store.write() as tx:
            kept.put_cursor(tx, START)

    def back_up(self) -> None:
        """Now and then; a name is used again."""
        target = backups_of(self._playing.home / "record.db") / f"copy-{self._random.randrange(3)}.db"
        held = self._desk.store.back_up(target, lambda: None)
        self._pipe.send(("backup", target.name, held.facts))

    def _code(self) -> str:
        return self._random.choice(self._playing.codes)


def begin() -> None:
    """Of every such process: it dies with the run that started it, and asks no proxy."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    os.environ["NO_PROXY"] = "*"
