"""Clients of a centre, or of its bare database, in processes of their own; they begin at one moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Placeholder

from sync.protocol.joining import Welcome
from sync.protocol.signing import SigningKey
from tests.benchmarks.central_world import DeskJob, Rows
from tests.fakes.scripted_desk import ScriptedDesk

_processes = get_context("spawn")
_PATIENCE_S = 120.0


def seconds_of(work: Callable[[str, Any, Barrier], None], url: str, parts: Sequence[Any]) -> float:
    """How long it takes from the start of all until the last has done its part."""
    mark = _processes.Barrier(len(parts) + 1)
    team = [_processes.Process(target=work, args=(url, part, mark)) for part in parts]
    for process in team:
        process.start()
    mark.wait(_PATIENCE_S)
    began = time.perf_counter()
    mark.wait(_PATIENCE_S)
    took = time.perf_counter() - began
    for process in team:
        process.join(_PATIENCE_S)
    if any(process.exitcode for process in team):
        raise RuntimeError("a client of the benchmark failed; its reason is above")
    return took


def push(url: str, job: DeskJob, mark: Barrier) -> None:
    """All batches of a desk, each over a connection of its own, as after a pause."""
    key, welcome = SigningKey.from_bytes(job.key), Welcome.from_map(job.welcome)
    _ask(url, key, welcome, lambda desk: desk.pull(limit=1))  # everything is imported and warm
    mark.wait(_PATIENCE_S)
    for batch in job.batches:
        _ask(url, key, welcome, partial(_hand_in, batch))
    mark.wait(_PATIENCE_S)


def _hand_in(batch: bytes, desk: ScriptedDesk) -> None:
    desk.push_batch(batch).raise_for_status()


def _ask(url: str, key: SigningKey, welcome: Welcome, ask: Callable[[ScriptedDesk], object]) -> None:
    desk = ScriptedDesk(url, key, welcome)
    ask(desk)
    desk.close()


def insert(url: str, batches: Sequence[Rows], mark: Barrier) -> None:
    """The rows of each batch by INSERT, a transaction for each."""
    with psycopg.connect(url) as connection:
        mark.wait(_PATIENCE_S)
        for rows in batches:
            with connection.transaction(), connection.cursor() as cursor:
                for table, part in rows.items():
                    places = SQL(", ").join([Placeholder()] * len(part[0]))
                    cursor.executemany(SQL("INSERT INTO {} VALUES ({})").format(Identifier(table), places), part)
        mark.wait(_PATIENCE_S)


def copy(url: str, batches: Sequence[Rows], mark: Barrier) -> None:
    """The same by COPY."""
    with psycopg.connect(url) as connection:
        mark.wait(_PATIENCE_S)
        for rows in batches:
            with connection.transaction(), connection.cursor() as cursor:
                for table, part in rows.items():
                    _copy(cursor, SQL("COPY {} FROM STDIN").format(Identifier(table)), part)
        mark.wait(_PATIENCE_S)


def _copy(cursor: psycopg.Cursor[Any], statement: Composed, rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)
