"""The window of a PC that may not show people: one calm page, no way past it, and back by itself where it may again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sync.desk.store import contact, withdrawal
from tests.end_to_end.test_window import Morning
from tests.fakes.clock import SetClock
from tests.screenshots.stage import phone_before_camera

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def morning(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Morning]:
    morning = Morning(qtbot, qapp, tmp_path, "en")
    morning.open()
    yield morning
    morning.end()


def clock_of(morning: Morning) -> SetClock:
    assert isinstance(morning.desk.clock, SetClock)
    return morning.desk.clock


def present(morning: Morning) -> None:
    assert morning.camera is not None
    morning.camera.pixels = phone_before_camera(morning.keys.code_for(1001))


def page(morning: Morning) -> str:
    """What the calm page says while it is what the window shows."""
    blank = morning.app.window.blank
    return blank.accessibleName() if blank.isVisible() else ""


def look_again(morning: Morning) -> None:
    assert morning.app.sync is not None
    morning.app.sync.try_now()


def test_without_contact_for_too_long_it_locks_and_opens_by_contact(qtbot: QtBot, morning: Morning) -> None:
    clock_of(morning).go_on(timedelta(days=40))
    present(morning)
    qtbot.waitUntil(lambda: "D08" in page(morning))
    QTest.keyClick(morning.app.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "D08" in page(morning)
    assert not morning.app.window.notices.isVisible()
    with morning.desk.store.write() as tx:
        contact.note(tx, clock_of(morning).wall)
    look_again(morning)
    qtbot.waitUntil(lambda: page(morning) == "")


def test_a_withdrawn_pc_says_so_in_both_languages(qtbot: QtBot, morning: Morning) -> None:
    with morning.desk.store.write() as tx:
        withdrawal.begin(tx, clock_of(morning).wall)
    present(morning)
    qtbot.waitUntil(lambda: "withdrawn this PC" in page(morning))
    morning.app.window.language_switched.emit()
    qtbot.waitUntil(lambda: "D09" in page(morning) and "withdrawn" not in page(morning))
