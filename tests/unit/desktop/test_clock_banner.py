"""The bar about a wrong clock: how far, what the time is, and gone once it is set."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.widgets.clock_banner import ClockBanner
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import DeskState, show_desk_state
from tests.fakes.clock import SetClock

Speak = Callable[[str], None]


@pytest.fixture
def banner(qtbot: QtBot) -> ClockBanner:
    bar = ClockBanner()
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def state(desk: Desk) -> DeskState:
    return show_desk_state(desk)


def words(banner: ClockBanner) -> str:
    return " ".join(label.text() for label in banner.findChildren(QLabel))


def test_a_clock_that_agrees_needs_no_bar(banner: ClockBanner, state: DeskState) -> None:
    banner.show_state(state)
    assert banner.isHidden()


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (timedelta(minutes=3), "3 min fast: it shows 08:23, but it is 08:20."),
        (timedelta(hours=3, minutes=12), "3 h 12 min fast: it shows 11:32, but it is 08:20."),
        (timedelta(hours=-3), "3 h 0 min slow: it shows 05:20, but it is 08:20."),
        (timedelta(days=-400), "400 day(s) slow: it shows 10-19 08:20, but it is 08:20."),
    ],
)
def test_how_far_it_is_off_and_what_the_time_is(
    banner: ClockBanner, state: DeskState, off: timedelta, said: str
) -> None:
    banner.show_state(replace(state, clock_error=off))
    assert not banner.isHidden()
    assert said in words(banner)


def test_in_chinese_it_says_what_to_do(banner: ClockBanner, state: DeskState, speak: Speak) -> None:
    banner.show_state(replace(state, clock_error=timedelta(minutes=-90)))
    speak("zh_CN")
    assert "慢了 1 小时 30 分" in words(banner)
    assert "网络时间" in words(banner)


def test_it_goes_once_the_clock_is_set(banner: ClockBanner, desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, SetClock)
    clock.set_wall(clock.wall + timedelta(hours=1))
    banner.show_state(show_desk_state(desk))
    assert not banner.isHidden()
    clock.set_wall(clock.wall - timedelta(hours=1))
    banner.show_state(show_desk_state(desk))
    assert banner.isHidden()
