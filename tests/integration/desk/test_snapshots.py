"""A desk whose cursor is gone, or which holds something else than the centre tells, over real HTTP."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import Connection, delete, func, select, update

from sync.central.news import feed, snapshots
from sync.central.news.tombstones import prune
from sync.central.store import tables as central_tables
from sync.central.store.engine import reading, writing
from sync.desk.exchange import take_snapshot
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import feed as desk_feed
from sync.desk.store import feed_digest, kept, snapshot, tables
from sync.domain.verdicts import Reason
from sync.errors import CentreRefused, MalformedMessage
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.snapshots import MAX_PART_BYTES, Manifest
from tests.integration.conftest import RunningCentre
from tests.integration.desk.conftest import JoinedDesk

OURS = (tables.facts, tables.receipts, tables.scans, tables.left_places)


def publish(centre: RunningCentre, *news: Change) -> None:
    """What the home site's desks are told."""
    with writing(centre.behind.store) as connection:
        feed.publish(connection, feed.site_scope(centre.example["site"]["id"]), news)


def people(count: int, name: str = "孙试") -> list[Change]:
    """Staff: the smallest things that a feed tells."""
    return [Change(ChangeKind.STAFF, f"P-{number}", {"name": name, "role": "clerk"}) for number in range(count)]


def clear_tombstones(centre: RunningCentre) -> int:
    """As the nightly command does, for all there are."""
    now = centre.behind.now()
    with writing(centre.behind.store) as connection:
        return prune(connection, now, now)


def held(joined: JoinedDesk) -> dict[str, list[tuple[object, ...]]]:
    """All that the desk holds of the feed."""
    with joined.desk.store.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in (tables.classes, tables.sessions, tables.roster_entries, tables.search_terms,
                          tables.attendance, tables.staff, tables.documents, tables.feed_items)
        }  # fmt: skip


def ours(joined: JoinedDesk) -> list[list[tuple[object, ...]]]:
    """All that the desk itself has recorded."""
    with joined.desk.store.read() as tx:
        return [[tuple(row) for row in tx.execute(select(table))] for table in OURS]


def staff_of(joined: JoinedDesk) -> set[str]:
    """Whom the desk knows."""
    with joined.desk.store.read() as tx:
        return set(tx.execute(select(tables.staff.c.id)).scalars())


def digests(joined: JoinedDesk) -> tuple[bytes, bytes | None]:
    """The desk's and the centre's."""
    with joined.desk.store.read() as tx:
        mine, cursor = feed_digest.digest_held(tx), kept.get_cursor(tx)
    scope = feed.site_scope(joined.desk.welcome.site)
    with reading(joined.centre.behind.store) as connection:
        return mine, feed.digest_at(connection, scope, cursor)


@pytest.fixture
def away(joined: JoinedDesk) -> JoinedDesk:
    """A desk that missed a deletion which is no longer told; a scan waits here, another one is at the centre."""
    publish(joined.centre, *people(3))
    sign_in(joined, 0)
    joined.run_cycle()
    publish(joined.centre, Change(ChangeKind.STAFF, "P-1", None))
    sign_in(joined, 1)
    assert clear_tombstones(joined.centre) >= 1
    return joined


def sign_in(joined: JoinedDesk, place: int) -> Reason:
    """One of the cast at the session in progress."""
    code = joined.codes("enrolled")[place]
    return check_in(joined.desk, code, session_id=joined.session, operator=joined.operator).reason


def test_a_cursor_that_is_gone_leads_to_a_snapshot(away: JoinedDesk, join_desk: Callable[..., JoinedDesk]) -> None:
    assert {"P-0", "P-1", "P-2"} <= staff_of(away)
    before = ours(away)[0]
    result = away.run_cycle()
    assert (result.settled, result.healed) == (1, False)
    assert staff_of(away) >= {"P-0", "P-2"}
    assert "P-1" not in staff_of(away)
    assert ours(away)[0][: len(before)] == [row[:-1] + now[-1:] for row, now in zip(before, ours(away)[0], strict=True)]
    fresh = join_desk()
    fresh.run_cycle()
    assert held(away) == held(fresh)
    mine, centres = digests(away)
    assert mine == centres
    assert away.run_cycle().pulled == 0
    assert verify_record(away.desk).chain_ok


def test_what_waits_and_what_was_scanned_stays_while_the_snapshot_is_older(away: JoinedDesk) -> None:
    """A fresh snapshot stands; the desk reads on behind it, is sent back to it, and nobody vanishes meanwhile."""
    assert sign_in(away, 0) is Reason.ALREADY_SIGNED_IN
    take(away)  # it knows of nobody but the first
    sign_in(away, 2)
    away.run_cycle()
    assert count_session(away.desk, away.session).present == 3
    sign_in(away, 3)
    take(away)
    assert count_session(away.desk, away.session).present == 4
    assert show_desk_state(away.desk).pending == 1
    assert sign_in(away, 2) is Reason.ALREADY_SIGNED_IN
    away.run_cycle()
    assert count_session(away.desk, away.session).present == 4


def take(joined: JoinedDesk) -> int:
    """A snapshot and nothing behind it."""
    desk = joined.desk
    scope, key = feed.site_scope(desk.welcome.site), desk.welcome.centre_key
    return take_snapshot.take_snapshot(desk.store, joined.exchange.connection, scope, key, lambda *_: True)


def test_whoever_asks_while_one_is_fresh_gets_the_same_and_old_ones_go(away: JoinedDesk) -> None:
    behind = away.centre.behind
    scope = feed.site_scope(away.desk.welcome.site)

    def asked(at: datetime) -> Manifest:
        signed = snapshots.take_snapshot(behind.store, behind.keys, scope, at, behind.terms)
        return Manifest.open(signed, behind.keys.answers.public())

    now = behind.now()
    first = asked(now)
    assert asked(now + timedelta(minutes=59)) == first
    second = asked(now + timedelta(minutes=61))
    assert second.id != first.id
    publish(away.centre, Change(ChangeKind.STAFF, "P-0", None))
    clear_tombstones(away.centre)
    third = asked(now + timedelta(minutes=62))
    assert third.id != second.id  # the feed can no longer be read on behind the second
    asked(now + timedelta(days=4))
    with reading(behind.store) as connection:
        left = set(connection.scalars(select(central_tables.snapshot_parts.c.snapshot)))
    assert len(left) == 1
    assert left.isdisjoint({first.id, second.id, third.id})


class Death(BaseException):
    """The process ends here."""


class DyingLine(httpx.BaseTransport):
    """The real line; at its next request, before it is sent or after it was answered, the process dies."""

    def __init__(self, asked: list[str]) -> None:
        self._line = httpx.HTTPTransport()
        self._asked = asked
        self.dies_before: bool | None = None
        self.requests_to_live = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests_to_live -= 1
        if self.requests_to_live == 0 and self.dies_before:
            raise Death
        answer = self._line.handle_request(request)
        self._asked.append(request.url.path)
        if self.requests_to_live == 0:
            answer.close()
            raise Death
        return answer

    def close(self) -> None:
        self._line.close()


@pytest.mark.parametrize("dies_before", [True, False])
def test_killed_at_any_request_it_goes_on_where_it_broke_off(away: JoinedDesk, dies_before: bool) -> None:
    publish(away.centre, *(Change("noise", str(number), {"x": os.urandom(50_000).hex()}) for number in range(60)))
    asked: list[str] = []
    for _ in range(20):
        line = DyingLine(asked)
        line.dies_before, line.requests_to_live = dies_before, 4
        away.exchange.connection.close()
        away.desk.close()
        away.desk = Desk.open(away.settings)
        away.exchange = open_exchange(away.settings, away.desk, line)
        try:
            away.run_cycle()
            break
        except Death:
            continue
    parts = Counter(path for path in asked if "/parts/" in path)
    assert len(parts) >= 3
    assert max(parts.values()) <= (1 if dies_before else 2)
    assert asked.count("/v1/snapshots") <= (1 if dies_before else 2)
    assert digests(away)[0] == digests(away)[1]
    assert "P-1" not in staff_of(away)


class MeanwhileLine(httpx.BaseTransport):
    """The real line; once, after a request whose path holds `where` was answered, something else happens first."""

    def __init__(self, where: str, happens: Callable[[], None]) -> None:
        self._line = httpx.HTTPTransport()
        self._where = where
        self._happens: Callable[[], None] | None = happens

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._line.handle_request(request)
        if self._happens is not None and self._where in request.url.path:
            answer.read()
            happens, self._happens = self._happens, None
            happens()
        return answer

    def close(self) -> None:
        self._line.close()


@pytest.mark.parametrize("where", ["/v1/snapshots", "/parts/1"])
@pytest.mark.parametrize("other_dies", [False, True])
def test_two_processes_of_one_pc_may_fetch_it_at_once(away: JoinedDesk, where: str, other_dies: bool) -> None:
    publish(away.centre, *(Change("noise", str(number), {"x": os.urandom(50_000).hex()}) for number in range(60)))

    def other_process() -> None:
        line = DyingLine([])
        line.dies_before, line.requests_to_live = True, 6 if other_dies else 0
        desk = Desk.open(away.settings)
        exchange = open_exchange(away.settings, desk, line)
        with suppress(Death):
            assert exchange.run_cycle().error is None
        exchange.connection.close()
        desk.close()

    away.exchange.connection.close()
    away.exchange = open_exchange(away.settings, away.desk, MeanwhileLine(where, other_process))
    assert away.exchange.run_cycle().error is None
    assert digests(away)[0] == digests(away)[1]
    with away.desk.store.read() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.snapshot_parts)) == 0


def test_parts_that_are_here_are_not_fetched_again(away: JoinedDesk) -> None:
    incompressible = [Change("noise", str(n), {"x": bytes(n % 251 for n in range(n, n + 50)).hex()}) for n in range(10)]
    publish(away.centre, *incompressible)
    desk, behind = away.desk, away.centre.behind
    scope = feed.site_scope(desk.welcome.site)
    signed = snapshots.take_snapshot(behind.store, behind.keys, scope, behind.now(), behind.terms)
    manifest = Manifest.open(signed, desk.welcome.centre_key)
    assert all(part.size <= MAX_PART_BYTES for part in manifest.parts)
    with reading(behind.store) as connection:
        parts = [snapshots.load_part(connection, manifest.id, n, scope) for n in range(len(manifest.parts))]
    with desk.store.write() as tx:
        snapshot.begin(tx, signed)
        for number, data in enumerate(parts):
            snapshot.keep_part(tx, manifest.id, number, data)
    with writing(behind.store) as connection:
        connection.execute(delete(central_tables.snapshot_parts))
    assert away.run_cycle().pulled >= manifest.things
    assert digests(away)[0] == digests(away)[1]
    with desk.store.read() as tx:
        assert snapshot.manifest_kept(tx) is None
        assert snapshot.parts_held(tx, manifest.id) == set()


def test_one_that_was_removed_meanwhile_is_asked_for_anew(away: JoinedDesk) -> None:
    desk, behind = away.desk, away.centre.behind
    scope = feed.site_scope(desk.welcome.site)
    signed = snapshots.take_snapshot(behind.store, behind.keys, scope, behind.now(), behind.terms)
    with desk.store.write() as tx:
        snapshot.begin(tx, signed)
    with writing(behind.store) as connection:
        connection.execute(delete(central_tables.snapshot_parts))
        connection.execute(delete(central_tables.snapshots))
    refused = away.exchange.run_cycle()
    assert isinstance(refused.error, CentreRefused)
    away.run_cycle()
    assert "P-1" not in staff_of(away)


@pytest.mark.parametrize("harm", ["digest", "things", "cut"])
def test_one_that_is_not_what_it_says_changes_nothing(away: JoinedDesk, harm: str) -> None:
    """Signed, and wrong: the transaction does not stand, and the next round asks for another."""
    desk, behind = away.desk, away.centre.behind
    scope = feed.site_scope(desk.welcome.site)
    manifest = Manifest.open(
        snapshots.take_snapshot(behind.store, behind.keys, scope, behind.now(), behind.terms), desk.welcome.centre_key
    )
    with reading(behind.store) as connection:
        parts = [snapshots.load_part(connection, manifest.id, n, scope) for n in range(len(manifest.parts))]
    if harm == "cut":
        parts[-1] = parts[-1][:-20]
    wrong = {"digest": replace(manifest, digest=bytes(32)), "things": replace(manifest, things=1)}.get(harm, manifest)
    before = held(away)
    with desk.store.write() as tx:
        snapshot.begin(tx, wrong.sign(behind.keys.answers))
        for number, data in enumerate(parts):
            snapshot.keep_part(tx, wrong.id, number, data)
    assert isinstance(away.exchange.run_cycle().error, MalformedMessage)
    assert held(away) == before
    away.run_cycle()
    assert "P-1" not in staff_of(away)


def forget_a_sign_in(tx: Connection) -> None:
    """As a page that was lost on the way would have left it."""
    tx.execute(delete(tables.staff).where(tables.staff.c.id == "P-2"))
    tx.execute(delete(tables.feed_items).where(tables.feed_items.c.key == "P-2"))


def change_it(tx: Connection) -> None:
    """As an older body of the same thing."""
    desk_feed.write(tx, [(Change(ChangeKind.STAFF, "P-2", {"name": "x", "role": "it"}), bytes(32))])


@pytest.mark.parametrize("diverge", [forget_a_sign_in, change_it])
def test_a_silent_divergence_is_found_within_a_day_and_healed(
    joined: JoinedDesk, diverge: Callable[[Connection], None]
) -> None:
    publish(joined.centre, *people(3))
    joined.run_cycle()
    before = held(joined)
    with joined.desk.store.write() as tx:
        diverge(tx)
    assert joined.run_cycle().pulled == 0  # it was asked already today
    with joined.desk.store.write() as tx:
        kept.put_digest_compared_at(tx, joined.desk.clock.read().best - timedelta(days=1, hours=1))
    assert joined.run_cycle().healed
    assert held(joined) == before
    assert not joined.run_cycle().healed


def test_a_record_of_a_program_that_noted_no_digests_is_read_anew_without_a_word(joined: JoinedDesk) -> None:
    with joined.desk.store.write() as tx:
        tx.execute(delete(tables.feed_items))
        tx.execute(delete(tables.kept).where(tables.kept.c.name == "digest_compared_at"))
    result = joined.run_cycle()
    assert (result.pulled > 0, result.healed) == (True, False)
    assert digests(joined)[0] == digests(joined)[1]


def test_things_nobody_here_knows_and_things_that_cannot_be_read_do_not_make_it_flap(joined: JoinedDesk) -> None:
    odd = [Change("weather", "today", {"sunny": True}), Change(ChangeKind.STAFF, "P-9", {"role": "astronaut"})]
    publish(joined.centre, *odd)
    joined.run_cycle()
    mine, centres = digests(joined)
    assert mine == centres
    publish(joined.centre, Change("weather", "today", None))
    joined.run_cycle()
    assert digests(joined)[0] == digests(joined)[1] != mine


def test_while_there_is_news_the_centre_tells_no_digest(joined: JoinedDesk) -> None:
    publish(joined.centre, *people(1))
    assert digests(joined)[1] is None


def test_rows_of_a_centre_that_kept_no_digests_count_as_well(joined: JoinedDesk) -> None:
    publish(joined.centre, *people(1))
    with writing(joined.centre.behind.store) as connection:
        news = central_tables.changes
        connection.execute(update(news).where(news.c.key == "P-0").values(digest=None))
        other_order = '{"role": "clerk", "name": "孙试"}'
        connection.execute(update(news).where(news.c.key == "P-0").values(body=other_order))
    joined.run_cycle()
    assert digests(joined)[0] == digests(joined)[1]
    take(joined)
    joined.run_cycle()
    assert digests(joined)[0] == digests(joined)[1]
