"""The feed of a server with many writers: who began earlier may commit later, and nothing is lost by it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, text, update

from sync.central.news import feed
from sync.central.news.feed import welcome_restored_rows
from sync.central.store.engine import open_store, reading, writing
from sync.central.store.tables import changes
from sync.errors import MalformedMessage
from sync.protocol.changes import START, Change, ChangeKind
from sync.protocol.requests import from_base64, to_base64
from tests.fakes.postgres import PostgresServer

_SCOPE = "site:S-1"
_WRITERS = 6
_EACH = 40
_Reader = Callable[[Connection, str], tuple[list[str], str]]


@pytest.fixture
def store(postgres: PostgresServer) -> Iterator[Engine]:
    engine = open_store(postgres.fresh_database())
    yield engine
    engine.dispose()


def _say(connection: Connection, key: str, said: int = 0) -> None:
    feed.publish(connection, _SCOPE, [Change(ChangeKind.CLASS, key, {"said": said})])


def _ours(connection: Connection, cursor: str) -> tuple[list[str], str]:
    page = feed.read_page(connection, _SCOPE, cursor, 1000)
    return [change.key for change in page.changes], page.cursor


def _naive(connection: Connection, cursor: str) -> tuple[list[str], str]:
    """The control: by position alone, as one writer would have it."""
    behind = select(changes).where(changes.c.position > int(cursor or 0)).order_by(changes.c.position)
    rows = connection.execute(behind).all()
    return [row.key for row in rows], str(rows[-1].position) if rows else cursor


@pytest.mark.parametrize(("reader", "first", "then"), [(_ours, [], ["early", "late"]), (_naive, ["late"], [])])
def test_who_began_earlier_and_commits_later(
    store: Engine, reader: _Reader, first: list[str], then: list[str]
) -> None:
    with writing(store) as early:
        _say(early, "early")
        with writing(store) as late:
            _say(late, "late")
        with reading(store) as connection:
            seen, cursor = reader(connection, START)
    assert seen == first
    with reading(store) as connection:
        assert reader(connection, cursor)[0] == then  # the control never sees "early"


def test_what_a_foreign_transaction_holds_up_comes_when_it_ends(store: Engine) -> None:
    with _in_another_database(store):
        with writing(store) as connection:
            _say(connection, "news")
        with reading(store) as connection:
            assert _ours(connection, START) == ([], START)
    with reading(store) as connection:
        assert _ours(connection, START)[0] == ["news"]


@contextmanager
def _in_another_database(store: Engine) -> Iterator[None]:
    elsewhere = create_engine(store.url.set(database="postgres"))
    with elsewhere.begin() as connection:
        connection.execute(text("SELECT pg_current_xact_id()"))
        yield
    elsewhere.dispose()


def test_a_thing_that_changes_again_moves_to_the_end(store: Engine) -> None:
    for key, said in (("a", 1), ("b", 1), ("a", 2)):
        with writing(store) as connection:
            _say(connection, key, said)
    with reading(store) as connection:
        page = feed.read_page(connection, _SCOPE, START, 1)
        assert (page.changes[0].key, page.more) == ("b", True)
        rest = feed.read_page(connection, _SCOPE, page.cursor, 1)
    assert (rest.changes[0].body, rest.more) == ({"said": 2}, False)


def test_a_reader_who_follows_many_writers_misses_nothing(store: Engine) -> None:
    done = threading.Event()
    seen: dict[str, int] = {}

    def follow() -> None:
        cursor = START
        while True:
            last = done.is_set()
            with reading(store) as connection:
                page = feed.read_page(connection, _SCOPE, cursor, 7)
            cursor = page.cursor
            seen.update({change.key: (change.body or {})["said"] for change in page.changes})
            if last and not page.changes:
                return

    follower = threading.Thread(target=follow)
    writers = [threading.Thread(target=_write, args=(store, number)) for number in range(_WRITERS)]
    for thread in (follower, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    follower.join()
    with reading(store) as connection:
        everything = feed.read_page(connection, _SCOPE, START, 1000)
    assert len(everything.changes) == _WRITERS * _EACH // 2 + 1
    assert seen == {change.key: (change.body or {})["said"] for change in everything.changes}


def _write(store: Engine, number: int) -> None:
    """Each thing twice; the pause between the words and the commit lets others overtake."""
    random = Random(number)
    for said in range(_EACH):
        with writing(store) as connection:
            news = [Change(ChangeKind.CLASS, key, {"said": said}) for key in (f"{number}-{said // 2}", "shared")]
            if random.random() < 0.3:
                news = news[:1]
            feed.publish(connection, _SCOPE, news)
            time.sleep(random.random() / 100)


def test_a_dump_restored_elsewhere_is_read_anew(store: Engine) -> None:
    for key in ("a", "b"):
        with writing(store) as connection:
            _say(connection, key)
    with reading(store) as connection:
        cursor = _ours(connection, START)[1]
        mine = connection.info["cluster"]
    with writing(store) as connection:  # as pg_restore would leave them: numbers that this cluster has not come to
        connection.execute(update(changes).values(txid=changes.c.txid + 1_000_000))
        welcome_restored_rows(connection)
        _say(connection, "c")
    elsewhere = from_base64(cursor).replace(str(mine).encode(), b"77")
    with reading(store) as connection:
        seen, cursor = _ours(connection, to_base64(elsewhere))
        assert seen == ["a", "b", "c"]
        assert _ours(connection, cursor) == ([], cursor)


@pytest.mark.parametrize("text", ["v2:1.2", "v2:1.2.3.4", f"v2:1.2.{1 << 63}", f"v2:{1 << 64}.2.3", "v2:a.2.3", "v3:1"])
def test_a_cursor_that_is_none(store: Engine, text: str) -> None:
    with reading(store) as connection, pytest.raises(MalformedMessage):
        feed.read_page(connection, _SCOPE, to_base64(text.encode()), 10)
