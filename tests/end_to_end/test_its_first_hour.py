"""IT's first hour: a new PC from nothing to its first scan, through the real window, against a real centre."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.screens.first_run.view import FirstRunView
from desktop.screens.set_up.view import SetUpView
from desktop.widgets.habits import recall
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.store.engine import writing
from sync.desk.device.logs import start_log, stop_log
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.store import roster
from sync.domain.ids import SiteId
from tests.fakes.held_up import HeldUp
from tests.integration.conftest import RunningCentre
from tests.screenshots.stage import empty_room, phone_before_camera

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


MOST_TABS = 60


@dataclass
class NewPc:
    """A PC that nobody has set up, its window, and a camera that is not plugged in yet; everything by keys."""

    qtbot: QtBot
    app: App
    centre: RunningCentre
    camera: HeldUp
    plugged_in: bool = False

    def open_source(self) -> FrameSource:
        if not self.plugged_in:
            raise CameraNotFound
        return self.camera

    @property
    def steps(self) -> FirstRunView:
        assert self.app.pc.view is not None
        return self.app.pc.view

    def type(self, text: str) -> None:
        QTest.keyClicks(self.app.window.focusWidget(), text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.app.window.focusWidget(), key)

    def tab_to(self, widget: QWidget) -> None:
        """By Tab alone, as somebody without a mouse."""
        for _ in range(MOST_TABS):
            if self.app.window.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget.accessibleName() or type(widget).__name__}")

    def go_on(self) -> None:
        """The main button, on which every step begins or to which Tab leads."""
        self.tab_to(self.steps.next)
        self.press(Qt.Key.Key_Space)

    def code(self) -> str:
        with writing(self.centre.behind.store) as connection:
            site = SiteId(self.centre.example["site"]["id"])
            return make_enrolment_code(connection, site, self.centre.behind.now())

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=15_000)

    def until_told(self, words: str) -> None:
        self.until(lambda: words in self.steps.step.told.text())


@pytest.fixture
def new_pc(qtbot: QtBot, qapp: QApplication, centre: RunningCentre, tmp_path: Path) -> Iterator[NewPc]:
    settings = Settings(tmp_path / "home", key_storage="file", language="en")
    log = start_log(settings.home)
    pcs: list[NewPc] = []
    app = App(qapp, settings, open_source=lambda: pcs[0].open_source())  # noqa: PLW0108  the PC needs its window first
    pcs.append(NewPc(qtbot, app, centre, HeldUp(empty_room())))
    app.start()
    qtbot.waitUntil(lambda: app.pc.view is not None)
    app.window.activateWindow()
    yield pcs[0]
    app.window.close()
    stop_log(log)


def test_from_nothing_to_the_first_scan_by_the_keyboard(new_pc: NewPc, tmp_path: Path) -> None:
    code = join_by_keyboard(new_pc, tmp_path / "home")
    try_devices(new_pc, tmp_path / "page.pdf")
    person = scan_somebody(new_pc)
    look_and_change(new_pc, tmp_path / "home")
    written = b"".join(path.read_bytes() for path in (tmp_path / "home" / "logs").iterdir())
    assert b"set-up: camera" in written
    assert b"online" in written
    cast = [each for shown in new_pc.centre.example["cast"] for each in (shown.get("name"), shown.get("text"))]
    private = [code, *person, *(each for each in cast if each)]
    assert len(private) > 20
    assert not [each for each in private if each.encode() in written]


def join_by_keyboard(pc: NewPc, home: Path) -> str:
    """The code that was used up."""
    pc.go_on()
    centre = pc.steps.centre
    pc.tab_to(centre.url)
    pc.type(pc.centre.url)
    pc.tab_to(centre.test)
    pc.press(Qt.Key.Key_Space)
    pc.until_told("The centre answers")
    assert "clock agrees" in centre.told.text()
    pc.tab_to(centre.code)
    pc.type("WRONG-CODE")
    pc.press(Qt.Key.Key_Return)
    pc.until_told("does not take this code")
    pc.tab_to(centre.code)
    centre.code.selectAll()
    code = pc.code()
    pc.type(code)
    pc.press(Qt.Key.Key_Return)
    pc.until_told("Joined")
    assert pc.steps.joined
    pc.until(lambda: recall(home).set_up_step == "centre")  # the power may go now
    return code


def try_devices(pc: NewPc, page: Path) -> None:
    pc.go_on()
    assert pc.steps.step is pc.steps.camera
    again = pc.steps.camera.view.findChild(QPushButton, "", Qt.FindChildOption.FindChildrenRecursively)
    pc.until(lambda: "S01" in shown_in(pc.steps.camera.view))
    pc.plugged_in, pc.camera.pixels = True, phone_before_camera("HELLO-42")
    assert again is not None
    pc.tab_to(again)
    pc.press(Qt.Key.Key_Space)
    pc.until_told("Read a code of 8 characters")
    pc.camera.pixels = empty_room()
    pc.go_on()
    pc.app.readers.see("HELLO-43")
    assert "8 characters arrived whole" in pc.steps.reader.told.text()
    pc.go_on()
    pc.steps.printer.save_to(page)
    assert page.read_bytes().startswith(b"%PDF")
    pc.go_on()
    pc.until_told("clock agrees")
    pc.go_on()
    pc.until_told("To look at")
    pc.go_on()
    pc.until(lambda: pc.app.check_in_view is not None)
    assert pc.app.pc.view is None


def shown_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def scan_somebody(pc: NewPc) -> list[str]:
    """A phone before the camera is answered; that person's name, ID number, phone and code."""
    desk = pc.app.desk
    assert desk is not None
    shown = next(row for row in pc.centre.example["cast"] if row["note"] == "enrolled")
    view = pc.app.check_in_view
    assert view is not None
    pc.until(lambda: "Please show the voucher" in view.card.accessibleName())  # the first round has told of a session
    pc.camera.pixels = phone_before_camera(shown["text"])
    pc.until(lambda: shown["name"][0] in view.card.accessibleName())
    assert "Signed in" in view.card.accessibleName()
    pc.camera.pixels = empty_room()
    return [*found(desk, shown["name"]), shown["text"]]


def found(desk: Desk, name: str) -> list[str]:
    """Name, ID number and phone of somebody on the roster; empty before the centre has told of them."""
    with desk.store.read() as tx:
        entries = roster.find(tx, name, 1)
    return [each for entry in entries for each in (entry.name, entry.id_number, entry.phone)]


def look_and_change(pc: NewPc, home: Path) -> None:
    """This PC: all well but what a test's PC has not; then size and language, and a copy, by keys."""
    QTest.keyClick(pc.app.window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    view = pc.app.screens["set_up"].view
    assert isinstance(view, SetUpView)
    pc.until(lambda: "last contact" in view.health._checks and view.health._checks["last contact"].ok)
    wrong = {check.name for check in view.health._checks.values() if not check.ok}
    assert wrong <= {"camera", "keyring", "printer"}
    assert "Camera" in view.health.text()
    pc.tab_to(view.tabs)
    pc.press(Qt.Key.Key_Right)
    pc.tab_to(view.settings.scale)
    for _ in range(2):
        pc.press(Qt.Key.Key_Down)
    pc.tab_to(view.settings.language)
    pc.press(Qt.Key.Key_Up)
    pc.until(lambda: (recall(home).scale, recall(home).language) == (150, "zh_CN"))
    pc.until(lambda: view.tabs.tabText(0) == "健康")
    pc.tab_to(view.tabs)
    for _ in range(2):
        pc.press(Qt.Key.Key_Right)
    before = len(list((home / "backups").glob("*.db")))
    pc.tab_to(view.record.back_up)
    pc.press(Qt.Key.Key_Space)
    pc.until(lambda: len(list((home / "backups").glob("*.db"))) > before)
    pc.until(lambda: not view.progress.isVisible())


def test_a_wrong_address_is_told_before_the_code_is_used(new_pc: NewPc) -> None:
    new_pc.go_on()
    for address, words in (
        ("http://127.0.0.1:9", "Nothing answers there"),
        ("centre", "must look like https://centre.example"),
        ("http://centre.example", "must look like https://centre.example"),
    ):
        new_pc.steps.centre.told.clear()
        new_pc.steps.centre.url.setText(address)
        new_pc.steps.centre.test.click()
        new_pc.until_told(words)


def test_a_code_is_used_once(new_pc: NewPc, tmp_path: Path) -> None:
    from desktop.joining import join_site  # noqa: PLC0415  as another PC does

    code = new_pc.code()
    join_site(Settings(tmp_path / "other", key_storage="file"), new_pc.centre.url, code)
    new_pc.go_on()
    new_pc.steps.centre.url.setText(new_pc.centre.url)
    new_pc.steps.centre.code.setText(code)
    new_pc.steps.centre.join.click()
    new_pc.until_told("does not take this code")
    assert not new_pc.steps.joined
