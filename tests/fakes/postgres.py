"""A real PostgreSQL server of its own: in a folder that goes with it, on a unix socket, as durable as in earnest."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from sync.central.store.engine import open_store

HOW_TO_INSTALL = "there is no PostgreSQL server here; to install: sudo apt-get install postgresql"
_USER = "postgres"  # the server does not run as root
_TEMPLATE = "centre_template"
_PATIENCE_S = 30


class PostgresServer:
    """One running server; each test gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._has_template = False

    def url(self, database: str) -> str:
        """What `--db` takes."""
        return f"postgresql://{_USER}@/{database}?host={self._folder}"

    def empty_database(self) -> str:
        """The address of a new database without a table."""
        return self.url(self._create())

    def fresh_database(self) -> str:
        """The address of a new database with the centre's tables, empty: a copy, which is quicker than making them."""
        if not self._has_template:
            self.run(f"CREATE DATABASE {_TEMPLATE}")
            open_store(self.url(_TEMPLATE)).dispose()
            self._has_template = True
        return self.url(self._create(f"TEMPLATE {_TEMPLATE}"))

    def copy_of(self, url: str) -> str:
        """The address of a new database that holds what the one at `url` does; nobody may have that open."""
        return self.url(self._create(f"TEMPLATE {make_url(url).database}"))

    def run(self, statement: str, database: str = "postgres") -> None:
        """One statement as the server's owner."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _create(self, like: str = "") -> str:
        name = f"centre_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {like}")
        return name


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A server until the block is left. Skips the test where none is installed; fails it where CI is "true"."""
    binaries = _binaries()
    if binaries is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW_TO_INSTALL)
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's address has room for some hundred characters
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER, _USER)
        data = folder / "data"
        _initialise(binaries, data)
        with _serving(binaries, data, folder):
            yield PostgresServer(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_installed() -> bool:
    """Whether a server can be started here."""
    return _binaries() is not None


def _binaries() -> Path | None:
    """Where initdb and postgres are: Debian keeps them out of PATH, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    in_path = shutil.which("initdb")
    return Path(in_path).parent if in_path else None


def _initialise(binaries: Path, data: Path) -> None:
    made = ["--auth=trust", "--encoding=UTF8", "--locale=C", f"--username={_USER}", "--no-sync"]
    command = [*_as_user(), str(binaries / "initdb"), "-D", str(data), *made]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data.parent)


@contextmanager
def _serving(binaries: Path, data: Path, folder: Path) -> Iterator[None]:
    settings = [f"-cunix_socket_directories={folder}", "-clisten_addresses=", "-cmax_connections=100"]
    # The server goes with this process, however that ends.
    command = [*_as_user("--pdeathsig", "INT"), str(binaries / "postgres"), "-D", str(data), *settings]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, cwd=folder) as server,
    ):
        try:
            _wait_until_ready(PostgresServer(folder))
            yield
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: what it would still write goes with its folder
            server.wait(_PATIENCE_S)


def _as_user(*more: str) -> list[str]:
    who = ["--reuid", _USER, "--regid", _USER, "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *who, *more] if who or more else []


def _wait_until_ready(server: PostgresServer) -> None:
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
