"""`voucherdesk --practice`: the window for trying things, on a PC that has joined no site or beside its desk."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.app.camera_desk import CameraDesk
from desktop.app.practice_room import PracticeRoom
from desktop.background import Background
from desktop.main_window import Frame
from desktop.reader.readers import Readers
from desktop.screens.check_in.view import CheckInView
from desktop.widgets.tones import Tones
from scanner.source_opener import SourceOpener
from sync.desk.device.settings import Settings
from sync.protocol.voucher_code import is_voucher_code, presentation_key


class App(QObject):
    """Camera, readers and practice; it neither reads nor writes anything of this PC's own desk. Leaving closes it."""

    def __init__(self, qt: QApplication, settings: Settings, *, frame: Frame) -> None:
        super().__init__()
        self._qt, self.window, self._language = qt, frame.window, frame.language
        self._devices, self._work = Background(self), Background(self)
        self._sources = SourceOpener(settings.camera, None)
        self._readers = Readers(settings.reader, presentation_key, self)
        self.room = PracticeRoom(self.window, Tones(self, muted=qt.platformName() == "offscreen"), self._work, self)
        self.camera: CameraDesk | None = None
        self._closed = False
        self.room.entered.connect(self._entered)
        self.room.left.connect(self.window.close)
        self.room.failed.connect(self.window.notices.show_error)
        self._readers.presented.connect(self.room.present)
        self.window.language_switched.connect(self._language.switch)
        self.window.closing.connect(self.close)

    def start(self) -> None:
        """Show the window; make the practice behind it."""
        self.window.show()
        self._readers.start(self._qt, self.window)
        self.room.enter()

    def close(self) -> None:
        """Stop every thread, wipe the practice. May be called twice."""
        if self._closed:
            return
        self._closed = True
        self.room.left.disconnect(self.window.close)
        self._readers.stop()
        if self.camera is not None:
            self.camera.stop()
            self.camera = None
        self.room.leave()
        for background in (self._work, self._devices):
            background.close()
        self._language.fall_silent()

    def _entered(self, view: CheckInView) -> None:
        status = self.window.status
        self.camera = CameraDesk(
            self._sources, None, view, status, self._readers, self._devices, is_voucher_code, self
        )
        self.camera.start()
