"""Classes as their manager changes them: own acts over the feed until it speaks, refusals with their reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.desk.operations.cancel_class import cancel_class
from sync.desk.operations.cancel_session import cancel_session
from sync.desk.operations.change_session import Wanted, change_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.record_assessment import ResultLine, record_assessment
from sync.desk.operations.report_opening import report_opening
from sync.desk.operations.show_class import SessionStage, show_class
from sync.desk.operations.show_classes import ClassRow, OpeningStage, show_classes
from sync.desk.operations.show_results import ResultSheet, ResultStage, SheetLine, show_results
from sync.desk.store import feed, kept, receipts
from sync.domain.assessment import Result
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, FactId, SessionId, VoucherNo
from sync.domain.opening import OpeningPoint
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER, NOW, SESSION_A, SESSION_B, make_desk

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = SessionId("session-b2")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk, _ = make_desk(tmp_path)
    yield desk
    desk.close()


def tell(desk: Desk, *news: Change) -> None:
    """The feed says it, and has been read to its end behind all receipts."""
    with desk.store.write() as tx:
        feed.apply(tx, news, "2")
        kept.put_feed_end(tx, desk.clock.read().best, receipts.newest_number(tx))


def answer(desk: Desk, fact: FactId, outcome: Outcome, code: ReceiptCode | None = None) -> None:
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact, outcome, code, desk.clock.read().best)])


def class_body(**more: Any) -> dict[str, Any]:
    body = {"name": "养老护理", "project": 12, "project_name": "养老护理", "capacity": 8, "required_hours": 4}
    return body | {"state": "open"} | more


def session(id_: str, hours_from_now: int, **more: Any) -> Change:
    starts = NOW + hours_from_now * HOUR
    times = {"starts": starts.isoformat(), "ends": (starts + 3 * HOUR).isoformat()}
    return Change(ChangeKind.SESSION, id_, {"class_id": CLASS_B, "hours": 4, **times, **more})


def row_of(desk: Desk, class_id: ClassId = CLASS_B) -> ClassRow:
    return next(row for row in show_classes(desk).rows if row.class_id == class_id)


def test_what_is_missing_for_the_report_is_named_and_mended(desk: Desk) -> None:
    opening = row_of(desk).opening
    assert opening.unmet == (OpeningPoint.NO_ROOM, OpeningPoint.NO_TEACHER, OpeningPoint.HOURS_SHORT)
    assert opening.stage is OpeningStage.OVERDUE
    tell(desk, Change(ChangeKind.CLASS, CLASS_B, class_body()), session(SESSION_B, 120, room="101", teacher="吴老师"))
    opening = row_of(desk).opening
    assert (opening.unmet, opening.stage) == ((), OpeningStage.DUE)
    assert opening.due is not None
    assert NOW < opening.due < NOW + 3 * DAY


def test_a_report_waits_then_the_feed_speaks(desk: Desk) -> None:
    reported = report_opening(desk, CLASS_B, operator=FRONT_DESK)
    assert (row_of(desk).opening.stage, row_of(desk).opening.reported_at) == (OpeningStage.SENT, NOW)
    answer(desk, reported.fact_id, Outcome.RECORDED)
    assert (row_of(desk).opening.stage, row_of(desk).opening.answered_at) == (OpeningStage.SENT, NOW)
    told = {"opening_due": (NOW + HOUR).isoformat(), "opening_reported_at": NOW.isoformat(), "opening_in_time": True}
    tell(desk, Change(ChangeKind.CLASS, CLASS_B, class_body(**told)))
    opening = row_of(desk).opening
    assert (opening.stage, opening.answered_at) == (OpeningStage.IN_TIME, NOW)
    tell(desk, Change(ChangeKind.CLASS, CLASS_B, class_body(**told | {"opening_in_time": False})))
    assert row_of(desk).opening.stage is OpeningStage.LATE


def test_a_report_that_was_refused_says_why(desk: Desk) -> None:
    reported = report_opening(desk, CLASS_B, operator=FRONT_DESK)
    answer(desk, reported.fact_id, Outcome.REJECTED, ReceiptCode.NO_ROOM)
    for _ in range(2):
        opening = row_of(desk).opening
        assert (opening.stage, opening.code) == (OpeningStage.REFUSED, ReceiptCode.NO_ROOM)
        tell(desk)


def test_a_session_is_moved_at_once_and_refused_later(desk: Desk) -> None:
    starts = NOW + 2 * DAY
    wanted = Wanted(starts, starts + 3 * HOUR, "102", "吴老师")
    fact = change_session(desk, SESSION_B, wanted, reason="停电", operator=MANAGER)
    (line,) = show_class(desk, CLASS_B).sessions
    assert (line.stage, line.starts, line.room) == (SessionStage.CHANGING, starts, "102")
    assert row_of(desk).begins == starts
    assert isinstance(fact, str)
    answer(desk, FactId(fact), Outcome.REJECTED, ReceiptCode.ROOM_UNKNOWN)
    (line,) = show_class(desk, CLASS_B).sessions
    assert (line.stage, line.room, line.refused) == (SessionStage.PLANNED, None, ReceiptCode.ROOM_UNKNOWN)


def test_what_cannot_be_held_is_said_before_anything_is_written(desk: Desk) -> None:
    tell(desk, session(LATER, 48, room="101", teacher="吴老师"))
    day = NOW + 2 * DAY
    good = Wanted(day + 4 * HOUR, day + 8 * HOUR, None, None)
    refused = {
        replace(good, ends=good.starts): ReceiptCode.ENDS_BEFORE_IT_STARTS,
        replace(good, starts=NOW - HOUR): ReceiptCode.IN_THE_PAST,
        replace(good, ends=good.starts + HOUR): ReceiptCode.HOURS_DO_NOT_FIT,
        replace(good, starts=day): ReceiptCode.CLASS_ELSEWHERE,
    }
    for wanted, code in refused.items():
        assert change_session(desk, SESSION_B, wanted, reason="x", operator=MANAGER) is code
    desk.clock = SetClock(NOW + 2 * HOUR)
    assert change_session(desk, SESSION_A, good, reason="x", operator=MANAGER) is ReceiptCode.SESSION_BEGUN
    with pytest.raises(InvalidInput):
        change_session(desk, SESSION_B, good, reason=" ", operator=MANAGER)
    with pytest.raises(UnknownThing):
        change_session(desk, SessionId("none"), good, reason="x", operator=MANAGER)
    assert all(line.stage is SessionStage.PLANNED for line in show_class(desk, CLASS_B).sessions)


def test_a_session_and_a_class_are_given_up(desk: Desk) -> None:
    fact = cancel_session(desk, SESSION_B, reason="教师生病", operator=MANAGER)
    (line,) = show_class(desk, CLASS_B).sessions
    assert (line.stage, row_of(desk).begins) == (SessionStage.CANCELLING, None)
    assert isinstance(fact, str)
    answer(desk, FactId(fact), Outcome.RECORDED)
    tell(desk, Change(ChangeKind.SESSION, SESSION_B, None))
    assert show_class(desk, CLASS_B).sessions == ()
    gone = cancel_class(desk, CLASS_A, reason="人数不足", operator=MANAGER)
    assert (row_of(desk, CLASS_A).cancelling, row_of(desk, CLASS_A).state) == (True, ClassState.OPEN)
    answer(desk, gone, Outcome.REJECTED, ReceiptCode.CLASS_IN_USE)
    row = row_of(desk, CLASS_A)
    assert (row.cancelling, row.cancel_refused) == (False, ReceiptCode.CLASS_IN_USE)
    tell(desk, Change(ChangeKind.CLASS, CLASS_A, class_body(state="cancelled")))
    row = row_of(desk, CLASS_A)
    assert (row.cancel_refused, row.opening.stage) == (None, OpeningStage.NOT_NEEDED)
    with pytest.raises(InvalidInput):
        cancel_class(desk, CLASS_A, reason="x", operator=MANAGER)


def test_a_session_that_falls_away_anyway_is_not_cancelled_again(desk: Desk) -> None:
    """Of a class that was given up here a moment ago, that the centre gave up, that is over; or it has begun."""
    def cancel(session_id: SessionId = SESSION_B) -> FactId | ReceiptCode:
        return cancel_session(desk, session_id, reason="x", operator=MANAGER)

    gone = cancel_class(desk, CLASS_B, reason="人数不足", operator=MANAGER)
    assert cancel() is ReceiptCode.CLASS_CANCELLED
    answer(desk, gone, Outcome.REJECTED, ReceiptCode.CLASS_IN_USE)
    for state, code in (("cancelled", ReceiptCode.CLASS_CANCELLED), ("closed", ReceiptCode.CLASS_CLOSED)):
        tell(desk, Change(ChangeKind.CLASS, CLASS_B, class_body(state=state)))
        assert cancel() is code
    tell(desk, Change(ChangeKind.CLASS, CLASS_B, class_body()))
    desk.clock = SetClock(NOW + 2 * HOUR)
    assert cancel(SESSION_A) is ReceiptCode.SESSION_BEGUN
    assert isinstance(cancel(), str)


def test_the_head_of_a_class(desk: Desk) -> None:
    desk.clock = SetClock(NOW + 5 * HOUR)
    detail = show_class(desk, CLASS_A, MANAGER)
    assert (detail.hours_held, detail.attended_percent, detail.by_manager) == (4, 100, True)
    assert not show_class(desk, CLASS_A, FRONT_DESK).by_manager
    with pytest.raises(UnknownThing):
        show_class(desk, ClassId("none"))


def sheet_of(desk: Desk) -> ResultSheet:
    return show_results(desk, CLASS_A, MANAGER)


def line_of(desk: Desk, number: int, attempt: int = 1) -> SheetLine:
    lines = sheet_of(desk).lines
    return next(one for one in lines if one.voucher_no == number and one.result.attempt == attempt)


def enter(desk: Desk, number: int, result: Result) -> FactId:
    (fact,) = record_assessment(desk, [ResultLine(VoucherNo(number), result)], class_id=CLASS_A, operator=MANAGER)
    return fact


def result_told(number: int, attempt: int, theory: int, *, certificate: str | None = None) -> Change:
    scores = {"theory": theory, "practical": 80, "passed": theory >= 60}
    of_whom = {"class_id": CLASS_A, "voucher_no": number, "attempt": attempt}
    body = {**of_whom, **scores, "certificate_no": certificate, "at": NOW.isoformat()}
    return Change(ChangeKind.RESULT, f"{CLASS_A}/{number}/{attempt}", body)


def test_results_wait_are_told_and_open_the_next_attempt(desk: Desk) -> None:
    assert not sheet_of(desk).over
    desk.clock = SetClock(NOW + DAY)
    sheet = sheet_of(desk)
    assert sheet.over
    assert [line.stage for line in sheet.lines] == [ResultStage.TO_ENTER] * 5
    fact = enter(desk, 1001, Result(1, 50, 80))
    assert (line_of(desk, 1001).stage, line_of(desk, 1001).passed) == (ResultStage.WAITING, False)
    assert line_of(desk, 1001, 2).takes_scores
    answer(desk, fact, Outcome.RECORDED)
    tell(desk, result_told(1001, 1, 50))
    assert (line_of(desk, 1001).stage, line_of(desk, 1001).takes_certificate) == (ResultStage.RECORDED, False)
    refused = enter(desk, 1001, Result(2, 70, 80))
    answer(desk, refused, Outcome.REJECTED, ReceiptCode.ATTEMPT_OUT_OF_ORDER)
    line = line_of(desk, 1001, 2)
    assert (line.stage, line.code, line.result.theory) == (ResultStage.REFUSED, ReceiptCode.ATTEMPT_OUT_OF_ORDER, 70)
    tell(desk, result_told(1001, 2, 70))
    assert (line_of(desk, 1001, 2).stage, line_of(desk, 1001, 2).takes_certificate) == (ResultStage.RECORDED, True)


def test_a_certificate_comes_later_or_is_refused(desk: Desk) -> None:
    desk.clock = SetClock(NOW + DAY)
    tell(desk, result_told(1002, 1, 90))
    number = "S000031000001265000001"
    fact = enter(desk, 1002, Result(1, 90, 80, number))
    line = line_of(desk, 1002)
    assert (line.stage, line.result.certificate_no) == (ResultStage.WAITING, number)
    answer(desk, fact, Outcome.REJECTED, ReceiptCode.CERTIFICATE_TAKEN)
    line = line_of(desk, 1002)
    assert (line.stage, line.code, line.takes_certificate) == (
        ResultStage.RECORDED,
        ReceiptCode.CERTIFICATE_TAKEN,
        True,
    )
