"""The camera's own threads: one takes pictures, one reads them, and neither waits for the other."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.widgets.camera_view import Preview
from scanner.errors import CameraLost, PictureBlack, PictureFrozen, ScannerError
from scanner.frame import Frame, FrameSource
from scanner.ladder import Ladder
from scanner.newest_frame import NewestFrame
from scanner.stream_health import FROZEN_S, Health, StreamHealth
from scanner.watch import Look, Watch

RETRY_S = 1.0
_PREVIEW_S = 1 / 30
_COLOURS = 3
_REOPEN_S = 60.0
_STOP_S = 0.8  # the window closes whatever the driver does
_AFTER_S = 2.0  # what a new opening gives the one before it to let go of the device
_EXIT_S = 10.0  # a thread that comes back from its driver while Python is being taken down would end in a crash
_TROUBLE: dict[Health, type[ScannerError]] = {Health.FROZEN: PictureFrozen, Health.BLACK: PictureBlack}


@dataclass(eq=False)
class _Opening:
    """One go at the source, in a thread of its own, until it is to be left."""

    thread: threading.Thread | None = None
    left: threading.Event = field(default_factory=threading.Event)
    streams: bool = False
    """It is a live source and has begun to give pictures."""
    failed: ScannerError | None = None
    """What the reader stumbled over, which nobody foresaw."""
    reopened_at: float = float("-inf")
    """When a frozen stream was last opened anew, by the monotonic clock."""


class CameraWorker(QObject):
    """Emits `presented` once per presentation, `preview` at most 30 times a second and never before the last is drawn.

    A live source is read without a pause, for the preview's sake; the reader takes whichever frame is the newest. The
    frames of any other source are each looked at, and its next one is asked for only then.

    `open_source` and `make_ladder` are called in a thread of this worker, and again after the camera was lost. `lost`
    carries the ScannerError. `troubled` carries one too, of a camera whose pictures show nothing; no preview comes
    until `working`, with the camera's name, says that there is something to see. `ended`: a recording is over.
    `crowded` tells how many vouchers are in view where that is why none is taken, then 0; `advised` an Advice while a
    code is held up and does not read, then None.
    """

    presented = Signal(str)
    crowded = Signal(int)
    advised = Signal(object)
    preview = Signal(object)
    working = Signal(str)
    lost = Signal(object)
    troubled = Signal(object)
    ended = Signal()

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        make_ladder: Callable[[], Ladder],
        key: Callable[[str], Hashable],
        parent: QObject | None = None,
        *,
        matters: Callable[[str], bool] = lambda _: True,
        retry_s: float = RETRY_S,
    ) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._make_ladder = make_ladder
        self._key, self._matters = key, matters
        self._retry_s = retry_s
        self._newest = NewestFrame()
        self._opening = _Opening()
        self._threads: list[threading.Thread] = []
        self._watch: Watch | None = None
        self._told, self._telling = Look(), threading.Lock()
        self._is_lost = False
        self._outlines: tuple[tuple[tuple[float, float], ...], ...] = ()
        self._health = Health.WELL
        self._drawn = threading.Event()
        self._drawn.set()
        self._last_preview = float("-inf")

    def start(self) -> None:
        """Begin; returns at once."""
        atexit.register(self.stop, _EXIT_S)
        self._start("reader", self._look_at_all)
        self._open_in_thread(self._opening, None)

    def preview_drawn(self) -> None:
        """The window has drawn the last preview and is ready for the newest."""
        self._drawn.set()

    def try_again(self) -> None:
        """Leave the source and open it anew, now: another one was chosen, or the driver hangs, or waiting is too long.

        Whatever the old driver still does it does by itself: nothing of it is heard any more.
        """
        before, self._opening = self._opening, _Opening()
        before.left.set()
        self._open_in_thread(self._opening, before.thread)

    def rest(self) -> None:
        """Let go of the source until `try_again`: something else wants to look through it."""
        self._opening.left.set()

    def stop(self, patience_s: float = _STOP_S) -> None:
        """End the threads and let go of the camera. A driver that does not come back is left behind after a moment."""
        self._opening.left.set()
        self._newest.close()
        give_up = time.monotonic() + patience_s
        for thread in self._threads:
            thread.join(max(0.0, give_up - time.monotonic()))
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if not self._threads:
            atexit.unregister(self.stop)

    def _open_in_thread(self, opening: _Opening, before: threading.Thread | None) -> None:
        opening.thread = self._start("camera", lambda: self._keep_open(opening, before))

    def _start(self, name: str, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads = [*(each for each in self._threads if each.is_alive()), thread]
        thread.start()
        return thread

    def _keep_open(self, opening: _Opening, before: threading.Thread | None) -> None:
        if before is not None:
            before.join(_AFTER_S)
        while not opening.left.is_set():
            pause = self._retry_s
            try:
                with self._open_source() as source:
                    self._begin(opening, source)
                    if self._grab(opening, source):
                        self.ended.emit()
                        return
                    pause = 0.0  # left, or to be opened anew at once
            except ScannerError as error:
                self._say_lost(opening, error)
            except Exception as error:  # noqa: BLE001  a driver's own exception must not end scanning for the day
                self._say_lost(opening, CameraLost(type(error).__name__))
            opening.streams = False
            opening.left.wait(pause)

    def _begin(self, opening: _Opening, source: FrameSource) -> None:
        """A camera that was away is the same camera: a phone held up all the while goes on being one presentation.

        Film begins its time anew, so it can go on from nothing.
        """
        if self._watch is None or not source.live or opening.failed:
            self._watch = Watch(self._make_ladder(), self._key, self._matters)
        self._last_preview = float("-inf")  # each source has a clock of its own
        self._outlines, opening.failed = (), None

    def _grab(self, opening: _Opening, source: FrameSource) -> bool:
        """Frames until the source has ended (True), is left or is to be opened anew."""
        health, begun = StreamHealth(), False
        while not opening.left.is_set():
            frame = source.read()
            if opening.left.is_set():
                return False
            if frame is None:
                return True
            if not begun:
                begun, opening.streams, self._health, self._is_lost = True, source.live, Health.WELL, False
                self.working.emit(source.name)
            if source.live and self._freezes(opening, health.look(frame), source.name):
                return False
            self._newest.put(frame, wait=not source.live)
            self._show(frame)
            if opening.failed is not None:
                raise opening.failed
        return False

    def _freezes(self, opening: _Opening, health: Health, name: str) -> bool:
        """Whether it has just frozen and is to be opened anew; where that was of no use a moment ago, it is told."""
        now = time.monotonic()
        if health is Health.FROZEN and self._health is Health.WELL and now - opening.reopened_at > _REOPEN_S:
            opening.reopened_at = now
            return True
        self._say_health(health, name)
        return False

    def _look_at_all(self) -> None:
        while not self._newest.closed:
            frame = self._newest.take(FROZEN_S)
            if frame is not None:
                try:
                    self._look(frame)
                except Exception as error:  # noqa: BLE001  the camera's thread raises it, and both begin anew
                    self._opening.failed = ScannerError(type(error).__name__)
            elif self._opening.streams and not self._newest.closed:
                self._say_health(Health.FROZEN, "")  # the driver hangs: no picture, and no error either

    def _look(self, frame: Frame) -> None:
        """Read this frame; tell what is held up now."""
        assert self._watch is not None  # noqa: S101  made before the first frame was asked for
        look = self._watch.look(frame)
        self._outlines = tuple(symbol.corners for symbol in look.symbols)
        for text in look.presented:
            self.presented.emit(text)
        self._tell(look if self._health is Health.WELL else Look())  # what is wrong with the camera comes first

    def _tell(self, look: Look) -> None:
        """How many are in view at once and what would help, when that is not what was told before."""
        with self._telling:  # the reader may still be at the last frame of a camera that has just been lost
            look = Look() if self._is_lost else look
            before, self._told = self._told, look
            if len(look.crowd) != len(before.crowd):
                self.crowded.emit(len(look.crowd))
            if (look.advice and look.advice.cause) != (before.advice and before.advice.cause):
                self.advised.emit(look.advice)

    def _say_health(self, health: Health, name: str) -> None:
        if health is self._health:
            return
        self._health = health
        if health is Health.WELL:
            self.working.emit(name)
        else:
            self._tell(Look())
            self.troubled.emit(_TROUBLE[health]())

    def _say_lost(self, opening: _Opening, error: ScannerError) -> None:
        if not opening.left.is_set():
            self._is_lost = True
            self._tell(Look())
            self.lost.emit(error)

    def _show(self, frame: Frame) -> None:
        """Hand over this frame if the last one was drawn; otherwise it is skipped, the next will be newer."""
        due = frame.taken_at - self._last_preview >= _PREVIEW_S * 0.9
        if due and self._drawn.is_set() and self._health is Health.WELL:
            self._drawn.clear()
            self._last_preview = frame.taken_at
            self.preview.emit(Preview(picture_of(frame), self._outlines))


def picture_of(frame: Frame) -> QImage:
    """The frame as a picture that owns its pixels."""
    pixels = frame.pixels
    height, width = pixels.shape[:2]
    colour = pixels.ndim == _COLOURS
    kind = QImage.Format.Format_BGR888 if colour else QImage.Format.Format_Grayscale8
    whole = np.ascontiguousarray(pixels)  # Qt only looks at it, and copies
    return QImage(whole.data, width, height, whole.strides[0], kind).copy()
