"""Kill a desk at work, the centre, or both, at moments drawn by a seed; see what is left, and sync it to its end."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sync.desk.device.key_vault import open_vault
from sync.desk.exchange import compare_digest
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import STORE_KEY, Desk
from sync.desk.store import facts
from sync.desk.store.backup import check_backup
from sync.desk.store.place import backups_of
from sync.desk.store.store import Transaction
from tests.faults.kill_processes import Processes, Running
from tests.faults.kill_work import Playing, answer, work

_ROUNDS = 5
"""Of syncing, until nothing waits."""
_MOMENTS = (0.02, 0.1, 0.4)
"""Seconds within which the kill comes."""


@dataclass
class Outcome:
    """What a storm did and what came of it; `trouble`: the seed of each kill after which something was not right."""

    kills: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    trouble: list[str] = field(default_factory=list)
    facts: int = 0


class Storm:
    """One desk, one centre; `strike` as often as wanted."""

    def __init__(self, playing: Playing, processes: Processes, seed: int) -> None:
        self.playing = playing
        self._processes = processes
        self._database = playing.home.parent / "centre.db"
        self._seed = seed
        self._promised: set[str] = set()
        self._receipts = 0
        self._device = ""
        self._backups: dict[str, int] = {}
        self.outcome = Outcome()
        self._centre: Running | None = None
        self._centre, self._url = self._start_centre()

    def close(self) -> None:
        """Nothing runs on."""
        if self._centre is not None:
            self._centre.close()

    def strike(self, number: int) -> None:
        """One killing, or two at once; then the proof."""
        seed = self._seed * 100_000 + number
        random = Random(seed)
        whom = random.choices(("the desk", "the centre, then the desk", "both"), (70, 15, 15))[0]
        with self._processes.started(work, self.playing, self._url, seed) as desk:
            if random.random() < 0.85:  # else while the record is being opened
                self._hear(desk.heard(10))
            time.sleep(random.random() * random.choice(_MOMENTS))
            if desk.has_ended:
                self.outcome.trouble.append(f"seed {seed}: the desk ended by itself")
            if "centre" in whom or whom == "both":
                self._kill_centre()
            if "centre" in whom:
                time.sleep(random.random() * _MOMENTS[0])
            for words in desk.kill():
                self._hear(words)
            self.outcome.kills["desk"] += 1
        if self._centre is None:
            self._centre, self._url = self._start_centre()
        self.prove(f"seed {seed}, killed {whom}")

    def prove(self, occasion: str) -> None:
        """Opened anew, synced to the end, counted on both sides."""
        settings = self.playing.settings(self._url)
        with closing(Desk.open(settings)) as desk:
            self._device = desk.welcome.device
            with desk.store.read() as tx:
                self._note(occasion, self._flaws_of(tx))
            self._note(occasion, self._sync_to_the_end(desk))
            with desk.store.read() as tx:
                here = _ids(tx)
                settled = Counter(tx.exec_driver_sql("SELECT fact_id FROM receipts WHERE settles").scalars())
        self.outcome.facts = len(here)
        self._compare(occasion, here, settled)

    def _kill_centre(self) -> None:
        assert self._centre is not None
        self._centre.close()
        self._centre = None
        self.outcome.kills["centre"] += 1

    def _start_centre(self) -> tuple[Running, str]:
        running = self._processes.start(answer, f"sqlite:///{self._database}")
        return running, running.said()[1]

    def _hear(self, words: Any) -> None:
        match words:
            case ("fact", str(name)):
                self._promised.add(name)
            case ("receipts", int(count)):
                self._receipts = max(self._receipts, count)
            case ("backup", str(name), int(held)):
                self._backups[name] = held

    def _sync_to_the_end(self, desk: Desk) -> list[str]:
        exchange = open_exchange(self.playing.settings(self._url), desk)
        flaws: list[str] = []
        for _ in range(_ROUNDS):
            error = exchange.run_cycle().error
            with desk.store.read() as tx:
                waiting = facts.count_unsettled(tx)
            flaws = [
                *([f"{waiting} facts wait on"] if waiting else []),
                *([f"the round ended with {type(error).__name__}"] if error else []),
            ]
            if not flaws:
                break
        scope = f"site:{desk.welcome.site}"
        if compare_digest.holds_the_same(desk.store, exchange.connection, scope) is False:
            flaws.append("it holds something else than the centre tells")
        exchange.connection.close()
        return flaws

    def _flaws_of(self, tx: Transaction) -> list[str]:
        lost = self._promised - _ids(tx)
        self.outcome.lost += len(lost)
        kept = tx.exec_driver_sql("SELECT coalesce(max(number), 0) FROM receipts").scalar_one()
        views = set(tx.exec_driver_sql("SELECT fact_id FROM scans").scalars())
        return [
            *([f"lost {len(lost)}"] if lost else []),
            *(["receipts lost"] if kept < self._receipts else []),
            *(["a fact without its view"] if self._promised - views else []),
            *(["the chain is broken"] if facts.broken_links(tx) else []),
            *self._flaws_of_backups(),
        ]

    def _flaws_of_backups(self) -> list[str]:
        """Whatever bears a backup's name holds, and at least what was promised of it."""
        folder = backups_of(self.playing.home / "record.db")
        key = _store_key(self.playing)
        held = {path.name: check_backup(path, key).facts for path in folder.glob("*.db")}
        return [f"backup {name}" for name, count in self._backups.items() if held.get(name, -1) < count]

    def _compare(self, occasion: str, here: set[str], settled: Counter[str]) -> None:
        with closing(sqlite3.connect(self._database)) as centre:
            theirs = centre.execute("SELECT id FROM facts WHERE device = ?", [self._device])
            there = Counter(name for (name,) in theirs)
            answered = Counter(
                name for (name,) in centre.execute("SELECT fact_id FROM receipts WHERE outcome != 'held'")
            )
            punches = Counter(name for (name,) in centre.execute("SELECT fact_id FROM punches"))
        doubled = sum(
            count - 1 for counts in (there, answered, settled, punches) for count in counts.values() if count > 1
        )
        self.outcome.doubled += doubled
        self._note(occasion, [f"doubled {doubled}"] if doubled else [])
        self._note(occasion, ["the centre holds other facts than the desk"] if here != set(there) else [])
        self._note(occasion, ["not every fact has its receipt"] if here - set(settled) else [])

    def _note(self, occasion: str, flaws: list[str]) -> None:
        self.outcome.trouble += [f"{occasion}: {flaw}" for flaw in flaws]


def _ids(tx: Transaction) -> set[str]:
    return set(tx.exec_driver_sql("SELECT id FROM facts").scalars())


def _store_key(playing: Playing) -> bytes:
    key = open_vault(playing.settings("")).get(STORE_KEY)
    assert key is not None
    return key
