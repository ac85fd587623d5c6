"""Work runs elsewhere and in order; results come home; the UI thread goes on meanwhile."""

import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.background import Background


@pytest.fixture
def background(qapp: QApplication) -> Background:
    return Background()


def test_work_runs_in_one_other_thread_and_answers_at_home(qtbot: QtBot, background: Background) -> None:
    worked: list[int] = []
    home: list[int] = []

    def work() -> int:
        worked.append(threading.get_ident())
        return 42

    for _ in range(5):
        background.run(work, lambda value: home.append(value + threading.get_ident()))
    qtbot.waitUntil(lambda: len(home) == 5)
    assert set(home) == {42 + threading.get_ident()}
    assert len(set(worked)) == 1
    assert worked[0] != threading.get_ident()
    background.close()


def test_work_runs_in_the_order_it_was_given(qtbot: QtBot, background: Background) -> None:
    done: list[int] = []

    def later(number: int) -> int:
        time.sleep(0.001 * (5 - number))
        return number

    for number in range(5):
        background.run(partial(later, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 5)
    assert done == list(range(5))
    background.close()


def test_an_error_goes_to_who_asked_for_it(qtbot: QtBot, background: Background) -> None:
    failed: list[Exception] = []

    def fail() -> None:
        raise OSError("disk")

    background.run(fail, None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], OSError)
    background.close()


def test_an_error_nobody_takes_is_not_lost(qtbot: QtBot, background: Background) -> None:
    def fail() -> None:
        raise OSError("disk")

    with capture_exceptions() as raised:
        background.run(fail)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is OSError
    background.close()


def test_the_window_goes_on_while_work_waits(qtbot: QtBot, background: Background) -> None:
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(10)
    done: list[None] = []
    background.run(lambda: time.sleep(0.5), done.append)
    qtbot.waitUntil(lambda: bool(done))
    timer.stop()
    assert len(ticks) >= 10
    background.close()


def test_nothing_is_delivered_after_closing(qtbot: QtBot, background: Background) -> None:
    heard: list[None] = []
    background.run(lambda: time.sleep(0.05), heard.append)
    background.run(lambda: None, heard.append)
    background.close()
    background.run(lambda: None, heard.append)
    qtbot.wait(50)
    assert heard == []
