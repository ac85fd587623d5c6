"""The line over the camera's picture: what would help, and that two vouchers are in view at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.screens.check_in.wording import guidance_words
from desktop.widgets.guidance_line import GuidanceLine
from scanner.guidance import Advice, Cause
from tests.unit.desktop.check_in.counter import Counter

Speak = Callable[[str], None]


def line_of(counter: Counter) -> GuidanceLine:
    return counter.view.guidance


def test_nothing_is_said_unasked(counter: Counter) -> None:
    assert line_of(counter).isHidden()


def test_what_would_help_is_said_over_the_picture_and_goes_again(counter: Counter) -> None:
    counter.view.show_advice(Advice(Cause.CLOSER, 0.8))
    assert line_of(counter).text() == "请靠近一点"
    assert line_of(counter).isVisible()
    assert counter.view.camera.rect().contains(line_of(counter).geometry())
    counter.view.show_advice(None)
    assert line_of(counter).isHidden()


def test_several_vouchers_at_once_come_before_any_advice(counter: Counter) -> None:
    counter.view.show_advice(Advice(Cause.CLOSER, 0.8))
    counter.view.show_crowd(2)
    assert line_of(counter).text() == "画面里有两张券，请一次出示一张"
    assert line_of(counter).property("tone") == "warn"
    counter.view.show_crowd(3)
    assert "好几张" in line_of(counter).text()
    counter.view.show_crowd(0)
    assert line_of(counter).text() == "请靠近一点"
    assert line_of(counter).property("tone") == "calm"


def test_the_line_follows_the_language(counter: Counter, speak: Speak) -> None:
    counter.view.show_crowd(2)
    speak("en")
    assert line_of(counter).text() == "Two vouchers in view: show one at a time"


def test_it_is_told_to_whoever_cannot_see_it(counter: Counter) -> None:
    counter.view.show_advice(Advice(Cause.HOLD_STILL, 0.8))
    assert line_of(counter).accessibleName() == "请拿稳，停一下"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("cause", [None, *Cause])
def test_each_word_fits_into_one_line_of_the_smallest_window(
    counter: Counter, speak: Speak, language: str, cause: Cause | None
) -> None:
    speak(language)
    counter.view.resize(1084, 592)
    counter.view.show_advice(Advice(cause, 0.8) if cause else None)
    counter.view.show_crowd(0 if cause else 3)
    line = line_of(counter)
    words, _ = guidance_words(0 if cause else 3, cause)
    assert words
    assert line.height() < 2 * line.fontMetrics().height() + 4 * theme.GAP
    assert counter.view.camera.rect().contains(line.geometry())


def test_it_stays_at_the_lower_edge_when_the_picture_grows(qtbot: QtBot, counter: Counter) -> None:
    counter.view.show_crowd(2)
    before = line_of(counter).geometry().bottom()
    counter.view.resize(2000, 1200)
    qtbot.waitUntil(lambda: line_of(counter).geometry().bottom() > before)
    assert line_of(counter).geometry().bottom() < counter.view.camera.height()
