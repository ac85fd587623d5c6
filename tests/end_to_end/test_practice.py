"""Practice in the real window: entered in a moment, everything answered, nothing of it in the record, and back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.practice_app import App as PracticeOnly
from desktop.main_window import open_frame
from desktop.screens.practice.page import PracticePage
from desktop.widgets.practice_veil import PracticeVeil
from sync.desk.device.settings import Settings
from sync.desk.operations.practice import Sample
from sync.desk.operations.show_desk_state import show_desk_state
from sync.domain.verdicts import Verdict
from tests.end_to_end.test_window import Morning
from tests.screenshots.stage import phone_before_camera

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def morning(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Morning]:
    morning = Morning(qtbot, qapp, tmp_path, "zh_CN")
    morning.open()
    yield morning
    morning.end()


def enter(qtbot: QtBot, morning: Morning) -> PracticePage:
    began = time.monotonic()
    with qtbot.waitSignal(morning.app.practice.entered):
        morning.app.window.practice.click()
    assert time.monotonic() - began < 2
    (page,) = [page for page in morning.app.window.findChildren(PracticePage) if page.isVisible()]
    return page


def test_everything_can_be_tried_and_nothing_of_it_is_recorded(qtbot: QtBot, morning: Morning) -> None:
    page = enter(qtbot, morning)
    view = morning.app.practice.view
    assert view is not None
    assert page.samples.count() == len(Sample)
    qtbot.waitUntil(lambda: "练习班" in view.sessions.text())
    seen: set[Verdict] = set()
    for row in range(len(Sample)):
        page.samples.setCurrentRow(row)
        view.card.setAccessibleName("")
        QTest.keyClick(page.samples, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: view.card.answer is not None and view.card.accessibleName() != "")
        assert view.card.answer is not None
        seen.add(view.card.answer.verdict)
    assert seen == set(Verdict)
    (veil,) = morning.app.window.findChildren(PracticeVeil)
    assert veil.size() == morning.app.window.size()
    page.leave.click()
    qtbot.waitUntil(lambda: morning.app.practice.view is None)
    assert morning.app.check_in_view is not None
    assert morning.app.check_in_view.isVisible()
    assert show_desk_state(morning.desk).pending == 0
    assert all(not veil.isVisible() for veil in morning.app.window.findChildren(PracticeVeil))


def test_a_phone_before_the_camera_is_read_for_the_practice_alone(qtbot: QtBot, morning: Morning) -> None:
    enter(qtbot, morning)
    view = morning.app.practice.view
    assert view is not None
    qtbot.waitUntil(lambda: "练习班" in view.sessions.text())
    assert morning.camera is not None
    morning.camera.pixels = phone_before_camera(morning.keys.code_for(1001))
    qtbot.waitUntil(lambda: view.card.answer is not None)
    assert show_desk_state(morning.desk).pending == 0
    qtbot.waitUntil(lambda: view.camera._preview is not None)
    morning.app.practice.leave()


def test_news_of_the_centre_leave_the_practice_alone(qtbot: QtBot, morning: Morning) -> None:
    page = enter(qtbot, morning)
    assert morning.app.staffing is not None
    with qtbot.waitSignal(morning.app.staffing.presenter.people):
        morning.app.staffing.presenter.refresh()
    assert page.isVisible()
    assert morning.app.practice.view is not None
    morning.app.practice.leave()


def test_a_page_that_takes_the_window_ends_the_practice_and_keeps_it(qtbot: QtBot, morning: Morning) -> None:
    enter(qtbot, morning)
    window = morning.app.window
    assert morning.app.staffing is not None
    window.cover(morning.app.staffing.view)
    qtbot.waitUntil(lambda: morning.app.practice.view is None)
    assert morning.app.staffing.view.isVisible()
    window.practice.click()
    qtbot.wait(700)
    assert morning.app.practice.view is None
    assert morning.app.staffing.view.isVisible()


def test_practice_alone_needs_no_site_and_leaving_it_closes_the_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "home", key_storage="file", camera=str(tmp_path / "none.mp4"))
    frame = open_frame(qapp, settings)
    app = PracticeOnly(qapp, settings, frame=frame)
    with qtbot.waitSignal(app.room.entered):
        app.start()
    view = app.room.view
    assert view is not None
    qtbot.waitUntil(lambda: "练习班" in view.sessions.text())
    (page,) = frame.window.findChildren(PracticePage)
    page.leave.click()
    qtbot.waitUntil(lambda: not frame.window.isVisible())
    assert not (tmp_path / "home").exists()
    for left in (app, frame.window):
        left.deleteLater()
