"""Sessions alone and beside each other: each fault by its name, each edge to the minute."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import ClassId, SessionId
from sync.domain.policy import Policy
from sync.domain.timetable import PlannedSession, TimetableFault, clash, fault_among, fault_of

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
POLICY = Policy()
LESSON = PlannedSession(
    SessionId("s-1"), ClassId("k-1"), NOW + timedelta(days=1), NOW + timedelta(days=1, hours=3), 4, "room", "teacher"
)


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (LESSON, None),
        (replace(LESSON, starts=NOW, ends=NOW + timedelta(hours=3)), TimetableFault.IN_THE_PAST),
        (replace(LESSON, starts=NOW + MINUTE / 60, ends=NOW + timedelta(hours=4)), None),
        (replace(LESSON, ends=LESSON.starts), TimetableFault.ENDS_BEFORE_IT_STARTS),
        (replace(LESSON, ends=LESSON.ends - MINUTE), TimetableFault.HOURS_DO_NOT_FIT),
        (replace(LESSON, hours=3), None),
        (replace(LESSON, hours=5), TimetableFault.HOURS_DO_NOT_FIT),
    ],
)
def test_one_session_by_itself(session: PlannedSession, expected: TimetableFault | None) -> None:
    assert fault_of(session, NOW, POLICY) is expected


ELSEWHERE = replace(LESSON, id=SessionId("s-2"), class_id=ClassId("k-2"), room="other", teacher="another")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (ELSEWHERE, None),
        (replace(ELSEWHERE, room="room"), TimetableFault.ROOM_TAKEN),
        (replace(ELSEWHERE, teacher="teacher"), TimetableFault.TEACHER_ELSEWHERE),
        (replace(ELSEWHERE, class_id=LESSON.class_id), TimetableFault.CLASS_ELSEWHERE),
        (replace(LESSON, starts=LESSON.ends, ends=LESSON.ends + 3 * MINUTE, id=SessionId("s-3")), None),
        (replace(LESSON, room="room", starts=LESSON.starts + MINUTE), None),  # it is the session itself
    ],
)
def test_two_sessions(other: PlannedSession, expected: TimetableFault | None) -> None:
    assert clash(LESSON, [other]) is expected
    assert clash(other, [LESSON]) is expected


def test_what_nobody_has_named_cannot_be_taken() -> None:
    nowhere = replace(LESSON, room=None, teacher=None)
    assert clash(nowhere, [replace(ELSEWHERE, room=None, teacher=None)]) is None


def test_a_list_is_in_order_of_time() -> None:
    later = replace(LESSON, id=SessionId("s-2"), starts=LESSON.ends, ends=LESSON.ends + timedelta(hours=3))
    assert fault_among([LESSON, later]) is None
    assert fault_among([later, LESSON]) is TimetableFault.OUT_OF_ORDER
    assert fault_among([LESSON, replace(later, starts=LESSON.ends - MINUTE)]) is TimetableFault.CLASS_ELSEWHERE


plans = st.lists(
    st.builds(
        lambda number, start, length, room: PlannedSession(
            SessionId(f"s-{number}"),
            ClassId(f"k-{number}"),
            NOW + start * MINUTE,
            NOW + (start + length) * MINUTE,
            1,
            room,
            None,
        ),
        st.integers(0, 1000),
        st.integers(1, 50),
        st.integers(1, 20),
        st.sampled_from(["a", "b", None]),
    ),
    max_size=4,
    unique_by=lambda session: session.id,
)


@given(plans)
def test_who_is_in_a_room_is_told_minute_by_minute(planned: list[PlannedSession]) -> None:
    """Two in one room at some minute, whichever order they are told in: then, and only then, there is a fault."""
    minutes = [
        (session.room, session.starts + step * MINUTE)
        for session in planned
        if session.room
        for step in range((session.ends - session.starts) // MINUTE)
    ]
    taken_twice = len(minutes) != len(set(minutes))
    in_order = sorted(planned, key=lambda session: session.starts)
    assert (fault_among(in_order) is TimetableFault.ROOM_TAKEN) is taken_twice
    for order in permutations(planned):
        assert any(clash(session, order) for session in order) is taken_twice
