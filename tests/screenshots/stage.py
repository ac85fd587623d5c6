"""The stage the stories are played on: the real window, a day behind it and a camera before it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.app import App
from desktop.commands.demo_centre import DemoCentre, SampleData
from desktop.joining import join_site
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource, Pixels
from scanner.opencv import cv2
from scanner.scene.lens import Lens, Pose, show_sheet
from scanner.scene.person import Looks
from scanner.scene.phone import draw_phone
from scanner.scene.scene import Presentation, Scene
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from tests.fakes.held_up import HeldUp
from tests.screenshots.school_day import SchoolDay, make_school_day

_PATIENCE_S = 15.0
_FPS, _HELD_STILL = 2.5, 4  # few frames to draw until the one in which the phone is held still


class Stage:
    """A window before which phones are held up. `close` ends it."""

    def __init__(self, qt: QApplication, settings: Settings, open_desk: Callable[[], Desk] | None) -> None:
        theme.wear(qt)
        self._qt = qt
        self.camera = HeldUp(empty_room())
        self.no_camera = False
        self.trouble: Exception | None = None
        self.app = App(qt, settings, open_desk=lambda: self._open(open_desk, settings), open_source=self._source)

    def _open(self, open_desk: Callable[[], Desk] | None, settings: Settings) -> Desk:
        if self.trouble is not None:
            raise self.trouble
        return open_desk() if open_desk else Desk.open(settings)

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
        """Someone shows a phone; returns when the card has said something about it."""
        assert self.app.check_in_view is not None  # opened
        card = self.app.check_in_view.card
        card.setAccessibleName("")
        self.camera.pixels = phone_before_camera(text)
        self.until(lambda: card.accessibleName() != "" and not self.asking())
        self.settle(0.3)

    def hold_up_unread(self, *phones: tuple[str, float, float]) -> None:
        """As `phones_before_camera`; returns when the line over the picture has said something about it."""
        assert self.app.check_in_view is not None  # opened
        guidance = self.app.check_in_view.guidance
        self.camera.pixels = phones_before_camera(*phones)
        self.until(guidance.isVisible)
        self.settle(0.3)

    def asking(self) -> bool:
        """Whether the centre has been asked and has not answered yet."""
        assert self.app.check_in_view is not None
        return "…" in self.app.check_in_view.card.accessibleName()

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

    def speak(self, language: str) -> None:
        """What the button at the top right does."""
        if self.app.language.now != language:
            self.app.window.language_switched.emit()
            self.settle(0.1)

    def close(self) -> None:
        """The end of the story; nothing of it is left to be dressed anew in the next one."""
        self.app.window.close()
        for left in (self.app.window, self.app):
            left.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Classroom(Stage):
    """On the school day of the tests' site, whose centre never answers."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self.day: SchoolDay = make_school_day(folder)
        super().__init__(qt, Settings(folder, key_storage="file"), lambda: self.day.desk)

    def show(self, voucher_no: int, name: str | None = None) -> None:
        """A phone with the code of that voucher, made just now."""
        self.hold_up(self.day.keys.code_for(voucher_no, name=name, signed_at=self.day.clock.wall))


class Joined(Stage):
    """On a desk that has joined the reference centre with its sample people; the centre is a process of its own."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self.folder = folder
        self.centre = DemoCentre(folder / "centre.db")
        self.sample: SampleData = self.centre.seed(7, folder / "sample.json")
        self.centre.start()
        settings = Settings(folder / "desk", central_url=self.centre.url, key_storage="file")
        join_site(settings, self.centre.url, self.sample.enrolment_code)
        super().__init__(qt, settings, None)

    def pending(self) -> int:
        """How many facts the centre has not answered yet."""
        return show_desk_state(self.app.desk).pending if self.app.desk else 0

    def close(self) -> None:
        super().close()
        self.centre.stop()


def phone_before_camera(text: str) -> Pixels:
    """What the webcam sees of a phone that shows `text`."""
    frames = Scene(seed=len(text), fps=_FPS).frames([Presentation(text, "Training voucher", 3.0)])
    return next(islice(frames, _HELD_STILL, None)).pixels


def phones_before_camera(*phones: tuple[str, float, float]) -> Pixels:
    """The empty room and in it each phone: what it shows, where from the left, and how wide its code is, in pixels."""
    seen = empty_room().copy()
    for number, (text, x, side) in enumerate(phones):
        rng = np.random.default_rng(number)
        phone = draw_phone(text, "Training voucher", Looks(rng), rng)
        scale = side / phone.side
        sheet = cv2.resize(phone.layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        anchor = (phone.code[0] * scale, phone.code[1] * scale)
        show_sheet(seen, np.asarray(sheet, np.uint8), anchor, Pose((x, 370), 1.0, 4 * (-1) ** number), (0, 0))
    return Lens(np.random.default_rng(9)).expose(seen)


@cache
def empty_room() -> Pixels:
    """What it sees before anyone comes."""
    return next(Scene(seed=3).frames([Presentation("NOBODY", "Nobody", 1.0)])).pixels
