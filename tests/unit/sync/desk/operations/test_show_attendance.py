"""The grid's contents: what the feed says, what this desk did since, and which of the two is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sync.desk.operations.approve_correction import approve_correction
from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.correct_attendance import correct_attendance, correct_marks
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_attendance import AttendanceBook, Cell, counts_of, show_attendance
from sync.desk.operations.sign_out import sign_out_by_hand
from sync.desk.operations.take_leave import take_leaves, withdraw_leave
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store import facts, feed, kept, receipts
from sync.domain.attendance import CorrectionState, Decision, Flag, LeaveKind, Mark
from sync.domain.forecast import Outlook
from sync.domain.ids import ClassId, FactId, SessionId, StaffId, VoucherNo
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER, NOW, SESSION_A, SiteKeys

ONE, TWO, THREE = VoucherNo(1001), VoucherNo(1002), VoucherNo(1003)
YESTERDAY, TOMORROW = SessionId("session-y"), SessionId("session-t")
OTHER = StaffId("s3")


def hear(desk: Desk, *changes: Change) -> None:
    """The feed brings something."""
    with desk.store.write() as tx:
        feed.apply(tx, changes, "7")


def answer(desk: Desk, fact_id: FactId, outcome: Outcome, *, fed: bool) -> None:
    """The centre's receipt; `fed`: and the feed has been read to its end since."""
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, outcome, None, NOW)])
        if fed:
            kept.put_feed_end(tx, NOW, receipts.newest_number(tx))


def session(session_id: str, starts: datetime, hours: int = 4, class_id: str = CLASS_A) -> Change:
    ends = starts + timedelta(hours=3)
    body = {"class_id": class_id, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": hours}
    return Change(ChangeKind.SESSION, session_id, body)


def account(session_id: str, voucher_no: int, mark: Mark, **said: Any) -> Change:
    """Somebody's account, as the feed tells it."""
    body: dict[str, Any] = {
        "session_id": session_id,
        "class_id": CLASS_A,
        "voucher_no": voucher_no,
        "left_at": None,
        "mark": mark.value,
        "hours": 4 if mark.is_there else 0,
        "corrected": False,
        "flags": [],
    }
    kind = ChangeKind.ABSENCE
    if mark.is_there:
        kind = ChangeKind.ATTENDANCE
        body |= {"at": (NOW - timedelta(days=1)).isoformat(), "source": "phone", "device": None}
    return Change(kind, f"{session_id}/{voucher_no}", body | said)


@pytest.fixture
def days(desk: Desk) -> None:
    """A session of yesterday and one of tomorrow beside today's, and a second class manager."""
    hear(
        desk,
        session(YESTERDAY, NOW - timedelta(days=1, minutes=-10)),
        session(TOMORROW, NOW + timedelta(days=1, minutes=10)),
        Change(ChangeKind.STAFF, OTHER, {"name": "林试", "role": "class_manager"}),
    )


def cell(book: AttendanceBook, session_id: str, voucher_no: int) -> Cell:
    column = [head.id for head in book.sessions].index(SessionId(session_id))
    return next(line.cells[column] for line in book.people if line.voucher_no == voucher_no)


@pytest.mark.usefixtures("days")
def test_over_and_unknown_is_absent_and_what_is_to_come_is_empty(desk: Desk) -> None:
    book = show_attendance(desk, CLASS_A)
    assert [head.id for head in book.sessions] == [YESTERDAY, SESSION_A, TOMORROW]
    assert [one.mark for one in book.people[0].cells] == [Mark.ABSENT, None, None]
    assert [line.name for line in book.people[:2]] == ["王*明", "李*"]
    assert (book.percent, book.months) == (80, (date(2026, 11, 1),))


@pytest.mark.usefixtures("days")
def test_the_feed_tells_marks_sources_and_flags(desk: Desk) -> None:
    hear(
        desk,
        account(YESTERDAY, ONE, Mark.LATE, hours=3, flags=["late"]),
        account(YESTERDAY, TWO, Mark.LEAVE, flags=["sick_leave"]),
        account(YESTERDAY, THREE, Mark.PRESENT, source="correction", corrected=True),
    )
    book = show_attendance(desk, CLASS_A)
    late, leave, corrected = (cell(book, YESTERDAY, number) for number in (ONE, TWO, THREE))
    assert (late.mark, late.source, late.hours, late.flags) == (Mark.LATE, "phone", 3, frozenset({Flag.LATE}))
    assert (leave.mark, leave.source, leave.flags) == (Mark.LEAVE, None, frozenset({Flag.SICK_LEAVE}))
    assert (corrected.mark, corrected.source, corrected.corrected, corrected.at) == (
        Mark.PRESENT,
        "correction",
        True,
        None,
    )


def test_a_scan_made_here_counts_until_the_centre_speaks_for_it(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    seen = check_in(desk, keys.code_for(ONE), session_id=SESSION_A, operator=FRONT_DESK)
    book = show_attendance(desk, CLASS_A)
    own = cell(book, SESSION_A, ONE)
    assert (own.mark, own.source, own.sent, own.at) == (Mark.PRESENT, "desk", False, clock.read().best)
    assert book.people[0].forecast.done == 36 + 4
    assert seen.fact_id is not None
    answer(desk, seen.fact_id, Outcome.RECORDED, fed=True)
    told = account(SESSION_A, ONE, Mark.LATE, hours=2, source="desk", device="device-9", at=NOW.isoformat())
    hear(desk, told)
    fed = cell(show_attendance(desk, CLASS_A), SESSION_A, ONE)
    assert (fed.mark, fed.hours, fed.sent, fed.device) == (Mark.LATE, 2, True, "device-9")


def test_a_scan_undone_here_is_gone_though_the_feed_still_tells_it(desk: Desk, keys: SiteKeys) -> None:
    seen = check_in(desk, keys.code_for(ONE), session_id=SESSION_A, operator=FRONT_DESK)
    assert seen.fact_id is not None
    answer(desk, seen.fact_id, Outcome.RECORDED, fed=True)
    hear(desk, account(SESSION_A, ONE, Mark.PRESENT, source="desk", at=NOW.isoformat()))
    undo_scan(desk, seen.fact_id, operator=FRONT_DESK)
    assert cell(show_attendance(desk, CLASS_A), SESSION_A, ONE).mark is None
    check_in(desk, keys.code_for(ONE), session_id=SESSION_A, operator=FRONT_DESK)
    assert cell(show_attendance(desk, CLASS_A), SESSION_A, ONE).mark is Mark.PRESENT


def test_who_came_by_phone_and_signs_out_here_early_has_left_early(desk: Desk, clock: SetClock) -> None:
    hear(desk, account(SESSION_A, ONE, Mark.PRESENT, at=NOW.isoformat()))
    clock.go_on(timedelta(minutes=70))
    sign_out_by_hand(desk, ONE, session_id=SESSION_A, operator=FRONT_DESK)
    left = cell(show_attendance(desk, CLASS_A), SESSION_A, ONE)
    assert (left.mark, left.source, left.left_at) == (Mark.EARLY, "phone", clock.read().best)


@pytest.mark.usefixtures("days")
def test_a_correction_past_its_day_waits_and_stands_once_another_manager_agrees(desk: Desk) -> None:
    made = correct_attendance(
        desk, ONE, session_id=YESTERDAY, mark=Mark.PRESENT, reason="忘带手机", operator=MANAGER
    )
    waiting = cell(show_attendance(desk, CLASS_A, operator=MANAGER), YESTERDAY, ONE)
    assert (waiting.mark, waiting.wanted, waiting.corrected) == (Mark.ABSENT, Mark.PRESENT, False)
    (told,) = waiting.happenings
    assert (told.id, told.mark, told.reason, told.operator, told.own, told.sent) == (
        made.fact_id,
        Mark.PRESENT,
        "忘带手机",
        "陈*",
        True,
        False,
    )
    approve_correction(desk, made.fact_id, operator=OTHER)
    stands = cell(show_attendance(desk, CLASS_A), YESTERDAY, ONE)
    assert (stands.mark, stands.wanted, stands.corrected, stands.source) == (Mark.PRESENT, None, True, "correction")
    assert (stands.happenings[0].decided_by, stands.hours) == ("林*", 4)


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize("decision", [Decision.DECLINE, Decision.WITHDRAW])
def test_a_correction_that_is_declined_or_withdrawn_changes_nothing(desk: Desk, decision: Decision) -> None:
    made = correct_attendance(desk, ONE, session_id=YESTERDAY, mark=Mark.LATE, reason="录错", operator=MANAGER)
    approve_correction(desk, made.fact_id, operator=OTHER, decision=decision)
    left = cell(show_attendance(desk, CLASS_A), YESTERDAY, ONE)
    assert (left.mark, left.wanted) == (Mark.ABSENT, None)
    assert left.happenings[0].state in (CorrectionState.DECLINED, CorrectionState.WITHDRAWN)


@pytest.mark.usefixtures("days")
def test_a_correction_that_the_centre_refused_is_not_shown(desk: Desk) -> None:
    made = correct_attendance(desk, ONE, session_id=YESTERDAY, mark=Mark.LATE, reason="录错", operator=MANAGER)
    answer(desk, made.fact_id, Outcome.REJECTED, fed=False)
    left = cell(show_attendance(desk, CLASS_A), YESTERDAY, ONE)
    assert (left.mark, left.wanted, left.happenings) == (Mark.ABSENT, None, ())


@pytest.mark.usefixtures("days")
def test_a_correction_of_another_desk_is_approved_here_before_the_centre_says_so(desk: Desk) -> None:
    body = {
        "session_id": YESTERDAY,
        "class_id": CLASS_A,
        "voucher_no": ONE,
        "mark": "present",
        "reason": "设备故障",
        "operator": MANAGER,
        "at": NOW.isoformat(),
        "state": "waiting",
        "decided_by": None,
    }
    flagged = account(YESTERDAY, ONE, Mark.ABSENT, flags=["correction_waiting"])
    hear(desk, Change(ChangeKind.CORRECTION, "c1", body), flagged)
    assert cell(show_attendance(desk, CLASS_A), YESTERDAY, ONE).wanted is Mark.PRESENT
    approve_correction(desk, "c1", operator=OTHER)
    stands = cell(show_attendance(desk, CLASS_A), YESTERDAY, ONE)
    assert (stands.mark, stands.corrected, stands.sent) == (Mark.PRESENT, True, False)


@pytest.mark.usefixtures("days")
def test_leave_over_several_sessions_and_its_end(desk: Desk) -> None:
    taken = take_leaves(
        desk,
        [(SESSION_A, ONE), (TOMORROW, ONE)],
        kind=LeaveKind.SICK,
        reason="住院",
        operator=FRONT_DESK,
    )
    book = show_attendance(desk, CLASS_A)
    assert [one.mark for one in book.people[0].cells] == [Mark.ABSENT, Mark.LEAVE, Mark.LEAVE]
    assert Flag.SICK_LEAVE in cell(book, TOMORROW, ONE).flags
    withdraw_leave(desk, taken[1], operator=FRONT_DESK)
    assert [one.mark for one in show_attendance(desk, CLASS_A).people[0].cells][1:] == [Mark.LEAVE, None]


@pytest.mark.usefixtures("days")
def test_several_marks_are_corrected_together_or_not_at_all(desk: Desk) -> None:
    both = [(YESTERDAY, ONE), (YESTERDAY, TWO)]
    made = correct_marks(desk, both, mark=Mark.PRESENT, reason="点名册", operator=MANAGER)
    assert len({one.fact_id for one in made}) == 2
    with desk.store.read() as tx:
        before = facts.count(tx)
    with pytest.raises(UnknownThing):
        correct_marks(
            desk, [*both, (YESTERDAY, VoucherNo(2001))], mark=Mark.LATE, reason="点名册", operator=MANAGER
        )
    with pytest.raises(InvalidInput):
        correct_marks(desk, [*both, (TOMORROW, ONE)], mark=Mark.LATE, reason="点名册", operator=MANAGER)
    with desk.store.read() as tx:
        assert facts.count(tx) == before


@pytest.mark.usefixtures("days")
def test_guests_stand_behind_the_roster(desk: Desk, keys: SiteKeys) -> None:
    hear(desk, account(YESTERDAY, 4004, Mark.PRESENT))
    guest = show_attendance(desk, CLASS_A).people[-1]
    assert (guest.voucher_no, guest.guest, guest.name, guest.forecast.done) == (4004, True, "", 4)


def test_hours_that_no_session_is_planned_for_can_still_be_had(desk: Desk) -> None:
    """The class asks for 80 hours, one session of 4 is there: nobody has missed anything for good."""
    assert {line.forecast.outlook for line in show_attendance(desk, CLASS_A).people} == {Outlook.WITHIN_REACH}


def test_only_one_month_is_shown_and_forecasts_are_over_all(desk: Desk) -> None:
    hear(desk, session("session-dec", datetime(2026, 12, 1, 0, 30, tzinfo=UTC)))
    whole, december = show_attendance(desk, CLASS_A), show_attendance(desk, CLASS_A, date(2026, 12, 9))
    assert december.months == whole.months == (date(2026, 11, 1), date(2026, 12, 1))
    assert [head.id for head in december.sessions] == ["session-dec"]
    assert december.people[0].forecast == whole.people[0].forecast
    assert len(december.people[0].cells) == 1


def test_days_are_those_of_the_site(desk: Desk) -> None:
    """Twenty past midnight in Shanghai is the day before in UTC and in most other places."""
    hear(desk, session("night", datetime(2026, 11, 30, 16, 20, tzinfo=UTC)))
    assert show_attendance(desk, CLASS_A).sessions[-1].day == date(2026, 12, 1)


def test_a_class_without_sessions_or_people(desk: Desk) -> None:
    body = {
        "name": "中式烹调 2026-12 班",
        "project": 13,
        "project_name": "中式烹调",
        "capacity": 30,
        "required_hours": 60,
        "state": "open",
    }
    hear(desk, Change(ChangeKind.CLASS, "class-c", body))
    book = show_attendance(desk, ClassId("class-c"))
    assert (book.sessions, book.people, book.months) == ((), (), ())
    with pytest.raises(UnknownThing):
        show_attendance(desk, ClassId("nowhere"))


def test_other_classes_are_not_mixed_in(desk: Desk) -> None:
    check_in_by_hand(desk, ONE, session_id=SESSION_A, operator=FRONT_DESK)
    (line,) = show_attendance(desk, CLASS_B).people
    assert line.voucher_no == 2001
    assert all(one.mark is None for one in line.cells)


def test_marks_are_counted() -> None:
    counts = counts_of([Cell(Mark.LATE), Cell(Mark.LATE), Cell(None), Cell(Mark.ABSENT)])
    assert [counts[mark] for mark in (Mark.LATE, Mark.ABSENT, Mark.PRESENT)] == [2, 1, 0]


