"""Clearing tombstones away and what follows from it, with one writer and with many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from sync.central.__main__ import main
from sync.central.keys import Keys, make_keys
from sync.central.news import feed, snapshots
from sync.central.news.terms import Terms
from sync.central.news.tombstones import prune, set_mark
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import open_store, reading, writing
from sync.central.store.tables import changes, feed_horizons
from sync.protocol.changes import START, Change, ChangeKind, digest_of_line, sum_of
from sync.protocol.requests import from_base64, to_base64
from sync.protocol.snapshots import Manifest
from tests.fakes.postgres import PostgresServer

_SCOPE = "site:S-1"
_NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
_DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_store(f"sqlite:///{tmp_path / 'centre.db'}")
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        engine = open_store(server.fresh_database())
    yield engine
    engine.dispose()


def say(store: Engine, *keys: str, there: bool = True, scope: str = _SCOPE) -> None:
    news = [Change(ChangeKind.CLASS, key, {"name": key} if there else None) for key in keys]
    with writing(store) as connection:
        feed.publish(connection, scope, news)


def mark(store: Engine, at: datetime) -> None:
    with writing(store) as connection:
        set_mark(connection, at)


def cursor_now(store: Engine) -> str:
    with reading(store) as connection:
        return feed.end_of(connection, _SCOPE)


def is_gone(store: Engine, cursor: str) -> bool:
    with reading(store) as connection, suppress(Problem):
        feed.read_page(connection, _SCOPE, cursor, 10)
        return False
    with reading(store) as connection, pytest.raises(Problem) as refused:
        feed.read_page(connection, _SCOPE, cursor, 10)
    return refused.value.kind is ProblemKind.CURSOR_GONE


def cleared(store: Engine, before: datetime) -> int:
    with writing(store) as connection:
        return prune(connection, before, _NOW)


def test_only_what_is_known_to_be_older_goes_and_cursors_before_it_are_gone(store: Engine) -> None:
    say(store, "a", "b", "c")
    early = cursor_now(store)
    say(store, "a", there=False)
    late = cursor_now(store)
    mark(store, _NOW - 10 * _DAY)
    say(store, "b", there=False)
    assert cleared(store, _NOW - 11 * _DAY) == 0
    assert not is_gone(store, START)
    assert cleared(store, _NOW - 9 * _DAY) == 1
    assert [is_gone(store, cursor) for cursor in (START, early, late)] == [True, True, False]
    with reading(store) as connection:
        rest = feed.read_page(connection, _SCOPE, late, 10)
    assert [(change.key, change.body) for change in rest.changes] == [("b", None)]
    assert cleared(store, _NOW - 9 * _DAY) == 0
    assert not is_gone(store, late)


def test_another_sites_clearing_concerns_nobody_else_the_schemes_everybody(store: Engine) -> None:
    say(store, "x")
    cursor = cursor_now(store)
    say(store, "elsewhere", there=False, scope="site:S-2")
    assert cleared(store, _NOW) == 1
    assert not is_gone(store, cursor)
    say(store, "document", there=False, scope=feed.SCHEME)
    assert cleared(store, _NOW) == 1
    assert is_gone(store, cursor)


def test_a_snapshot_leads_on_behind_what_was_cleared(store: Engine) -> None:
    keys = _keys(store)
    say(store, "a", "b")
    say(store, "b", there=False)
    assert cleared(store, _NOW) == 1
    manifest = Manifest.open(snapshots.take_snapshot(store, keys, _SCOPE, _NOW, Terms()), keys.answers.public())
    assert not is_gone(store, manifest.cursor)
    with reading(store) as connection:
        lines = list(feed.lines(connection, _SCOPE))
        assert feed.digest_at(connection, _SCOPE, manifest.cursor) == manifest.digest
    assert manifest.digest == sum_of(map(digest_of_line, lines))
    assert (manifest.things, lines) == (1, [b'["class","a",{"name":"a"}]'])
    say(store, "c")
    with reading(store) as connection:
        assert [change.key for change in feed.read_page(connection, _SCOPE, manifest.cursor, 9).changes] == ["c"]
        assert feed.digest_at(connection, _SCOPE, manifest.cursor) is None


def test_while_an_earlier_writer_is_open_nothing_of_a_later_one_is_passed_by(postgres: PostgresServer) -> None:
    """The snapshot may hold it already; the cursor stays before it, and the digest waits."""
    store = open_store(postgres.fresh_database())
    keys = _keys(store)
    say(store, "first")
    with writing(store) as early:
        feed.publish(early, _SCOPE, [Change(ChangeKind.CLASS, "early", {"name": "early"})])
        say(store, "late")
        say(store, "first", there=False)
        assert cleared(store, _NOW) == 0  # it may have to be told behind what is still to come
        manifest = Manifest.open(snapshots.take_snapshot(store, keys, _SCOPE, _NOW, Terms()), keys.answers.public())
        with reading(store) as connection:
            assert feed.digest_at(connection, _SCOPE, manifest.cursor) is None
    with reading(store) as connection:
        behind = feed.read_page(connection, _SCOPE, manifest.cursor, 10)
    assert {change.key for change in behind.changes} >= {"early", "late", "first"}
    store.dispose()


def test_a_dump_restored_elsewhere_sends_everybody_to_a_snapshot(postgres: PostgresServer) -> None:
    """A cursor of the other cluster may be before what was cleared there; one of this cluster is not."""
    store = open_store(postgres.fresh_database())
    say(store, "a", "b")
    cursor = cursor_now(store)
    say(store, "b", there=False)
    assert cleared(store, _NOW) == 1
    with writing(store) as connection:
        feed.end_of(connection, _SCOPE)
        mine = str(connection.info["cluster"])  # it stands in every cursor
        connection.execute(update(changes).values(txid=changes.c.txid + 1_000_000))
        connection.execute(update(feed_horizons).values(txid=feed_horizons.c.txid + 1_000_000))
        feed.welcome_restored_rows(connection)
    elsewhere = to_base64(from_base64(cursor).replace(mine.encode(), b"77"))
    assert is_gone(store, elsewhere)
    assert is_gone(store, START)
    say(store, "c")
    assert not is_gone(store, cursor_now(store))
    store.dispose()


def test_the_command_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = f"sqlite:///{tmp_path / 'centre.db'}"
    assert main(["officer", "--db", db, "--id", "O-1", "--name", "王明"]) == 0
    store = open_store(db)
    say(store, "a", there=False)
    store.dispose()
    capsys.readouterr()
    assert main(["prune-feed", "--db", db, "--older-than-days", "1"]) == 0
    assert capsys.readouterr().out == "0 deletions cleared away\n"
    assert main(["prune-feed", "--db", db, "--older-than-days", "0", "--json"]) == 0
    assert '"cleared": 1' in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        main(["prune-feed", "--db", db, "--older-than-days", "-1"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def _keys(store: Engine) -> Keys:
    with writing(store) as connection:
        return make_keys(connection)
