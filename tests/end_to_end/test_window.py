"""The whole window: a phone before the camera, a desk without a network, both languages, nothing cut off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.widgets.habits import Habits, recall
from desktop.widgets.status_line import CameraState
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.domain.verdicts import Reason
from sync.errors import DiskFull, NotJoined, StoreUnreadable, SyncError
from tests.fakes.clock import SetClock
from tests.fakes.held_up import HeldUp
from tests.fakes.site import NOW, SESSION_A, make_desk
from tests.screenshots.stage import empty_room, phone_before_camera

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
SCREENS = ("check_in", "roster", "attention")


class Morning:
    """A window at twenty past eight."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path, language: str) -> None:
        self._qtbot = qtbot
        self.desk, self.keys = make_desk(folder, clock=SetClock(NOW))
        self.camera: HeldUp | None = HeldUp(empty_room())
        self.trouble: SyncError | None = None
        settings = Settings(folder, language=language, key_storage="file")
        self.app = App(qapp, settings, open_desk=self._open_desk, open_source=self._open_source)

    def _open_desk(self) -> Desk:
        if self.trouble is not None:
            raise self.trouble
        return self.desk

    def _open_source(self) -> FrameSource:
        if self.camera is None:
            raise CameraNotFound
        return self.camera

    def open(self) -> None:
        self.app.start()
        self._qtbot.waitUntil(self._shows_the_session)

    def _shows_the_session(self) -> bool:
        view = self.app.check_in_view
        return view is not None and "08:30" in view.sessions.text()

    def card_says(self) -> str:
        assert self.app.check_in_view is not None
        return self.app.check_in_view.card.accessibleName()

    def end(self) -> None:
        self.app.window.close()
        self.desk.close()
        self.app.deleteLater()
        self.app.window.deleteLater()


@pytest.fixture(params=["zh_CN", "en"])
def morning(qtbot: QtBot, qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Morning]:
    morning = Morning(qtbot, qapp, tmp_path, request.param)
    yield morning
    morning.end()


def test_a_phone_before_the_camera_signs_its_holder_in(qtbot: QtBot, morning: Morning) -> None:
    morning.open()
    assert morning.camera is not None
    morning.camera.pixels = phone_before_camera(morning.keys.code_for(1001))
    qtbot.waitUntil(lambda: "王*明" in morning.card_says())
    assert [line.reason for line in show_recent_scans(morning.desk, SESSION_A)] == [Reason.SIGNED_IN]
    qtbot.waitUntil(lambda: "08:20" in morning.app.window.status.findChildren(QAbstractButton)[0].text())


def test_a_camera_that_is_missing_stops_nothing(qtbot: QtBot, morning: Morning) -> None:
    morning.camera = None
    morning.open()
    qtbot.waitUntil(lambda: morning.app.window.status._now.camera is CameraState.MISSING)
    assert morning.app.check_in is not None
    with qtbot.waitSignal(morning.app.check_in.answered):
        morning.app.check_in.present(morning.keys.code_for(1002))
    assert "李*" in morning.card_says()


def test_a_pc_that_joins_its_site_comes_alive(qtbot: QtBot, morning: Morning) -> None:
    morning.trouble = NotJoined()
    morning.app.start()
    qtbot.waitUntil(lambda: "enrol-device" in morning.app.window.blank.accessibleName())
    morning.app.window.language_switched.emit()
    assert "enrol-device" in morning.app.window.blank.accessibleName()
    morning.trouble = None
    qtbot.waitUntil(lambda: morning.app.check_in_view is not None, timeout=8_000)


def test_a_record_that_is_asked_for_twice_is_opened_once(qtbot: QtBot, morning: Morning) -> None:
    """As when somebody hurries through the first steps, and the look for a PC that has joined comes after them."""
    morning.app.start()
    morning.app.pc.finished.emit()
    qtbot.waitUntil(lambda: morning.app.check_in_view is not None)
    morning.app.pc.finished.emit()
    morning.app.disk.run(lambda: None, lambda _: morning.app.setProperty("all read", True))
    qtbot.waitUntil(lambda: bool(morning.app.property("all read")))
    assert [each.objectName() for each in morning.app.findChildren(QThread)] == ["line"]


def test_a_record_that_cannot_be_opened_is_said_calmly(qtbot: QtBot, morning: Morning) -> None:
    morning.trouble = StoreUnreadable()
    morning.app.start()
    qtbot.waitUntil(lambda: "D03" in morning.app.window.blank.accessibleName())
    assert not morning.app.window.status.isVisible()


def test_the_operator_and_the_tones_can_be_changed(qtbot: QtBot, morning: Morning) -> None:
    morning.open()
    assert morning.app.check_in is not None
    assert morning.app.check_in.operator == "s1"
    morning.app.window.operator_chosen.emit("s2")
    assert morning.app.check_in.operator == "s2"
    morning.app.window.muted.emit(True)
    assert morning.app.tones.muted


def test_another_language_changes_the_words_and_nothing_else(qtbot: QtBot, morning: Morning) -> None:
    morning.open()
    window = morning.app.window
    before = window.windowTitle()
    window.language_switched.emit()
    qtbot.waitUntil(lambda: window.windowTitle() != before)
    assert morning.app.check_in_view is not None
    assert morning.app.check_in_view.isVisible()


def test_the_window_remembers_over_a_restart(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    first = Morning(qtbot, qapp, tmp_path, "zh_CN")
    first.open()
    first.app.window.operator_chosen.emit("s2")
    first.app.window.muted.emit(True)
    first.app.window.language_switched.emit()
    chosen = Habits("en", muted=True, operator="s2")
    qtbot.waitUntil(lambda: recall(tmp_path) == chosen)
    first.end()
    (tmp_path / "record.db").unlink()
    again = Morning(qtbot, qapp, tmp_path, "zh_CN")
    again.open()
    assert again.app.check_in is not None
    assert again.app.check_in.operator == "s2"
    assert again.app.tones.muted
    again.end()


def test_a_scan_that_finds_no_room_is_never_answered_as_if_it_were_saved(qtbot: QtBot, morning: Morning) -> None:
    resource = pytest.importorskip("resource")
    morning.open()
    assert morning.app.check_in is not None
    assert morning.app.check_in_view is not None
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, was[1]))
    try:
        with qtbot.waitSignal(morning.app.check_in.not_saved):
            morning.app.check_in.present(morning.keys.code_for(1001))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
    qtbot.wait(50)
    assert "D04" in morning.card_says()
    assert morning.app.check_in_view.card.property("verdict") == "alert"
    assert morning.app.window.notices.isVisible()
    assert cut(morning.app.window) == []
    assert show_recent_scans(morning.desk, SESSION_A) == ()


def test_the_window_never_stands_still(qtbot: QtBot, morning: Morning) -> None:
    """The slowest pass through the event loop while phones come and go, on a PC with two busy processors."""
    morning.open()
    assert morning.camera is not None
    phones = [phone_before_camera(morning.keys.code_for(number)) for number in (1001, 1002, 1003)]
    passes: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: passes.append(time.monotonic()))
    timer.start(5)
    for pixels in phones:
        morning.camera.pixels = pixels
        qtbot.wait(500)
    timer.stop()
    assert len(show_recent_scans(morning.desk, SESSION_A)) == 3
    gaps = sorted(later - earlier for earlier, later in pairwise(passes))
    assert gaps[int(len(gaps) * 0.95)] < 0.1


@pytest.mark.parametrize("reason", ["accepted", "refused", "to confirm", "enrol", "error", "search", "no session"])
def test_no_text_is_cut_at_1280_by_720(qtbot: QtBot, morning: Morning, reason: str) -> None:
    morning.open()
    app = morning.app
    app.window.resize(1280, 720)
    assert app.check_in is not None
    assert app.check_in_view is not None
    codes = {
        "accepted": morning.keys.code_for(1003),
        "refused": morning.keys.code_for(1099),
        "to confirm": "880012345678901234567890",
        "enrol": morning.keys.code_for(3001),
    }
    if reason in codes:
        with qtbot.waitSignals([app.check_in.answered, app.check_in.situation], order="strict"):
            app.check_in.present(codes[reason])
    elif reason == "error":
        app.window.notices.show_error(DiskFull())
    elif reason == "search":
        with qtbot.waitSignal(app.check_in.found):
            app.check_in_view.search.setText("s")
    else:
        clock = morning.desk.clock
        assert isinstance(clock, SetClock)
        clock.go_on(timedelta(hours=6))
        with qtbot.waitSignal(app.check_in.situation):
            app.check_in.refresh()
    for screen in SCREENS:
        app.window.show_screen(screen)
        # A word that has just changed is laid out a moment later, on a busy PC some moments.
        qtbot.waitUntil(lambda: cut(app.window) == [])
        assert (app.window.width(), app.window.height()) == (1280, 720)


def test_a_text_without_room_is_seen(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    for kind in (QLabel, QPushButton):
        squeezed = kind("Waiting to be sent", whole)
        squeezed.setFixedWidth(20)
    wrapped = QLabel("Waiting to be sent to the centre", whole)
    wrapped.setWordWrap(True)
    wrapped.setFixedSize(60, 20)
    whole.show()
    assert len(cut(whole)) == 3


def cut(window: QWidget) -> list[str]:
    """The texts on the screen that have less room than they need."""
    return [text for text, fits in texts_on(window) if not fits()]


def texts_on(window: QWidget) -> Iterator[tuple[str, Callable[[], bool]]]:
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            yield label.text(), partial(label_fits, label)
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            yield button.text(), partial(button_fits, button)
    for field in window.findChildren(QLineEdit):
        if field.isVisible():
            yield field.placeholderText(), partial(field_fits, field)


def button_fits(button: QAbstractButton) -> bool:
    return button.width() + 1 >= button.sizeHint().width()


def field_fits(field: QLineEdit) -> bool:
    return field.fontMetrics().horizontalAdvance(field.placeholderText()) < field.width() - 24


def label_fits(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    return label.sizeHint().width() <= label.width() + 1 and room.height() + 1 >= label.fontMetrics().height()
