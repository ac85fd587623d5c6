"""The camera's own thread: frames to the ladder, texts and previews to the window. It survives a lost camera."""

import threading
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from desktop.widgets.camera_view import Preview
from scanner.errors import CameraLost, ScannerError
from scanner.frame import Frame, FrameSource
from scanner.ladder import Ladder, Reading
from scanner.live import LiveReader
from scanner.presentations import the_nearest
from scanner.sightings import Sightings

RETRY_S = 3.0
_PREVIEW_S = 1 / 30
_COLOURS = 3


class CameraWorker(QThread):
    """Emits `presented` once per presentation, `preview` at most 30 times a second and never before the last is drawn.

    `open_source` and `make_ladder` are called in this thread, and again after the camera was lost. `lost` carries the
    ScannerError, `working` the camera's name, `ended` comes when a recording is over.
    """

    presented = Signal(str)
    preview = Signal(object)
    working = Signal(str)
    lost = Signal(object)
    ended = Signal()

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        make_ladder: Callable[[], Ladder],
        key: Callable[[str], Hashable],
        parent: QObject | None = None,
        *,
        retry_s: float = RETRY_S,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("camera")
        self._open_source = open_source
        self._make_ladder = make_ladder
        self._key = key
        self._retry_s = retry_s
        self._stopped = threading.Event()
        self._again = threading.Event()
        self._drawn = threading.Event()
        self._drawn.set()
        self._last_preview = float("-inf")

    def preview_drawn(self) -> None:
        """The window has drawn the last preview and is ready for the newest."""
        self._drawn.set()

    def try_again(self) -> None:
        """Do not wait for the next try to open the camera."""
        self._again.set()

    def stop(self) -> None:
        """End the thread and let go of the camera; returns when both are done."""
        self._stopped.set()
        self._again.set()
        self.wait()

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._open_source() as source:
                    self.working.emit(source.name)
                    self._watch(source, LiveReader(self._make_ladder()), Sightings(self._key))
                if not self._stopped.is_set():
                    self.ended.emit()
                return
            except ScannerError as error:
                self.lost.emit(error)
            except Exception as error:  # noqa: BLE001  a driver's own exception must not end scanning for the day
                self.lost.emit(CameraLost(type(error).__name__))
            self._again.wait(self._retry_s)
            self._again.clear()

    def _watch(self, source: FrameSource, reader: LiveReader, sightings: Sightings) -> None:
        self._last_preview = float("-inf")  # each source has a clock of its own
        while not self._stopped.is_set():
            frame = source.read()
            if frame is None:
                return
            reading = reader.read(frame)
            for symbol in the_nearest(reading.symbols):
                if sightings.see(symbol.text, frame.taken_at) is not None:
                    self.presented.emit(symbol.text)
            self._show(frame, reading)

    def _show(self, frame: Frame, reading: Reading) -> None:
        """Hand over this frame if the last one was drawn; otherwise it is skipped, the next will be newer."""
        due = frame.taken_at - self._last_preview >= _PREVIEW_S * 0.9
        if self._drawn.is_set() and (due or reading.symbols):
            self._drawn.clear()
            self._last_preview = frame.taken_at
            self.preview.emit(Preview(picture_of(frame), tuple(symbol.corners for symbol in reading.symbols)))


def picture_of(frame: Frame) -> QImage:
    """The frame as a picture that owns its pixels."""
    pixels = frame.pixels
    height, width = pixels.shape[:2]
    colour = pixels.ndim == _COLOURS
    kind = QImage.Format.Format_BGR888 if colour else QImage.Format.Format_Grayscale8
    return QImage(pixels.tobytes(), width, height, width * (3 if colour else 1), kind).copy()
