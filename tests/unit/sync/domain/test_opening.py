"""What the opening report lacks, point by point; and that registration does not depend on who arrives first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.deadlines import opening_report_due
from sync.domain.ids import ClassId, SessionId
from sync.domain.opening import OpeningCase, OpeningPoint, registered_at
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.timetable import PlannedSession
from sync.protocol.receipts import ReceiptCode

START = datetime(2026, 12, 10, 0, 30, tzinfo=UTC)
LESSON = PlannedSession(SessionId("s"), ClassId("k"), START, START + timedelta(hours=3), 4, "room", "teacher")
COMPLETE = OpeningCase((LESSON,), required_hours=4, capacity=40, enrolled=12)


@pytest.mark.parametrize(
    ("case", "unmet"),
    [
        (COMPLETE, ()),
        (replace(COMPLETE, sessions=(replace(LESSON, room=None),)), (OpeningPoint.NO_ROOM,)),
        (replace(COMPLETE, sessions=(replace(LESSON, teacher=None),)), (OpeningPoint.NO_TEACHER,)),
        (replace(COMPLETE, required_hours=5), (OpeningPoint.HOURS_SHORT,)),
        (replace(COMPLETE, enrolled=0), (OpeningPoint.NOBODY_ENROLLED,)),
        (replace(COMPLETE, enrolled=40), ()),
        (replace(COMPLETE, enrolled=41), (OpeningPoint.TOO_MANY_TRAINEES,)),
        (replace(COMPLETE, enrolled=61, capacity=100), (OpeningPoint.TOO_MANY_TRAINEES,)),
        (
            replace(COMPLETE, sessions=(), enrolled=0),
            (OpeningPoint.NO_SESSION, OpeningPoint.HOURS_SHORT, OpeningPoint.NOBODY_ENROLLED),
        ),
    ],
)
def test_every_point_that_is_not_met_is_named(case: OpeningCase, unmet: tuple[OpeningPoint, ...]) -> None:
    assert case.unmet(Policy()) == unmet


def test_the_deadline_is_that_of_the_first_session() -> None:
    later = replace(LESSON, id=SessionId("t"), starts=START + timedelta(days=9))
    case = replace(COMPLETE, sessions=(LESSON, later))
    assert case.due(Policy(), RegionRules()) == opening_report_due(START, Policy(), RegionRules())
    assert replace(COMPLETE, sessions=()).due(Policy(), RegionRules()) is None


@pytest.mark.parametrize("point", OpeningPoint)
def test_a_desk_can_be_told_every_point(point: OpeningPoint) -> None:
    assert ReceiptCode(point.value).value == point


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_registration_is_the_later_of_report_and_enrolment(one: datetime, other: datetime) -> None:
    assert registered_at(one, other) == registered_at(other, one) == max(one, other)
