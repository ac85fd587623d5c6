"""Facts from a real desk to a real centre over HTTP, against the same rows put straight into the same tables.

The bare side has the same durability (WAL, a flush per transaction, foreign keys on) and the same 500 facts to a
transaction, but no HTTP, no signatures and no rules.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.desk.exchange.push import BatchSize, push
from sync.protocol.batches import MAX_FACTS
from tests.benchmarks.code_verification import bare_check
from tests.benchmarks.memory import early_and_late, watched
from tests.benchmarks.push_world import World, line_of, make_world, running
from tests.benchmarks.rounds import Pair, alternate, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.codes import message_of

_ROUNDS = 3
_WRITTEN = ("facts", "receipts", "punches", "attendance_accounts", "changes")


def run(count: int = 10_000) -> list[Row]:
    """Facts that all bring another code, whose signature is checked, and facts by hand, which bring none."""
    return [*_with_codes(count), *_by_hand(count)]


def once(count: int, *, by_hand: bool = False) -> float:
    """The seconds of one push, with nothing beside it."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        return _Bench(make_world(Path(name) / "world", count, by_hand=by_hand), Path(name)).ours()


def _with_codes(count: int) -> list[Row]:
    """Beside raw ingest, and beside raw ingest with the one signature check that each fact's code needs."""
    pair, bench = _measure(count, by_hand=False)
    checks = bench.checks[1:]
    checked = Pair(pair.ours, [raw + check for raw, check in zip(pair.beside, checks, strict=True)])
    return [
        _row(f"push of {count:,} facts, each with a code, facts a second", count, pair),
        Row(
            "the same",
            _rate(count, pair.ours),
            f"raw ingest and a bare signature check each {_rate(count, checked.beside)}",
            1 / checked.ratio,
            "told",
            "every code is another one, as at a desk; the checks one after the other",
        ),
    ]


def _by_hand(count: int) -> list[Row]:
    pair, bench = _measure(count, by_hand=True)
    early, late = bench.memory
    return [
        _row(f"push of {count:,} facts made by hand, facts a second", count, pair),
        Row(
            "memory of the desk while pushing them, at its most",
            f"{late / 2**20:.0f} MB",
            f"after a fifth of the time {early / 2**20:.0f} MB",
            late / early,
            "about 1",
            "resident, in the first round",
        ),
    ]


def _measure(count: int, *, by_hand: bool) -> tuple[Pair, _Bench]:
    """The rounds."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        bench = _Bench(make_world(Path(name) / "world", count, by_hand=by_hand), Path(name))
        return alternate(_ROUNDS, bench.ours, bench.raw), bench


def _row(what: str, count: int, pair: Pair) -> Row:
    return Row(
        what,
        _rate(count, pair.ours),
        f"raw ingest {_rate(count, pair.beside)}",
        1 / pair.ratio,
        ">= 0.3, aim 0.5",
        f"{_ROUNDS} rounds in turns; ours {spread(pair.ours, 's')}, raw {spread(pair.beside, 's')}",
    )


def _rate(count: int, seconds: list[float]) -> str:
    return f"{count / max(seconds):,.0f}-{count / min(seconds):,.0f}"


class _Bench:
    """Each round works on copies of one world; the raw side's rows are those the first push left."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world = world
        self._folder = folder
        self._rounds = 0
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        self.checks: list[float] = []
        """How long the bare signature checks took, right after each raw ingest."""
        self.memory = (1, 1)
        """Of this process, which is the desk's, early and late in the first push."""

    def ours(self) -> float:
        """The time of one push, from the first request to the last receipt kept."""
        world = self._fresh()
        with running(world) as url, line_of(world, url) as (desk, exchange):
            size = BatchSize()
            exchange.connection.get("/v1/changes", {"scope": f"site:{desk.welcome.site}", "cursor": "", "limit": 1})

            def all_of_it() -> None:
                pushed = push(desk.store, exchange.connection, desk.welcome.device, desk.key, size)
                if (pushed.settled, pushed.rejected, pushed.conflicts) != (world.count, 0, 0):
                    raise RuntimeError(f"a push to be measured ended with {pushed}")

            with watched() as held:
                seconds = timed(all_of_it)
        if not self._rows:
            self.memory = early_and_late(held)
            self._rows = self._new_rows(world.centre_db)
        return seconds

    def raw(self) -> float:
        """The time of the bare inserts."""
        connection = _open(self._fresh().centre_db)
        batches = -(-self._world.count // MAX_FACTS)

        def insert_all() -> None:
            for batch in range(batches):
                connection.execute("BEGIN IMMEDIATE")
                for table, rows in self._rows.items():
                    part = rows[len(rows) * batch // batches : len(rows) * (batch + 1) // batches]
                    _insert(connection, table, part)
                connection.execute("COMMIT")

        seconds = timed(insert_all)
        connection.close()
        checks = [bare_check(self._world.issuing, message_of(text)) for text in self._world.texts]
        self.checks.append(timed(lambda: [check() for check in checks]))
        return seconds

    def _fresh(self) -> World:
        self._rounds += 1
        return self._world.copy_to(self._folder / f"round-{self._rounds}")

    def _new_rows(self, after: Path) -> dict[str, list[tuple[object, ...]]]:
        before = _open(self._world.centre_db)
        known = {table: set(before.execute(f"SELECT rowid FROM {table}")) for table in _WRITTEN}  # noqa: S608  our names
        before.close()
        pushed = _open(after)
        rows = {
            table: [
                row[1:]
                for row in pushed.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid")  # noqa: S608  as above
                if row[:1] not in known[table]
            ]
            for table in _WRITTEN
        }
        pushed.close()
        return rows


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608  as above
