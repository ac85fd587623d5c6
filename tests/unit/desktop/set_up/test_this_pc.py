"""This PC: looking again, a copy now, the record's place, the camera, the codes."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.set_up.codes_page import CodesPage
from desktop.screens.set_up.settings_page import SettingsPage
from scanner.camera_choice import CameraInfo
from sync.desk.device.settings import Origin, Settings
from sync.desk.device.sole_use import sole_use
from sync.desk.operations.back_up import back_up_beside, back_up_now
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_storage import show_storage
from sync.desk.store.place import backups_of
from sync.errors import StoreLocked
from tests.unit.desktop.set_up.conftest import ThisPc

Speak = Callable[[str], None]
BUILT_IN, DESK_LAMP = CameraInfo(0, "Integrated Camera", port="pci-1"), CameraInfo(2, "Desk Lamp", port="usb-2")
TABS = {"codes": 4}


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_whoever_looks_again_does_not_wait_for_long_work(qtbot: QtBot, this_pc: ThisPc) -> None:
    goes_on = threading.Event()
    this_pc.long.run(goes_on.wait)
    try:
        this_pc.presenter.refresh()
        qtbot.waitUntil(lambda: "last contact" in this_pc.view.health._checks, timeout=15_000)
        assert "store" not in this_pc.view.health._checks  # that reads the whole record, and is asked for by itself
        this_pc.view.health._checks.clear()
        this_pc.view.health.again.click()
        qtbot.waitUntil(lambda: "printer" in this_pc.view.health._checks, timeout=15_000)
    finally:
        goes_on.set()


def test_the_worst_comes_first_and_the_rest_by_name_and_fix(qtbot: QtBot, this_pc: ThisPc) -> None:
    this_pc.presenter.refresh()
    qtbot.waitUntil(lambda: bool(this_pc.view.health._checks), timeout=15_000)
    this_pc.view.health.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    marks = [line.split()[0] for line in lines]
    assert marks == sorted(marks, key="✕!✓".index)
    assert any("N01 → Go on working" in line for line in lines)


def test_a_copy_now_stands_in_the_list(qtbot: QtBot, this_pc: ThisPc) -> None:
    this_pc.view.record.back_up.click()
    qtbot.waitUntil(lambda: this_pc.view.record.copies.model().rowCount() == 1, timeout=15_000)
    assert "free" in words(this_pc.view.record)
    assert this_pc.view.progress.isHidden()


def test_a_copy_while_another_is_made_is_told(qtbot: QtBot, this_pc: ThisPc) -> None:
    with (
        sole_use(backups_of(this_pc.desk.store.path) / "backup.lock", 0),
        qtbot.waitSignal(this_pc.presenter.failed, timeout=15_000) as told,
    ):
        this_pc.presenter.back_up()
    assert isinstance(told.args[0], StoreLocked)
    assert this_pc.view.progress.isHidden()


def test_the_whole_record_is_read_when_it_is_asked_for(qtbot: QtBot, this_pc: ThisPc) -> None:
    this_pc.view.record.verify.click()
    qtbot.waitUntil(lambda: "store" in this_pc.view.health._checks, timeout=15_000)
    assert this_pc.view.health._checks["store"].ok


def test_what_lies_on_the_disk(desk: Desk) -> None:
    settings = Settings(desk.store.path.parent, key_storage="file")
    before = show_storage(settings, desk)
    assert (before.copies, before.checked) == ((), None)
    assert before.record >= desk.store.path.stat().st_size
    assert before.free > 0
    made = back_up_now(desk, lambda: None)
    back_up_beside(desk, lambda: None)
    after = show_storage(settings, desk)
    assert len(after.copies) == 2
    assert made.path.stat().st_size in {copy.size for copy in after.copies}
    assert made.pending <= made.facts


def test_one_of_two_cameras_is_chosen(qtbot: QtBot, speak: Speak) -> None:
    page = SettingsPage(Settings.load({"home": "home"}), {})
    qtbot.addWidget(page)
    assert (page.camera.currentText(), page.camera.isEnabled()) == ("None is plugged in", False)
    page.show_cameras((BUILT_IN,), BUILT_IN)
    assert not page.camera.isEnabled()
    page.show_cameras((BUILT_IN, DESK_LAMP), BUILT_IN)
    assert page.camera.currentText() == "Integrated Camera"
    with qtbot.waitSignal(page.camera_chosen) as chosen:
        QTest.keyClick(page.camera, Qt.Key.Key_Down)
    assert chosen.args == [DESK_LAMP]
    page.show_cameras((BUILT_IN,), DESK_LAMP)
    assert page.camera.currentText() == "Desk Lamp, not plugged in"
    speak("zh_CN")
    assert page.camera.currentText() == "Desk Lamp（未接上）"
    page.lock_all(locked=True)
    assert not page.camera.isEnabled()


def test_a_camera_that_it_has_named_is_not_asked_for(qtbot: QtBot) -> None:
    page = SettingsPage(Settings.load({"home": "home", "camera": "Lamp"}), {"camera": Origin.SITE_FILE})
    qtbot.addWidget(page)
    page.show_cameras((BUILT_IN, DESK_LAMP), DESK_LAMP)
    assert (page.camera.currentText(), page.camera.isEnabled()) == ("Desk Lamp", False)


def test_a_code_or_a_word_finds_what_to_do(qtbot: QtBot, speak: Speak) -> None:
    page = CodesPage()
    qtbot.addWidget(page)
    everything = page.table.model().rowCount()
    assert everything > 30
    page.code.setText(" n01 ")
    assert page.table.model().rowCount() == 1
    assert "N01  The centre cannot be reached" in words(page)
    assert page.found.text() == "Go on working; records are sent when the line is back."
    page.code.setText("printer")
    assert "T01  The printer is not there any more" in words(page)
    page.code.setText("camera")
    assert 1 < page.table.model().rowCount() < everything
    page.table.selectRow(1)
    assert page.found.text()
    page.code.setText("Z99")
    assert "Every code is a letter and two digits" in words(page)
    page.code.clear()
    assert page.table.model().rowCount() == everything
    speak("zh_CN")
    page.code.setText("打印机")
    assert page.table.model().rowCount() == 1


def test_a_code_that_was_told_leads_to_its_page(qtbot: QtBot, this_pc: ThisPc) -> None:
    this_pc.presenter.code_wanted.emit("D04")
    assert this_pc.view.tabs.currentIndex() == TABS["codes"]
    assert this_pc.view.codes.isVisible()
    assert "D04" in words(this_pc.view.codes)
    assert "NOT saved" in this_pc.view.codes.found.text()


def test_a_bundle_for_support_is_packed_and_its_code_told(qtbot: QtBot, this_pc: ThisPc, tmp_path: Path) -> None:
    target = tmp_path / "for support.zip"
    assert this_pc.view.health.packed.isHidden()
    with qtbot.waitSignal(this_pc.presenter.packed, timeout=15_000) as told:
        this_pc.view.health.pack.click()
        (dialog,) = this_pc.view.findChildren(QFileDialog)
        dialog.selectFile(str(target))
        dialog.accept()
    shown = this_pc.view.health.packed.text()
    assert not this_pc.view.health.packed.isHidden()
    assert str(target) in shown
    assert shown.endswith(told.args[0].code)
    with zipfile.ZipFile(target) as bundle:
        assert json.loads(bundle.read("about.json"))["code"] == told.args[0].code


def test_a_bundle_that_cannot_be_written_is_told(qtbot: QtBot, this_pc: ThisPc, tmp_path: Path) -> None:
    with qtbot.waitSignal(this_pc.presenter.failed, timeout=15_000):
        this_pc.presenter.pack(tmp_path / "nowhere" / "x.zip")
    assert this_pc.view.health.packed.isHidden()
    assert this_pc.view.progress.isHidden()
