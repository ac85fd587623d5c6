"""The server of the tests is as durable as in earnest, gives each test its own database, and is never skipped in CI."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from tests.fakes import postgres as fake
from tests.fakes.postgres import HOW_TO_INSTALL, PostgresServer, running_postgres


def test_nothing_is_acknowledged_before_it_is_flushed(postgres: PostgresServer) -> None:
    with psycopg.connect(postgres.fresh_database()) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
            assert row == ("on",), name


def test_every_database_is_another_one(postgres: PostgresServer) -> None:
    first, second = postgres.fresh_database(), postgres.fresh_database()
    with psycopg.connect(first) as connection:
        connection.execute("INSERT INTO institutions (id, name, suspended) VALUES ('I-1', 'a', false)")
    for url, there in ((first, 1), (second, 0), (postgres.copy_of(first), 1)):
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM institutions").fetchone() == (there,)
    with psycopg.connect(postgres.empty_database()) as connection:
        assert connection.execute("SELECT to_regclass('institutions')").fetchone() == (None,)


def test_it_ends_with_the_block_and_leaves_nothing() -> None:
    if not fake.is_installed():
        pytest.skip(HOW_TO_INSTALL)
    with running_postgres() as server:
        folder = Path(server.url("postgres").partition("host=")[2])
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        assert Path(f"/proc/{pid}").exists()
    assert not folder.exists()
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_server_tests_are_skipped_but_not_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setitem(os.environ, "CI", ci)
    monkeypatch.setattr(fake, "_binaries", lambda: None)
    with pytest.raises(outcome, match="apt-get install postgresql"), running_postgres():
        raise AssertionError("there is no server")
