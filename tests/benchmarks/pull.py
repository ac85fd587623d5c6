"""A fresh desk reads the feed of a real centre over HTTP, against the same rows put straight into the same tables.

The bare side has the same encryption and durability (SQLCipher, WAL, a flush per transaction) and as many rows to a
transaction as the largest page, but no HTTP, no signatures, no JSON and no digests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table, select

from sync.central.centre import Centre
from sync.central.news import feed
from sync.central.store.engine import writing
from sync.desk.exchange.ahead import pages
from sync.desk.exchange.cycle import Exchange
from sync.desk.operations.desk import Desk
from sync.desk.store import feed as desk_feed
from sync.desk.store import kept, tables
from sync.desk.store.store import Store
from sync.protocol.changes import JSON_LINES, START, Change, ChangeKind, Page
from tests.benchmarks.push_world import World, line_of, make_world, running
from tests.benchmarks.rounds import alternate, spread, timed
from tests.benchmarks.table import Row

_ROUNDS = 3
_PEOPLE = 250
_PAGE = 5000
_WRITTEN: tuple[Table, ...] = (tables.attendance, tables.feed_items)
_PEER = 5_200
"""Changes a second that PouchDB brought down when the design was made, on a machine like the one it was made on."""


def run(count: int = 10_000) -> list[Row]:
    """Beside raw ingest, beside what a peer reached, and how much memory it takes."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        bench = _Bench(make_world(Path(name) / "world", 1), Path(name), count)
        pair = alternate(_ROUNDS, bench.ours, bench.raw)
    ours = f"{count / max(pair.ours):,.0f}-{count / min(pair.ours):,.0f}"
    raw = f"{count / max(pair.beside):,.0f}-{count / min(pair.beside):,.0f}"
    early, late = bench.memory
    return [
        Row(
            f"pull of {count:,} changes, changes a second",
            ours,
            f"raw ingest {raw}",
            1 / pair.ratio,
            ">= 0.3, aim 0.5",
            f"{_ROUNDS} rounds in turns; ours {spread(pair.ours, 's')}, raw {spread(pair.beside, 's')}",
        ),
        Row(
            "the same",
            ours,
            f"PouchDB, when designed {_PEER:,}",
            count / sorted(pair.ours)[len(pair.ours) // 2] / _PEER,
            ">= 5",
            "beside PouchDB in the same run: pouchdb",
        ),
        Row(
            "memory of the desk while pulling, at 100 % of the feed",
            f"{late / 2**20:.0f} MB",
            f"at 20 % {early / 2**20:.0f} MB",
            late / early,
            "about 1",
            "resident",
        ),
    ]


def once(count: int) -> float:
    """The seconds of one pull, with nothing beside it."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        return _Bench(make_world(Path(name) / "world", 1), Path(name), count).ours()


@dataclass
class _Bench:
    """Each round works on a copy of one world; the raw side's rows are those the first pull left."""

    world: World
    folder: Path
    count: int
    rounds: int = 0
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    memory: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        centre = Centre.open(f"sqlite:///{self.world.centre_db}")
        with writing(centre.store) as connection:
            feed.publish(connection, feed.site_scope(self._site()), _attendance(self.count))
        centre.close()

    def ours(self) -> float:
        """The time of one pull, from the first request to the feed's end."""
        world = self._fresh()
        with running(world) as url, line_of(world, url) as (desk, exchange):
            exchange.connection.get("/v1/health", {})

            def all_of_it() -> None:
                result = exchange.run_cycle()
                if result.error is not None or result.pulled < self.count:
                    raise RuntimeError(f"a pull to be measured ended with {result}")

            seconds = timed(all_of_it)
            if not self.rows:
                self.memory = _memory_of_a_second_pull(desk, exchange, self.count)
                with desk.store.read() as tx:
                    self.rows = {table.name: [tuple(row) for row in tx.execute(select(table))] for table in _WRITTEN}
        return seconds

    def raw(self) -> float:
        """The time of the bare inserts."""
        world = self._fresh()
        with line_of(world, "http://127.0.0.1:9") as (desk, _):
            return timed(lambda: self._insert_all(desk.store))

    def _insert_all(self, store: Store) -> None:
        batches = -(-self.count // _PAGE)
        for batch in range(batches):
            with store.write() as tx:
                for table in _WRITTEN:
                    rows = self.rows[table.name]
                    part = rows[len(rows) * batch // batches : len(rows) * (batch + 1) // batches]
                    places = ", ".join("?" * len(part[0]))
                    tx.exec_driver_sql(f"INSERT OR REPLACE INTO {table.name} VALUES ({places})", part)  # noqa: S608  our names

    def _site(self) -> Any:
        with line_of(self.world, "http://127.0.0.1:9") as (desk, _):
            return desk.welcome.site

    def _fresh(self) -> World:
        self.rounds += 1
        return self.world.copy_to(self.folder / f"round-{self.rounds}")


def _memory_of_a_second_pull(desk: Desk, exchange: Exchange, count: int) -> tuple[int, int]:
    """What this process holds at 20 % and at 100 % of the feed, read once more by a desk that has forgotten it."""
    with desk.store.write() as tx:
        desk_feed.empty(tx)
        kept.put_cursor(tx, START)
    seen: list[tuple[int, int]] = []
    came = 0

    def fetch(cursor: str) -> Page:
        nonlocal came
        asked: dict[str, str | int] = {"scope": f"site:{desk.welcome.site}", "cursor": cursor, "limit": _PAGE // 5}
        page = Page.from_bytes(exchange.connection.get_bytes("/v1/changes", asked, JSON_LINES))
        came += len(page.changes)
        seen.append((came, _resident()))
        return page

    for page in pages(fetch, START):
        with desk.store.write() as tx:
            desk_feed.apply_page(tx, page)
    return next(memory for place, memory in seen if place >= count / 5), seen[-1][1]


def _resident() -> int:
    """Bytes of memory that this process has."""
    pages_held = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_held * os.sysconf("SC_PAGE_SIZE")


def _attendance(count: int) -> Iterator[Change]:
    """As the centre tells of those who were there."""
    for number in range(count):
        session, voucher = f"B-{number // _PEOPLE}", 50_000 + number % _PEOPLE
        body = {
            "session_id": session,
            "class_id": "K-BENCH",
            "voucher_no": voucher,
            "at": f"2026-11-23T00:20:11.{number % 1_000_000:06d}+00:00",
            "source": "desk",
            "device": "D-0192f0c87c1e7b7a9c550a1b2c3d4e5f",
            "left_at": None,
            "mark": "present",
            "hours": 4,
            "corrected": False,
            "flags": [],
        }
        yield Change(ChangeKind.ATTENDANCE, f"{session}/{voucher}", body)
