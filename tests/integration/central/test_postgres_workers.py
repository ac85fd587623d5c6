"""Several processes of the centre at one socket and one server: as many as asked for, and none left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg

from tests.fakes.postgres import PostgresServer

_PATIENCE_S = 30


@contextmanager
def _serving(url: str, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "sync.central", "serve", "--db", url, "--port", "0", "--until-stdin-closes", *more]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process, process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.stdin.close()
            process.wait(_PATIENCE_S)


def _workers(parent: int) -> set[int]:
    """The children that answer requests; Python's own resource tracker is none."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return {int(pid) for pid in found if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()}


def _until(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + _PATIENCE_S
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def _is_healthy(address: str) -> bool:
    return httpx.get(f"{address}/v1/health", timeout=_PATIENCE_S).status_code == 200


def test_on_an_empty_server_workers_start_together_one_that_dies_is_replaced_and_all_end(
    postgres: PostgresServer,
) -> None:
    url = postgres.empty_database()
    with _serving(url, "--workers", "2") as (process, address):
        assert _is_healthy(address)
        first = _workers(process.pid)
        assert len(first) == 2
        dead = min(first)
        os.kill(dead, signal.SIGKILL)
        assert _until(lambda: len(_workers(process.pid) - {dead}) == 2)
        assert _is_healthy(address)
        everyone = _workers(process.pid)
    assert process.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in everyone)
    with psycopg.connect(url) as connection:
        count = connection.execute("SELECT count(*) FROM documents WHERE name = 'status-list'").fetchone()
    assert count == (1,)  # made once, by whoever came first


def test_workers_end_with_a_parent_that_is_killed(postgres: PostgresServer) -> None:
    with _serving(postgres.fresh_database(), "--workers", "2") as (process, _):
        everyone = _workers(process.pid)
        process.kill()
        process.wait(_PATIENCE_S)
        assert _until(lambda: not any(_is_alive(pid) for pid in everyone))


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_a_file_has_one_worker(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.central", "serve", "--db", f"sqlite:///{tmp_path / 'centre.db'}"]
    ended = subprocess.run([*command, "--workers", "2"], check=False, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "PostgreSQL" in ended.stderr


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.central", "serve", "--db", f"postgresql://nobody@/none?host={tmp_path}"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("sync.central: D06 ")
