"""明天能断网上课吗: each light on a real record, judged as of the class and not as of now."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sync.desk.operations.back_up import back_up_beside
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.make_ready import StepState, make_ready
from sync.desk.operations.show_readiness import (
    Check,
    Concern,
    Devices,
    DeviceState,
    Finding,
    Light,
    Mending,
    Readiness,
    show_readiness,
    worst,
)
from sync.desk.store import feed, kept
from sync.domain.trusted_time import Anchor
from sync.errors import Offline
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_B, FRONT_DESK, NOW, SESSION_A, SESSION_B, SiteKeys, make_desk

ALL_WELL = Devices(DeviceState.WORKING, DeviceState.WORKING)
DAY = timedelta(days=1)


def look(desk: Desk, devices: Devices = ALL_WELL) -> Readiness:
    return show_readiness(desk, devices)


def found(readiness: Readiness, about: Concern) -> Check:
    (one,) = readiness.classes
    return next(check for check in one.checks if check.about is about)


def hear(desk: Desk, clock: SetClock) -> None:
    """The centre was heard just now, and the feed read to its end."""
    now = clock.read()
    anchor = Anchor(clock.wall, now.steady, now.boot, 0.0)
    clock.anchor = anchor
    with desk.store.write() as tx:
        kept.put_anchor(tx, anchor)
        kept.put_feed_end(tx, clock.wall, 0)


def test_tomorrows_class_can_be_held_when_everything_is_there(desk: Desk, clock: SetClock) -> None:
    hear(desk, clock)
    readiness = look(desk)
    (one,) = readiness.classes
    assert (readiness.day, readiness.is_tomorrow) == (date(2026, 11, 24), True)
    assert (one.class_id, one.people, one.starts) == (CLASS_B, 1, NOW + timedelta(days=1, minutes=10))
    assert {check.about for check in one.checks} == set(Concern)
    # The roster was read 24 h 10 min before the class begins, and the policy asks for 24 h.
    assert [check.finding for check in one.checks if check.light is not Light.READY] == [Finding.ROSTER_OLD]
    assert readiness.mendings == frozenset()  # fetched once more it would be as old by then
    clock.go_on(timedelta(minutes=20))
    assert look(desk).mendings == {Mending.ASK_CENTRE}
    hear(desk, clock)
    assert look(desk).light is Light.READY


def test_a_list_fresh_today_may_be_too_old_for_the_class(tmp_path: Path, clock: SetClock) -> None:
    desk, _ = make_desk(tmp_path, clock=clock, status_as_of=NOW - timedelta(days=6, hours=12))
    check = found(look(desk), Concern.STATUS_LIST)
    assert (check.finding, check.light) == (Finding.LIST_TOO_OLD, Light.GAP)
    assert check.mending is Mending.ASK_CENTRE
    desk.close()


def test_without_any_list_people_are_only_to_be_confirmed(tmp_path: Path, clock: SetClock) -> None:
    desk, _ = make_desk(tmp_path, clock=clock, status_as_of=None)
    assert found(look(desk), Concern.STATUS_LIST).finding is Finding.NO_LIST
    desk.close()


def test_a_pc_that_would_lock_itself_before_the_class_cannot_hold_it(desk: Desk, clock: SetClock) -> None:
    hear(desk, clock)
    _session_in(desk, 31)
    clock.go_on(timedelta(days=2))
    readiness = look(desk)
    assert not readiness.is_tomorrow
    assert found(readiness, Concern.CONTACT).finding is Finding.CONTACT_ENDED
    assert readiness.light is Light.NOT
    _session_in(desk, 29)
    ending = found(look(desk), Concern.CONTACT)
    assert (ending.finding, ending.number) == (Finding.CONTACT_ENDS_SOON, 1)


def test_keys_are_asked_for_the_classs_own_day(desk: Desk) -> None:
    _session_in(desk, 500)
    assert found(look(desk), Concern.KEYS).finding is Finding.NO_KEY


def test_what_is_not_plugged_in_is_a_gap_and_no_stop(desk: Desk) -> None:
    readiness = look(desk, Devices(DeviceState.MISSING, DeviceState.MISSING))
    assert found(readiness, Concern.CAMERA).finding is Finding.NO_CAMERA
    assert found(readiness, Concern.READER).light is Light.GAP
    assert found(look(desk, Devices()), Concern.READER).light is Light.READY


def test_a_clock_that_is_off_is_told_in_minutes(desk: Desk, clock: SetClock) -> None:
    hear(desk, clock)
    clock.set_wall(clock.wall + timedelta(minutes=90))
    check = found(look(desk), Concern.CLOCK)
    assert (check.finding, check.number) == (Finding.CLOCK_OFF, 90)


def test_a_record_without_a_copy_is_a_gap_that_the_program_mends(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    assert found(look(desk), Concern.BACKUP).finding is Finding.NOTHING_TO_BACK_UP
    check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert found(look(desk), Concern.BACKUP).finding is Finding.NO_BACKUP
    back_up_beside(desk, lambda: None)
    assert found(look(desk), Concern.BACKUP).finding is Finding.BACKUP_FRESH
    clock.go_on(timedelta(hours=23))
    _session_in(desk, 3)
    assert found(look(desk), Concern.BACKUP).finding is Finding.BACKUP_FRESH
    clock.go_on(timedelta(hours=2))
    assert found(look(desk), Concern.BACKUP).finding is Finding.BACKUP_OLD


def test_nobody_teaches_any_more(desk: Desk) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.SESSION, SESSION_B, None)], "2")
    readiness = look(desk)
    assert (readiness.day, readiness.classes) == (None, ())
    assert {check.about for check in readiness.checks} == set(Concern) - {Concern.KEYS, Concern.ROSTER}


def test_the_next_teaching_day_may_be_far_and_have_several_classes(desk: Desk) -> None:
    _session_in(desk, 5, "session-x", "class-a")
    _session_in(desk, 5)
    readiness = look(desk)
    assert readiness.day == date(2026, 11, 28)
    assert [one.class_id for one in readiness.classes] == [CLASS_B, "class-a"], "by their start"


def test_making_ready_does_what_can_be_done_and_goes_on_after_a_failure(desk: Desk, keys: SiteKeys) -> None:
    check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    steps = list(make_ready(desk, lambda: False))
    assert [(step.what, step.state) for step in steps] == [
        (Mending.ASK_CENTRE, StepState.UNDER_WAY),
        (Mending.ASK_CENTRE, StepState.FAILED),
        (Mending.BACK_UP, StepState.UNDER_WAY),
        (Mending.BACK_UP, StepState.DONE),
    ]
    assert isinstance(steps[1].error, Offline)
    assert found(look(desk), Concern.BACKUP).finding is Finding.BACKUP_FRESH
    assert [step.state for step in make_ready(desk, lambda: True)][1] is StepState.DONE


def test_the_worst_counts() -> None:
    gap = Check(Concern.DISK, Finding.DISK_LOW, Light.GAP)
    bad = Check(Concern.DISK, Finding.DISK_FULL, Light.NOT)
    assert (worst([]), worst([gap]), worst([gap, bad])) == (Light.READY, Light.GAP, Light.NOT)


def _session_in(desk: Desk, days: int, key: str = SESSION_B, class_id: str = CLASS_B) -> None:
    starts = NOW + days * DAY
    body = {
        "class_id": class_id,
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(hours=3)).isoformat(),
        "hours": 4,
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.SESSION, key, body)], "2")
