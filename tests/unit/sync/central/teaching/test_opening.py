"""开班反馈 and 学员注册: online and from desks, in time, late, twice, out of order."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from sync.central.store.engine import reading
from sync.central.store.tables import opening_reports
from sync.protocol.facts import Fact
from sync.protocol.payloads import EnrolmentWithdrawn, OpeningReported
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.unit.sync.central.conftest import Sender, undo
from tests.unit.sync.central.teaching.school import CLASS, School

DAY = timedelta(days=1)
TOO_LATE = 9 * DAY
"""A day before the class, which begins in ten."""


def say(desk: Sender, school: School, at: datetime | None = None, *, trusted: bool = True) -> Fact:
    return desk.chain.write(OpeningReported(CLASS, 1), at=at or school.town.time(), trusted=trusted)


def said(receipt: Receipt) -> tuple[Outcome, ReceiptCode | None]:
    return receipt.outcome, receipt.code


def standing(school: School) -> Any:
    with reading(school.town.centre.store) as connection:
        return connection.execute(select(opening_reports).where(opening_reports.c.class_id == CLASS)).one_or_none()


def test_what_is_lacking_is_named_point_by_point(school: School) -> None:
    school.furnish()
    school.open()
    school.teach(school.session(room=None, teacher=None, hours=3))
    path = f"{school.at}/opening-report"
    unmet = ["no_room", "no_teacher", "hours_short", "nobody_enrolled"]
    assert school.callers.manager.done("GET", path)["unmet"] == unmet
    answer = school.callers.manager.ask("PUT", path)
    assert answer.json()["type"].endswith("opening-incomplete")
    assert answer.json()["detail"] == ", ".join(unmet)
    assert standing(school) is None


def test_a_class_without_a_session_has_no_deadline(school: School) -> None:
    school.open()
    told = school.callers.manager.done("GET", f"{school.at}/opening-report")
    assert (told["due"], told["unmet"][0], told["report"]) == (None, "no_session", None)


def test_reported_in_time_with_everyone_on_the_roster(school: School, desk: Sender) -> None:
    school.ready()
    members = [school.enrol(desk), school.enrol(desk)]
    told = school.report()
    assert told["report"]["in_time"] is True
    assert told["report"]["deadline"] == told["due"]
    assert [(one["voucher_no"], one["in_time"]) for one in told["registrations"]] == [(no, True) for no in members]
    school.town.time.go_on(DAY)
    assert school.report() == told
    of_class = desk.news()["class", CLASS]
    assert of_class is not None
    assert of_class["opening_in_time"] is True


def test_a_late_report_is_kept_and_told_as_late(school: School, desk: Sender) -> None:
    school.ready()
    number = school.enrol(desk)
    school.town.time.go_on(TOO_LATE)
    told = school.report()
    assert told["report"]["in_time"] is False
    assert school.registered() == {number: False}
    of_class = desk.news()["class", CLASS]
    assert of_class is not None
    assert of_class["opening_in_time"] is False


def test_moved_to_a_later_day_a_class_can_be_reported_anew(school: School, desk: Sender) -> None:
    school.ready()
    number = school.enrol(desk)
    school.town.time.go_on(8 * DAY)  # past the deadline, at whatever hour this runs
    assert school.report()["report"]["in_time"] is False
    school.callers.manager.done("POST", f"{school.at}/sessions/{CLASS}-01/cancel", {"reason": "改期"})
    school.teach(school.session(2, 20))
    assert school.report()["report"]["in_time"] is True
    assert school.registered() == {number: True}
    kinds = [step["kind"] for step in school.callers.manager.done("GET", school.at)["history"]]
    assert kinds[-2:] == ["sessions_set", "reported"]


def test_who_joins_later_is_registered_by_the_own_time(school: School, desk: Sender) -> None:
    school.ready()
    first = school.enrol(desk)
    school.report()
    school.town.time.go_on(DAY)
    second = school.enrol(desk)
    school.town.time.go_on(TOO_LATE - DAY)
    third = school.enrol(desk)
    assert school.registered() == {first: True, second: True, third: False}


def test_a_report_of_a_desk_counts_from_when_it_was_made(school: School, desk: Sender) -> None:
    """Enrolled and reported without a line; it comes up when the class has begun."""
    school.ready()
    number = school.candidate()
    made = school.town.time()
    batch = [desk.chain.write(school.town.request(school.town.code(number), CLASS), at=made)]
    batch.append(say(desk, school))
    school.town.time.go_on(11 * DAY)
    receipts = desk.hand_in(*batch)
    assert said(receipts[1]) == (Outcome.RECORDED, None)
    assert standing(school).reported_at == made
    assert standing(school).received_at == school.town.time()
    assert school.registered() == {number: True}
    assert [said(receipt) for receipt in desk.hand_in(*batch)] == [said(receipt) for receipt in receipts]


def test_a_late_report_of_a_desk_is_recorded_as_late(school: School, desk: Sender) -> None:
    school.ready()
    school.enrol(desk)
    school.town.time.go_on(TOO_LATE)
    (receipt,) = desk.hand_in(say(desk, school))
    assert said(receipt) == (Outcome.RECORDED, ReceiptCode.REPORTED_LATE)
    assert standing(school).in_time is False


def test_a_doubtful_clock_counts_from_the_arrival(school: School, desk: Sender) -> None:
    school.ready()
    school.enrol(desk)
    report = say(desk, school, trusted=False)
    school.town.time.go_on(TOO_LATE)
    (receipt,) = desk.hand_in(report)
    assert said(receipt) == (Outcome.RECORDED, ReceiptCode.REPORTED_LATE)
    assert standing(school).reported_at == school.town.time()


def test_of_two_reports_the_better_one_stands_whichever_came_first(
    school: School, desk: Sender, colleague: Sender
) -> None:
    school.ready()
    school.enrol(desk)
    early = say(desk, school)
    school.town.time.go_on(TOO_LATE)
    late = say(colleague, school)
    (receipt,) = colleague.hand_in(late)
    assert said(receipt) == (Outcome.RECORDED, ReceiptCode.REPORTED_LATE)
    (receipt,) = desk.hand_in(early)
    assert said(receipt) == (Outcome.RECORDED, None)
    assert (standing(school).in_time, standing(school).fact_id) == (True, early.header.id)
    assert all(school.registered().values())
    (receipt,) = desk.hand_in(say(desk, school))
    assert said(receipt) == (Outcome.MERGED, ReceiptCode.SAME_REPORT)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_changes_nothing(
    school: School, desk: Sender, colleague: Sender, order: tuple[int, ...]
) -> None:
    """One desk enrols and later reports, the other enrols somebody in between, and a third after the deadline."""
    school.ready()
    school.enrol(desk)
    start = school.town.time()
    numbers = [school.candidate(place) for place in range(2)]
    facts = [
        (desk, say(desk, school, start + DAY)),
        *(
            (colleague, colleague.chain.write(school.town.request(school.town.code(number), CLASS), at=start + after))
            for number, after in zip(numbers, (2 * DAY, TOO_LATE), strict=True)
        ),
    ]
    school.town.time.go_on(TOO_LATE + timedelta(hours=1))
    for place in order:
        sender, fact = facts[place]
        (receipt,) = sender.hand_in(fact)
        assert receipt.outcome in (Outcome.RECORDED, Outcome.PROVISIONAL)
    registered = school.registered()
    assert (registered[numbers[0]], registered[numbers[1]]) == (True, False)
    assert standing(school).in_time is True


def test_what_a_desk_is_told_when_a_class_cannot_be_reported(school: School, desk: Sender, far_desk: Sender) -> None:
    school.furnish()
    school.open()
    assert said(desk.hand_in(say(desk, school))[0]) == (Outcome.REJECTED, ReceiptCode.NO_SESSION)
    school.teach(school.session(room=None))
    assert said(desk.hand_in(say(desk, school))[0]) == (Outcome.REJECTED, ReceiptCode.NO_ROOM)
    school.teach(school.session(teacher=None))
    assert said(desk.hand_in(say(desk, school))[0]) == (Outcome.REJECTED, ReceiptCode.NO_TEACHER)
    school.teach(school.session(hours=3))
    assert said(desk.hand_in(say(desk, school))[0]) == (Outcome.REJECTED, ReceiptCode.HOURS_SHORT)
    school.teach()
    assert said(desk.hand_in(say(desk, school))[0]) == (Outcome.REJECTED, ReceiptCode.NOBODY_ENROLLED)
    assert said(far_desk.hand_in(say(far_desk, school))[0]) == (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)
    school.callers.manager.done("POST", f"{school.at}/cancel", {"reason": "x"})
    assert said(desk.hand_in(say(desk, school))[0]) == (Outcome.CONFLICT, ReceiptCode.CLASS_CANCELLED)


def test_who_leaves_is_no_longer_registered(school: School, desk: Sender) -> None:
    school.ready()
    request = desk.chain.write(school.town.request(school.town.code(school.candidate()), CLASS), at=school.town.time())
    desk.hand_in(request)
    school.enrol(desk)
    school.report()
    assert len(school.registered()) == 2
    desk.hand_in(desk.chain.write(undo(request), at=school.town.time()))
    assert len(school.registered()) == 1


@pytest.mark.parametrize("together", [True, False])
def test_who_leaves_and_comes_back_too_late_is_registered_late(school: School, desk: Sender, together: bool) -> None:
    """Whether a desk sends both records in one batch or in two."""
    school.ready()
    number = school.enrol(desk)
    school.report()
    assert school.registered() == {number: True}
    school.town.time.go_on(TOO_LATE)
    now = school.town.time()
    gone = desk.chain.write(EnrolmentWithdrawn(CLASS, number, "搬家"), at=now)
    back = desk.chain.write(school.town.request(school.town.code(number), CLASS), at=now)
    for batch in [(gone, back)] if together else [(gone,), (back,)]:
        assert {receipt.outcome for receipt in desk.hand_in(*batch)} == {Outcome.RECORDED}
    assert school.registered() == {number: False}


@pytest.mark.parametrize("reported_first", [True, False])
@pytest.mark.parametrize("later_one_first", [True, False])
def test_of_two_desks_that_enrol_somebody_the_earlier_counts(
    school: School, desk: Sender, colleague: Sender, reported_first: bool, later_one_first: bool
) -> None:
    """Whichever record arrives first, and whether the report was there by then."""
    school.ready()
    school.enrol(desk, place=1)
    number, start = school.candidate(), school.town.time()
    code = school.town.code(number)
    report = (desk, say(desk, school, start))
    in_time = (colleague, colleague.chain.write(school.town.request(code, CLASS), at=start))
    late = (desk, desk.chain.write(school.town.request(code, CLASS), at=start + TOO_LATE))
    enrolled = [late, in_time] if later_one_first else [in_time, late]
    school.town.time.go_on(TOO_LATE)
    for sender, fact in [report, *enrolled] if reported_first else [*enrolled, report]:
        (receipt,) = sender.hand_in(fact)
        assert receipt.outcome in (Outcome.RECORDED, Outcome.PROVISIONAL, Outcome.MERGED)
    assert school.registered()[number] is True
