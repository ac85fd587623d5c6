"""Which session is on, and how a sign-in stands to it: each edge to the microsecond."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.domain.classes import Session, Timeliness, session_for_clock, timeliness
from sync.domain.ids import ClassId, SessionId
from sync.domain.policy import Policy

POLICY = Policy()
STARTS = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def session(name: str, starts: datetime = STARTS, hours: float = 3) -> Session:
    return Session(SessionId(name), ClassId("class-" + name), starts, starts + timedelta(hours=hours), 4)


@pytest.mark.parametrize(
    ("after_start", "expected"),
    [
        (-timedelta(minutes=60) - TICK, Timeliness.TOO_EARLY),
        (-timedelta(minutes=60), Timeliness.ON_TIME),
        (timedelta(), Timeliness.ON_TIME),
        (timedelta(minutes=10), Timeliness.ON_TIME),
        (timedelta(minutes=10) + TICK, Timeliness.LATE),
        (timedelta(hours=3), Timeliness.LATE),
        (timedelta(hours=3) + TICK, Timeliness.OVER),
    ],
)
def test_timeliness_at_its_edges(after_start: timedelta, expected: Timeliness) -> None:
    assert timeliness(session("a"), STARTS + after_start, POLICY) is expected


def test_a_session_shorter_than_the_late_margin_is_over_when_it_is_over() -> None:
    short = session("a", hours=0.1)
    assert timeliness(short, short.ends + TICK, POLICY) is Timeliness.OVER


def test_the_policys_margins_count() -> None:
    strict = Policy(late_after_minutes=0, sign_in_opens_minutes=0)
    assert timeliness(session("a"), STARTS + TICK, strict) is Timeliness.LATE
    assert timeliness(session("a"), STARTS - TICK, strict) is Timeliness.TOO_EARLY


def test_the_desk_goes_to_the_session_that_takes_sign_ins() -> None:
    morning, noon = session("a"), session("b", STARTS + timedelta(hours=3, minutes=30))
    both = [noon, morning]
    assert session_for_clock(both, STARTS, POLICY) is morning
    assert session_for_clock(both, STARTS - timedelta(hours=2), POLICY) is None
    assert session_for_clock(both, STARTS + timedelta(hours=2, minutes=31), POLICY) is noon
    assert session_for_clock(both, noon.ends + TICK, POLICY) is None
    assert session_for_clock([], STARTS, POLICY) is None


def test_of_two_that_start_together_the_choice_is_always_the_same() -> None:
    twins = [session("a"), session("b")]
    assert session_for_clock(twins, STARTS, POLICY) is session_for_clock(twins[::-1], STARTS, POLICY)
