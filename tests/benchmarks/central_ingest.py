"""Facts from several desks into a centre on PostgreSQL, beside the same rows put straight into its tables.

Every round has a copy of one world, as many client processes and as many transactions on each side, on one server with
its usual durability. The bare side has no HTTP, no signatures and no rules.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from sync.protocol.batches import MAX_FACTS
from tests.benchmarks.central_clients import copy, insert, push, seconds_of
from tests.benchmarks.central_world import DeskJob, Rows, added, make_world, rows_of
from tests.benchmarks.table import Row
from tests.fakes.postgres import PostgresServer, is_installed, running_postgres

_ROUNDS, _DESKS, _BATCHES = 3, 4, 4
_FACTS = _DESKS * _BATCHES * MAX_FACTS
_PATIENCE_S = 30


def run() -> list[Row]:
    """Facts a second with one and with two workers, beside INSERT and COPY from the same clients."""
    if not is_installed():
        return [Row("facts into the centre on PostgreSQL", "-", "-", None, "told", "not measured: no server here")]
    with running_postgres() as server:
        bench = _Bench(server)
        ways = {"1": lambda: bench.ours(1), "2": lambda: bench.ours(2), "insert": bench.insert, "copy": bench.copy}
        for work in ways.values():
            work()  # does not count
        times: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(_ROUNDS):
            for name in sorted(ways, reverse=bool(number % 2)):
                times[name].append(ways[name]())
    return [_row(times, workers, way) for workers in ("1", "2") for way in ("insert", "copy")]


def _row(times: dict[str, list[float]], workers: str, way: str) -> Row:
    ratio = median(bare / mine for mine, bare in zip(times[workers], times[way], strict=True))
    return Row(
        f"{_FACTS:,} facts into the centre on PostgreSQL, workers: {workers}; facts a second",
        _rate(times[workers]),
        f"{way.upper()} {_rate(times[way])}",
        ratio,
        "told",
        f"medians of {_ROUNDS} rounds in turns, {_DESKS} clients, {MAX_FACTS} facts a transaction",
    )


def _rate(seconds: list[float]) -> str:
    return f"{_FACTS / median(seconds):,.0f} ({_FACTS / max(seconds):,.0f}-{_FACTS / min(seconds):,.0f})"


class _Bench:
    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._world = server.fresh_database()
        self._jobs = make_world(self._world, _DESKS, _BATCHES)
        self._rows = self._rows_of_each()

    def ours(self, workers: int) -> float:
        """The time of all pushes over HTTP."""
        with _serving(self._server.copy_of(self._world), workers) as url:
            return seconds_of(push, url, self._jobs)

    def insert(self) -> float:
        """The time of the bare inserts."""
        return seconds_of(insert, self._server.copy_of(self._world), self._rows)

    def copy(self) -> float:
        """The time of the bare copies."""
        return seconds_of(copy, self._server.copy_of(self._world), self._rows)

    def _rows_of_each(self) -> list[list[Rows]]:
        """Of each desk, batch by batch: the rows that its facts lead to."""
        copied = self._server.copy_of(self._world)
        found = []
        with _serving(copied, 1) as url:
            for job in self._jobs:
                before = rows_of(copied)
                seconds_of(push, url, [job])
                found.append(_in_batches(added(before, rows_of(copied)), job))
        return found


def _in_batches(rows: Rows, job: DeskJob) -> list[Rows]:
    count = len(job.batches)
    return [
        {name: part[len(part) * number // count : len(part) * (number + 1) // count] for name, part in rows.items()}
        for number in range(count)
    ]


@contextmanager
def _serving(db: str, workers: int) -> Iterator[str]:
    command = [sys.executable, "-m", "sync.central", "serve", "--db", db, "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(
        [*command, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # asked for above
        assert process.stdin is not None
        try:
            yield process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.stdin.close()
            process.wait(_PATIENCE_S)
