"""The whole window before a camera driver in software: chosen, remembered, covered, pulled out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.widgets.camera_view import CameraView
from desktop.widgets.habits import recall
from desktop.widgets.status_line import CameraState
from scanner.source_opener import SourceOpener
from sync.desk.device.settings import Settings
from tests.fakes.site import make_desk
from tests.fakes.software_camera import SoftwareCamera, SoftwareDriver

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


class Pc:
    """A PC with two cameras; the program can be opened on it again and again."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self._qtbot, self._qapp, self.folder = qtbot, qapp, folder
        self.built_in = SoftwareCamera("Built-in", "pci-1", frame_s=0.03)
        self.webcam = SoftwareCamera("C920", "usb-2", frame_s=0.03)
        self.driver = SoftwareDriver(self.built_in, self.webcam)
        self.app = self._make("")

    def _make(self, camera: str) -> App:
        settings = Settings(self.folder, language="en", key_storage="file", camera=camera)
        sources = partial(SourceOpener, cameras=self.driver.list_cameras, device=self.driver.open)
        return App(self._qapp, settings, open_desk=lambda: make_desk(self.folder)[0], make_sources=sources)

    def open(self) -> CameraView:
        """Start the program; the part of the window that shows the camera."""
        self.app.start()
        self.until(lambda: self.app.check_in_view is not None)
        assert self.app.check_in_view is not None
        return self.app.check_in_view.camera

    def open_again(self, camera: str = "") -> CameraView:
        """Close it and start it anew, with what the settings say of the camera."""
        self.close()
        self.app = self._make(camera)
        return self.open()

    def until(self, so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(so, timeout=8000)

    def state(self) -> CameraState:
        return self.app.window.status._now.camera

    def close(self) -> None:
        self.app.window.close()
        self.app.deleteLater()
        self.app.window.deleteLater()


@pytest.fixture
def pc(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Pc]:
    pc = Pc(qtbot, qapp, tmp_path)
    yield pc
    pc.close()


def says(view: CameraView) -> str:
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_the_camera_that_was_chosen_is_used_now_and_the_next_day(pc: Pc) -> None:
    view = pc.open()
    pc.until(lambda: view.chooser.isVisible() and pc.built_in.taken > 5)
    view.chooser.menu().actions()[1].trigger()
    pc.until(lambda: pc.webcam.taken > 5 and pc.state() is CameraState.WORKING)
    pc.until(lambda: (recall(pc.folder).camera, recall(pc.folder).camera_port) == ("C920", "usb-2"))
    assert pc.built_in.holders == 0
    taken = pc.webcam.taken
    view = pc.open_again()
    pc.until(lambda: pc.webcam.taken > taken + 5)
    assert view.chooser.text() == "C920"


def test_what_the_settings_say_goes_before_what_was_chosen(pc: Pc) -> None:
    view = pc.open()
    pc.until(view.chooser.isVisible)
    view.chooser.menu().actions()[1].trigger()
    pc.until(lambda: recall(pc.folder).camera == "C920")
    taken = pc.built_in.taken
    pc.open_again("Built-in")
    pc.until(lambda: pc.built_in.taken > taken + 5)


def test_covered_pulled_out_and_back(pc: Pc) -> None:
    view = pc.open()
    pc.until(lambda: pc.state() is CameraState.WORKING)
    pc.built_in.black = True
    pc.until(lambda: pc.state() is CameraState.TROUBLED)
    assert "S08" in says(view)
    pc.built_in.black = False
    pc.until(lambda: pc.state() is CameraState.WORKING and says(view) == "")
    pc.driver.unplug(pc.built_in)
    pc.until(lambda: "S01" in says(view))
    assert pc.state() is CameraState.MISSING
    assert view.chooser.isVisible()
    pc.driver.plug_in(pc.built_in, 9)
    pc.until(lambda: pc.state() is CameraState.WORKING and says(view) == "")
    assert pc.webcam.taken == 0


def test_a_camera_plugged_in_later_can_be_chosen(pc: Pc) -> None:
    pc.driver.unplug(pc.webcam)
    view = pc.open()
    pc.until(lambda: pc.state() is CameraState.WORKING)
    assert not view.chooser.isVisible()
    pc.driver.plug_in(pc.webcam)
    assert pc.app.camera is not None
    pc.app.camera.look()  # as every ten seconds
    pc.until(view.chooser.isVisible)
