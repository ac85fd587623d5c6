"""The pictures, each a small story played before the real window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.app import App
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource, Pixels
from scanner.scene.scene import Presentation, Scene
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.errors import DiskFull, NotEnrolled, StoreUnreadable
from tests.fakes.held_up import HeldUp
from tests.screenshots.school_day import SchoolDay, make_school_day

_PATIENCE_S = 8.0
_AT = 14  # the frame of a presentation in which the phone is held still
_OPAQUE = "880012345678901234567890"
_STRANGER = "HTTPS://PAY.EXAMPLE/Q/123456"

Story = Callable[["Stage"], None]


class Stage:
    """The window with a day behind it and a camera before it."""

    def __init__(self, qt: QApplication, folder: Path, language: str, *, dark: bool, sessions: bool = True) -> None:
        self._qt = qt
        self.day: SchoolDay = make_school_day(folder, sessions=sessions)
        self.camera = HeldUp(empty_room())
        settings = Settings(folder, language=language, key_storage="file")
        self.app = App(qt, settings, open_desk=lambda: self.day.desk, open_source=self._source)
        self.no_camera = False
        theme.wear(qt, dark=dark)

    def _source(self) -> FrameSource:
        if self.no_camera:
            raise CameraNotFound
        return self.camera

    def open(self) -> None:
        """Start, and wait until the screen is filled."""
        self.app.start()
        self.until(lambda: self.app.check_in_view is not None)
        self.settle(0.8)

    def hold_up(self, text: str) -> None:
        """Someone shows a phone; returns when the desk has answered."""
        self.camera.pixels = phone_before_camera(text)
        assert self.app.check_in_view is not None  # opened
        card = self.app.check_in_view.card
        card.show_waiting("", "")
        self.until(lambda: card.answer is not None)
        self.settle(0.4)

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        end = time.monotonic() + _PATIENCE_S
        while not true():
            if time.monotonic() > end:
                raise TimeoutError
            self.settle(0.02)

    def settle(self, seconds: float) -> None:
        """Let the window live for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._qt.processEvents()
            time.sleep(0.005)

    def close(self) -> None:
        """The end of the story."""
        self.app.window.close()
        QCoreApplication.sendPostedEvents()


class Album:
    """Takes one picture per story and language."""

    def __init__(self, folder: Path, out: Path, *, only: str, dark: bool) -> None:
        self._qt = QApplication([])
        self._folder, self._out, self._only, self._dark = folder, out, only, dark

    def take(self) -> Iterator[Path]:
        """Each picture as it is written."""
        for language, end in (("zh_CN", "zh"), ("en", "en")):
            for name, story in STORIES.items():
                if self._only in f"{name}-{end}":
                    yield self._play(f"{name}-{end}", story, language)

    def _play(self, name: str, story: Story, language: str) -> Path:
        folder = self._folder / name
        folder.mkdir()
        stage = Stage(self._qt, folder, language, dark=self._dark, sessions=story is not no_session)
        story(stage)
        path = self._out / f"{name}.png"
        small(stage.app.window.grab().toImage()).save(str(path), quality=0)
        stage.close()
        return path


def accepted(stage: Stage) -> None:
    stage.open()
    stage.hold_up(stage.day.code(1001))


def refused(stage: Stage) -> None:
    stage.open()
    stage.hold_up(stage.day.keys.code_for(1099, name="何试平", signed_at=stage.day.clock.wall))


def to_confirm(stage: Stage) -> None:
    stage.open()
    stage.hold_up(_OPAQUE)


def already(stage: Stage) -> None:
    stage.open()
    stage.hold_up(stage.day.code(1110))


def enrolment_offered(stage: Stage) -> None:
    stage.open()
    stage.hold_up(stage.day.keys.code_for(3003, name="高试海", signed_at=stage.day.clock.wall))


def other_class(stage: Stage) -> None:
    stage.open()
    stage.hold_up(stage.day.code(2001))


def stranger(stage: Stage) -> None:
    stage.open()
    stage.hold_up(_STRANGER)


def waiting(stage: Stage) -> None:
    stage.open()


def search(stage: Stage) -> None:
    stage.open()
    view = stage.app.check_in_view
    assert view is not None
    view.search.setFocus()
    view.search.setText("ws")
    stage.until(lambda: view.found.count() > 0)
    stage.settle(0.2)


def no_camera(stage: Stage) -> None:
    stage.no_camera = True
    stage.open()


def no_session(stage: Stage) -> None:
    stage.open()


def roster(stage: Stage) -> None:
    stage.open()
    stage.app.window.show_screen("roster")
    stage.settle(0.3)


def not_enrolled(stage: Stage) -> None:
    _cannot_open(stage, NotEnrolled())


def store_unreadable(stage: Stage) -> None:
    _cannot_open(stage, StoreUnreadable())


def disk_full(stage: Stage) -> None:
    stage.open()
    stage.app.window.notices.show_error(DiskFull())
    stage.settle(0.1)


def _cannot_open(stage: Stage, error: Exception) -> None:
    def refuse() -> Desk:
        raise error

    stage.app._open_desk = refuse
    stage.app.start()
    stage.settle(0.4)


STORIES: dict[str, Story] = {
    "check-in-accepted": accepted,
    "check-in-refused": refused,
    "check-in-to-confirm": to_confirm,
    "check-in-already": already,
    "check-in-enrolment-offered": enrolment_offered,
    "check-in-other-class": other_class,
    "check-in-not-a-voucher": stranger,
    "check-in-waiting": waiting,
    "check-in-search": search,
    "check-in-no-camera": no_camera,
    "check-in-no-session": no_session,
    "check-in-disk-full": disk_full,
    "roster": roster,
    "not-enrolled-yet": not_enrolled,
    "record-unreadable": store_unreadable,
}


def small(picture: QImage) -> QImage:
    """The picture in its 256 most frequent colours, each of 6 bits a channel: a third of the size."""
    rgb = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(rgb.constBits(), np.uint32) & 0xFFFCFCFC
    colours, counts = np.unique(pixels, return_counts=True)
    table = [int(colour) for colour in colours[np.argsort(-counts)][:256]]
    return rgb.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def phone_before_camera(text: str) -> Pixels:
    """What the webcam sees of a phone that shows `text`."""
    frames = Scene(seed=len(text)).frames([Presentation(text, "Training voucher", 3.0)])
    return next(islice(frames, _AT + 10, None)).pixels


def empty_room() -> Pixels:
    """What it sees before anyone comes."""
    return next(Scene(seed=3).frames([Presentation("NOBODY", "Nobody", 1.0)])).pixels
