"""What one fact, one change and one revocation weigh: the parts of the sum in docs/scale.md."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.central.news.terms import Terms
from sync.desk.exchange.connection import Connection
from sync.desk.exchange.push import BatchSize, push
from sync.desk.store import facts
from sync.domain.ids import VoucherNo
from sync.protocol.batches import MAX_FACTS, pack
from sync.protocol.signing import SigningKey
from sync.protocol.status_list import StatusList
from tests.benchmarks.push_world import World, line_of, make_world, running
from tests.benchmarks.rounds import timed
from tests.benchmarks.table import Row

_FACTS = 2_000
_REVOKED, _VOUCHERS = 1_000_000, 100_000_000
_CHANGES = 500
_POLLS = 200
_SITES, _PCS, _CLASSES, _TRAINEES, _SESSIONS_A_DAY, _DAYS = 20_000, 2, 2, 40, 2, 250
"""The fleet: sites, PCs and classes a site, trainees a class, sessions a day, days a year. Assumptions."""
_PEAK_S, _UNEVEN = 20 * 60, 2
"""Everybody comes within so many seconds; in the worst minute so many times the mean."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """Bytes of a fact and of a change on the way, of a fact kept; seconds of a question that brings nothing."""

    up: float
    centre: float
    desk: float
    change: float
    poll_s: float


def run() -> list[Row]:
    """Bytes, each measured on the real thing."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        world = make_world(Path(name) / "world", _FACTS)
        empty = _pages(world.centre_db)
        up, change, poll_s = _send(world)
        kept = (_pages(world.centre_db) - empty) / _FACTS
        desk = world.desk_home / "record.db"
        weights = _Weights(up, kept, desk.stat().st_size / _FACTS, change, poll_s)
    data, seconds = _status_list()
    return [
        _row("a fact with a signed code, on the way up", f"{up:,.0f} bytes", f"batches of {MAX_FACTS}, gzipped"),
        _row("the same at the centre", f"{kept:,.0f} bytes", "fact, receipt, punch, account, changes, indexes"),
        _row("the same at the desk", f"{weights.desk:,.0f} bytes", "fact, receipt and their indexes, encrypted"),
        _row("a change on the way down", f"{change:,.0f} bytes", f"pages of {_CHANGES}, gzipped"),
        _row("a question that brings nothing", f"{1000 * poll_s:.1f} ms", "wall time of both ends"),
        Row(
            f"a status list of {_REVOKED:,} revoked of {_VOUCHERS:,} vouchers",
            f"{len(data) / 1e6:.2f} MB",
            "one bit each: 12.5 MB",
            len(data) / (_VOUCHERS / 8),
            "told",
            f"verified and read in {seconds:.2f} s",
        ),
        *_fleet(weights, len(data)),
    ]


def _fleet(weights: _Weights, list_bytes: int) -> list[Row]:
    """The sums, from what was just measured and the assumptions above."""
    mornings = _SITES * _CLASSES * _TRAINEES
    a_day, pcs = mornings * _SESSIONS_A_DAY, _SITES * _PCS
    how = f"{_SITES:,} sites, {_PCS} PCs, {_CLASSES} classes of {_TRAINEES}, {_SESSIONS_A_DAY} sessions a day"
    peak = mornings / _PEAK_S * _UNEVEN
    terms = Terms()
    polls = pcs / terms.again_in.total_seconds(), pcs / terms.again_in_among_several.total_seconds()
    return [
        _row("fleet: facts a day", f"{a_day / 1e6:.1f} million", how),
        _row("fleet: facts a second in the worst minute", f"{peak:,.0f}", "beside `make bench NAME=central`"),
        _row("fleet: way up a day", f"{a_day * weights.up / 1e9:.2f} GB", ""),
        _row("fleet: changes delivered a second then", f"{peak * 2 * _PCS:,.0f}", "attendance and roster, every PC"),
        _row("fleet: questions a second", f"{polls[0]:,.0f} to {polls[1]:,.0f}", "one PC a site, or several"),
        _row("fleet: processors for them", " to ".join(f"{rate * weights.poll_s:.0f}" for rate in polls), "at most"),
        _row("fleet: status lists a day", f"{pcs * list_bytes / 1e9:.0f} GB", "one new list a day for every PC"),
        _row("fleet: storage a year", f"{a_day * _DAYS * weights.centre / 1e12:.2f} TB", f"{_DAYS} days"),
    ]


def _row(what: str, figure: str, how: str) -> Row:
    return Row(what, figure, "", None, "told", how)


def _send(world: World) -> tuple[float, float, float]:
    """Bytes a fact on the way up, bytes a change on the way down, seconds of a question that brings nothing.

    Everything is at the centre afterwards.
    """
    with running(world) as url, line_of(world, url) as (desk, exchange):
        with desk.store.read() as tx:
            batch = facts.unsettled(tx, MAX_FACTS)
            packed = pack(batch, facts.chain_head(tx, desk.welcome.device), desk.key)
        push(desk.store, exchange.connection, desk.welcome.device, desk.key, BatchSize())
        wanted: dict[str, str | int] = {"scope": f"site:{desk.welcome.site}", "cursor": "", "limit": _CHANGES}
        page = exchange.connection.get("/v1/changes", wanted)
        end: dict[str, str | int] = {**wanted, "cursor": _end_of_feed(exchange.connection, wanted)}
        asked = timed(lambda: [exchange.connection.get("/v1/changes", end) for _ in range(_POLLS)])
    text = json.dumps(page, ensure_ascii=False).encode()
    return len(packed) / len(batch), len(gzip.compress(text, 1)) / len(page["changes"]), asked / _POLLS


def _end_of_feed(connection: Connection, wanted: dict[str, str | int]) -> str:
    cursor, more = "", True
    while more:
        page = connection.get("/v1/changes", {**wanted, "cursor": cursor})
        cursor, more = page["cursor"], page["more"]
    return cursor


def _pages(path: Path) -> int:
    """Bytes in use, the log folded in."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    used, free, page = (
        connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "freelist_count", "page_size")
    )
    connection.close()
    return int((used - free) * page)


def _status_list() -> tuple[bytes, float]:
    numbers = random.Random(7).sample(range(1, _VOUCHERS), _REVOKED)
    key = SigningKey.generate()
    data = StatusList.of(1, datetime.now(UTC), map(VoucherNo, numbers)).sign(key, b"root")
    roots = {b"root": key.public()}
    return data, timed(lambda: StatusList.open(data, roots))
