"""The forecast: what can still be reached, told never too well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.attendance import Account, Flag, Mark
from sync.domain.forecast import Outlook, can_be_had, forecast, needed_hours
from sync.domain.policy import Policy

POLICY = Policy()


@pytest.mark.parametrize(
    ("done", "to_come", "unplanned", "outlook", "spare"),
    [
        (64, [4, 4], 0, Outlook.REACHED, 2),
        (36, [4] * 11, 0, Outlook.WITHIN_REACH, 4),
        (20, [4] * 11, 0, Outlook.ON_THE_EDGE, 0),
        (20, [4] * 10, 0, Outlook.OUT_OF_REACH, 0),
        (20, [], 0, Outlook.OUT_OF_REACH, 0),
        (0, [], 80, Outlook.WITHIN_REACH, 0),
        (60, [2, 8], 0, Outlook.ON_THE_EDGE, 0),
    ],
)
def test_outlook(done: int, to_come: list[int], unplanned: int, outlook: Outlook, spare: int) -> None:
    seen = forecast(done, to_come, 80, POLICY, unplanned)
    assert (seen.outlook, seen.spare, seen.needed) == (outlook, spare, 64)
    assert seen.ahead == sum(to_come) + unplanned


def test_a_share_is_rounded_up() -> None:
    assert [needed_hours(hours, POLICY) for hours in (0, 1, 61, 80)] == [0, 1, 49, 64]


def test_a_class_that_asks_for_nothing_is_attended() -> None:
    assert forecast(0, [], 0, POLICY).outlook is Outlook.REACHED


def test_hours_wait_for_a_sign_out() -> None:
    assert can_be_had(None)
    assert can_be_had(Account(Mark.EARLY, 0, flags=frozenset({Flag.NO_SIGN_OUT})))
    assert not can_be_had(Account(Mark.PRESENT, 4))


@given(
    st.integers(0, 100), st.lists(st.integers(1, 8), max_size=12), st.integers(0, 120), st.integers(0, 100)
)
def test_missing_as_many_as_are_spare_never_loses_it(
    done: int, to_come: list[int], required: int, percent: int
) -> None:
    policy = Policy(attendance_percent=percent)
    seen = forecast(done, to_come, required, policy)
    left = sorted(to_come)[: len(to_come) - seen.spare]
    if seen.outlook is not Outlook.OUT_OF_REACH:
        assert done + sum(left) >= seen.needed
        if left and done + sum(left[:-1]) >= seen.needed:
            pytest.fail("one more could be missed")
    else:
        assert done + sum(to_come) < seen.needed
