"""A short day of a new desk over real sockets, every step of the protocol once; it goes on after any one fault.

    join    a PC joins the site                      push    three sign-ins and an enrolment go up
    pull    the news comes down                      resolve an opaque code is asked about
    manifest, part   what was deleted is forgotten, a snapshot is fetched
    digest  a day later both ends compare what they hold
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from sync.central.acting.act import Act
from sync.central.app import make_app
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.identity import Principal, Role
from sync.central.centre import Centre
from sync.central.news import feed as central_feed
from sync.central.news.tombstones import prune
from sync.central.serving.serve import AnnouncingServer, listen_at
from sync.central.store import tables as central
from sync.central.store.engine import reading, writing
from sync.central.teaching.cancel_class import cancel_class
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.exchange.resolve import resolve
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.store import facts, feed_digest
from sync.desk.store import tables as desk_tables
from sync.domain.ids import ClassId, InstitutionId, SessionId, SiteId, StaffId
from sync.errors import ExchangeError, SyncError
from tests.faults.proxy import FaultProxy, proxying
from tests.faults.simulator.told_clock import Hardware, ToldClock
from tests.faults.simulator.world_file import NO_LIMITS, START, WorldFile

STEPS = {
    "join": r"POST /v1/devices ",
    "push": r"POST /v1/devices/.*/facts ",
    "pull": r"GET /v1/changes",
    "resolve": r"POST /v1/resolutions ",
    "manifest": r"POST /v1/snapshots ",
    "part": r"GET /v1/snapshots/",
    "digest": r"GET /v1/digest",
}
_SITE, _CLERK, _SESSION = SiteId("S-0001"), StaffId("P-0001"), SessionId("K-0001-03")
_TRIES = 4


@dataclass(frozen=True)
class Outcome:
    """What the day came to, without what differs from run to run."""

    receipts: tuple[tuple[str, str, str | None, int | None], ...]
    roster: frozenset[tuple[str, int, int]]
    attendance: frozenset[tuple[str, int]]
    holds_the_same: bool
    receipts_agree: bool
    chain_holds: bool
    pending: int


@dataclass
class SiteDay:
    """The world's time, the centre, and the PC."""

    centre: Centre
    proxy: FaultProxy
    home: Path
    world: WorldFile
    now: datetime = START

    def live(self) -> Outcome:
        """The whole day. Each step is tried again after a failure, when the fault has passed."""
        settings = Settings(self.home, key_storage="file", central_url=self.proxy.url)
        self._until_well(lambda: self._join(settings))
        desk = Desk.open(settings)
        desk.clock = ToldClock(Hardware(lambda: self.now, START), None)
        exchange = open_exchange(settings, desk)
        try:
            self._work(desk, exchange)
            return self._outcome(desk)
        finally:
            exchange.connection.close()
            desk.close()

    def _work(self, desk: Desk, exchange: Exchange) -> None:
        cycle = self._cycling(exchange)
        cycle()
        signed = [phone for phone in self.world.phones if not phone.opaque]
        first = [one for one in signed if one.group == "welders"][:3]
        for phone in first:
            check_in(desk, phone.text, session_id=_SESSION, operator=_CLERK)
        claimed = next(one for one in signed if one.group == "claimed")
        enrol_trainee(desk, claimed.text, class_id=ClassId("K-0001"), operator=_CLERK)
        came = {one.voucher_no for one in first}
        opaque = next(one for one in self.world.phones if one.opaque and one.voucher_no not in came)
        told = resolve(exchange.connection, opaque.text)  # without an answer in time: to be confirmed
        check_in(desk, opaque.text, session_id=_SESSION, operator=_CLERK, resolution=told)
        cycle()
        self._forget_deletions()
        cycle()
        self.now += timedelta(hours=25)
        cycle()

    def _join(self, settings: Settings) -> SyncError | None:
        code = self._code
        try:
            welcome = join(settings, self.proxy.url, code, device_key(settings), "PC")
        except ExchangeError as error:
            return error
        take_up_site(settings, welcome, self.proxy.url)
        return None

    def __post_init__(self) -> None:
        self.centre.now = lambda: self.now
        with writing(self.centre.store) as connection:
            self._code = make_enrolment_code(connection, _SITE, self.now)

    def _cycling(self, exchange: Exchange) -> Callable[[], None]:
        return lambda: self._until_well(lambda: exchange.run_cycle().error)

    def _until_well(self, attempt: Callable[[], SyncError | None]) -> None:
        errors = []
        for _ in range(_TRIES):
            error = attempt()
            if error is None:
                return
            errors.append(error.code)
            self.now += timedelta(seconds=2)
        raise AssertionError(f"it does not recover: {errors}")

    def _forget_deletions(self) -> None:
        """A class is given up, its roster's deletions are cleared away at once: this desk has missed them."""
        asker = Principal(Role.CLASS_MANAGER, "P-0003", InstitutionId("I-0001"), _SITE)
        with writing(self.centre.store) as connection:
            lists = self.centre.lists(connection)
            cancel_class(connection, Act(asker, self.now, lists.policy, lists.rules), "K-0002", "too few came")
        with writing(self.centre.store) as connection:
            prune(connection, self.now, self.now)

    def _outcome(self, desk: Desk) -> Outcome:
        with reading(self.centre.store) as connection:
            taken = connection.execute(
                select(central.facts.c.id, central.facts.c.type, central.receipts.c.outcome, central.receipts.c.body)
                .join(central.receipts, central.receipts.c.fact_id == central.facts.c.id)
                .order_by(central.facts.c.seq)
            ).all()
            roster = connection.execute(select(central.roster_entries)).all()
            present = connection.execute(select(central.attendance_accounts)).all()
            scope = central_feed.site_scope(_SITE)
            digest = central_feed.digest_at(connection, scope, central_feed.end_of(connection, scope))
        with desk.store.read() as tx:
            mine = {row.fact_id: row for row in tx.execute(select(desk_tables.receipts))}
            held, broken = feed_digest.digest_held(tx), list(facts.broken_links(tx))
        agree = {row.id for row in taken} == set(mine) and all(mine[row.id].outcome == row.outcome for row in taken)
        here = [row for row in taken if row.id in mine]
        return Outcome(
            tuple((row.type, row.outcome, mine[row.id].code, mine[row.id].voucher_no) for row in here),
            frozenset((row.class_id, row.voucher_no, row.hours_done) for row in roster),
            frozenset((row.session_id, row.voucher_no) for row in present),
            held == digest,
            agree,
            not broken,
            show_desk_state(desk).pending,
        )


@contextmanager
def site_day(world: WorldFile, folder: Path) -> Iterator[SiteDay]:
    """A centre that answers on loopback, a proxy before it, a PC that is new."""
    folder.mkdir(parents=True, exist_ok=True)
    db = folder / "centre.db"
    shutil.copy(world.folder / "centre.db", db)
    centre = Centre.open(f"sqlite:///{db}", lambda: START, may_found=False)
    ready = threading.Event()
    with listen_at("127.0.0.1", 0) as listener:
        server = AnnouncingServer(make_app(centre, NO_LIMITS), ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert ready.wait(20)
            with proxying(f"http://127.0.0.1:{listener.getsockname()[1]}") as proxy:
                yield SiteDay(centre, proxy, folder / "home", world)
        finally:
            server.should_exit = True
            thread.join()
            centre.close()
