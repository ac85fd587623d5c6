"""Without contact a desk locks after the policy's days; that they have passed is never said by the wall clock alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_queue import export_queue
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.list_staff import list_staff
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_roster import show_roster
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import contact, exports, facts, kept, withdrawal
from sync.domain.ids import FactId
from sync.domain.policy import Policy
from sync.errors import ContactLapsed, Withdrawn
from sync.protocol.sealing import BoxKey
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, SESSION_A, SiteKeys, make_desk

DAY = timedelta(days=1)


@dataclass
class Site:
    desk: Desk
    keys: SiteKeys
    clock: SetClock

    def scan(self, voucher: int = 1001, signed_at: datetime | None = None) -> FactId | None:
        text = self.keys.code_for(voucher, signed_at=signed_at or self.clock.wall)
        return check_in(self.desk, text, session_id=SESSION_A, operator=FRONT_DESK).fact_id

    def is_locked(self) -> bool:
        return isinstance(show_desk_state(self.desk).closed, ContactLapsed)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    clock = SetClock(NOW)
    desk, keys = make_desk(tmp_path, clock=clock)
    assert clock.anchor is not None
    with desk.store.write() as tx:
        kept.put_anchor(tx, clock.anchor)
        exports.put_box(tx, BoxKey.generate().box())
    return Site(desk, keys, clock)


OF_PEOPLE: list[Callable[[Site], object]] = [
    lambda site: site.scan(),
    lambda site: find_trainee(site.desk, "王"),
    lambda site: show_roster(site.desk, CLASS_A),
    lambda site: undo_scan(site.desk, FactId("0" * 32), operator=FRONT_DESK),
]


@pytest.mark.parametrize("act", OF_PEOPLE)
def test_after_too_long_nobody_is_shown_or_recorded(site: Site, act: Callable[[Site], object]) -> None:
    site.clock.go_on(29 * DAY)
    assert not site.is_locked()
    site.clock.go_on(2 * DAY)
    with pytest.raises(ContactLapsed):
        act(site)
    with site.desk.store.read() as tx:
        assert facts.count(tx) == 0


def test_what_helps_still_works(site: Site, tmp_path: Path) -> None:
    site.scan()
    site.clock.go_on(40 * DAY)
    assert site.is_locked()
    stick = tmp_path / "stick"
    stick.mkdir()
    assert export_queue(site.desk, stick / "queue").facts == 1
    assert verify_record(site.desk).chain_ok
    assert list_staff(site.desk)
    assert site.desk.store.back_up(stick / "copy.db", lambda: None).facts == 1


def test_contact_opens_it_again(site: Site) -> None:
    site.clock.go_on(40 * DAY)
    assert site.is_locked()
    with site.desk.store.write() as tx:
        contact.note(tx, site.clock.wall - DAY)  # a reply by stick, a day on its way
    assert not site.is_locked()
    site.clock.go_on(40 * DAY)
    assert site.is_locked()
    site.clock.anchor_at(site.clock.wall, site.clock.counter)  # the network
    assert not site.is_locked()


@pytest.mark.parametrize("year", [1970, 2000, 2025, 2027, 2099])
@pytest.mark.parametrize("restarted", [False, True])
def test_a_wrong_clock_locks_nothing(site: Site, year: int, *, restarted: bool) -> None:
    if restarted:
        site.clock.restart()
    site.clock.set_wall(datetime(year, 6, 1, tzinfo=NOW.tzinfo))
    assert not site.is_locked()
    assert site.scan(signed_at=NOW)


def test_after_a_restart_the_codes_that_are_shown_prove_that_time_has_passed(site: Site) -> None:
    """Switched off every evening, no counter reaches thirty days; the phones' codes do."""
    for day in range(45):
        site.clock.restart(f"boot-{day}")
        site.clock.go_on(DAY)
        if site.is_locked():
            break
        site.scan()
    assert day == 30  # what proves the thirtieth day is still recorded; the morning after it is locked


def test_a_code_signed_by_nobody_proves_nothing(site: Site) -> None:
    site.clock.restart()
    forged = SiteKeys().code_for(1001, signed_at=NOW + 400 * DAY)
    check_in(site.desk, forged, session_id=SESSION_A, operator=FRONT_DESK)
    assert not site.is_locked()


def test_the_policy_says_how_long(tmp_path: Path) -> None:
    clock = SetClock(NOW)
    desk, keys = make_desk(tmp_path, clock=clock, policy=Policy(version=1, contact_days=3))
    clock.go_on(4 * DAY)
    assert Site(desk, keys, clock).is_locked()


def test_a_withdrawn_pc_shows_and_records_nobody_from_the_moment_it_knows(site: Site) -> None:
    site.scan()
    with site.desk.store.write() as tx:
        withdrawal.begin(tx, NOW)
        withdrawal.begin(tx, NOW + DAY)
    for act in OF_PEOPLE:
        with pytest.raises(Withdrawn):
            act(site)
    assert not withdrawal.wipe_if_drained(site.desk.store)
    assert verify_record(site.desk).facts == 1
