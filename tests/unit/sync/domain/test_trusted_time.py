"""Trusted time: what is believed after a reboot, a clock set back, a clock set forward."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.trusted_time import MEMORY, TOLERANCE, Anchor, Grade, Moment

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANCHOR = Anchor(NOON, 1000.0, "boot-1", 0.0)
HOUR = timedelta(hours=1)


def moment(wall: datetime, *, boot: str = "boot-1", steady: float = 4600.0, anchor: Anchor | None = ANCHOR) -> Moment:
    return Moment(wall, steady, boot, anchor)


@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_in_the_same_boot_the_wall_clock_does_not_matter(wrong: timedelta) -> None:
    read = moment(NOON + HOUR + wrong)
    assert (read.best, read.grade) == (NOON + HOUR, Grade.TRUSTED)
    assert read.clock_error == (wrong if abs(wrong) > TOLERANCE else None)


def test_without_an_anchor_the_wall_clock_is_all_there_is() -> None:
    read = moment(NOON, anchor=None)
    assert (read.best, read.grade, read.clock_error) == (NOON, Grade.DOUBTFUL, None)


@pytest.mark.parametrize(
    ("since", "grade"),
    [
        (timedelta(), Grade.TRUSTED),
        (HOUR, Grade.TRUSTED),
        (timedelta(days=1), Grade.TRUSTED),
        (MEMORY, Grade.TRUSTED),
        (MEMORY + timedelta(seconds=1), Grade.DOUBTFUL),
        (-timedelta(seconds=1), Grade.DOUBTFUL),
        (-timedelta(days=365), Grade.DOUBTFUL),
    ],
)
def test_after_a_restart_a_wall_clock_that_agreed_is_believed_for_a_while(since: timedelta, grade: Grade) -> None:
    read = moment(NOON + since, boot="boot-2", steady=5.0)
    assert read.grade is grade
    assert read.best == max(NOON, NOON + since)


def test_a_clock_set_back_a_year_over_a_restart_is_told() -> None:
    read = moment(NOON - timedelta(days=365), boot="boot-2")
    assert read.best == NOON
    assert read.clock_error == -timedelta(days=365)


def test_a_clock_that_stood_wrong_before_is_corrected_but_not_trusted() -> None:
    anchor = Anchor(NOON, 1000.0, "boot-1", 86400.0)
    read = moment(NOON + HOUR + timedelta(days=1), boot="boot-2", anchor=anchor)
    assert (read.best, read.grade, read.clock_error) == (NOON + HOUR, Grade.DOUBTFUL, timedelta(days=1))


@pytest.mark.parametrize(
    ("offset", "grade"), [(120.0, Grade.TRUSTED), (-120.0, Grade.TRUSTED), (121.0, Grade.DOUBTFUL)]
)
def test_a_small_offset_counts_as_agreeing(offset: float, grade: Grade) -> None:
    anchor = Anchor(NOON, 1000.0, "boot-1", offset)
    assert moment(NOON + HOUR + timedelta(seconds=offset), boot="boot-2", anchor=anchor).grade is grade


@given(st.timedeltas(timedelta(days=-4000), timedelta(days=4000)), st.floats(-1e7, 1e7), st.booleans())
def test_time_never_goes_back_behind_the_centres_last_word(wrong: timedelta, offset: float, restarted: bool) -> None:
    anchor = Anchor(NOON, 1000.0, "boot-1", offset)
    assert moment(NOON + wrong, boot="boot-2" if restarted else "boot-1", anchor=anchor).best >= NOON
