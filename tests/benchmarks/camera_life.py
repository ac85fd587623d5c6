"""A long life of the camera's threads, made short: many frames, many times unplugged. The driver is in software.

As a program: `frames N` or `unplugged N`, what was found as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import segno
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from desktop.app import make_ladder
from desktop.camera_worker import CameraWorker
from desktop.widgets.camera_view import CameraView
from scanner.decoder import Decoder, Seen
from scanner.frame import Pixels
from scanner.ladder import Ladder
from scanner.source_opener import SourceOpener
from tests.benchmarks.window_child import memory_mb
from tests.fakes.software_camera import Picture, SoftwareCamera, SoftwareDriver

SIZE = (160, 120)
_FRAME_S = 0.0015
_RETRY_S = 0.02  # the product waits a second; here that would only make it long
_PATIENCE_S = 10.0
_NOTICED = 0.7  # of the times the loss is told before the cable is back; else it is back at once
_FRAMES_PER_PHONE = 40


def phones_coming_and_going() -> Picture:
    """Phone, nobody, the next phone …: 50 codes in turn, each with a sensor's grain."""
    width, height = SIZE
    grain = np.random.default_rng(7).integers(0, 8, (4, height, width, 3), dtype=np.uint8)
    views = [np.full((height, width, 3), 90, np.uint8)]
    for person in range(50):
        dark = np.array([list(row) for row in segno.make_qr(f"PERSON {person}").matrix], np.uint8)
        code = np.kron(np.pad(1 - dark, 4, constant_values=1) * np.uint8(200), np.ones((4, 4), np.uint8))
        view = views[0].copy()
        view[2 : 2 + len(code), 20 : 20 + len(code)] = code[:height, :, None]
        views.append(view)

    def picture(number: int) -> Pixels:
        visit, moment = divmod(number, _FRAMES_PER_PHONE)
        here = 1 + visit % 50 if moment < _FRAMES_PER_PHONE // 2 else 0
        seen: Pixels = np.add(views[here], grain[number % 4], dtype=np.uint8)
        return seen

    return picture


class Counted:
    """A Decoder that counts what it is given."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self.name, self.version = decoder.name, decoder.version
        self.looks = 0

    def decode(self, grey: Pixels) -> Seen:
        """As the decoder behind it."""
        self.looks += 1
        return self._decoder.decode(grey)


class Life:
    """A worker, its camera and the view that shows it."""

    def __init__(self, qt: QCoreApplication, frame_s: float) -> None:
        self._qt = qt
        self.camera = SoftwareCamera("C920", "usb-1", phones_coming_and_going(), frame_s)
        self.driver = SoftwareDriver(self.camera)
        self.first_rungs: list[Counted] = []
        self.presented = self.opened = self.lost = 0
        sources = SourceOpener(cameras=self.driver.list_cameras, device=self.driver.open)
        self.worker = CameraWorker(sources.open, self._make_ladder, str, retry_s=_RETRY_S)
        self.view = CameraView()
        self.worker.preview.connect(self.view.show_preview)
        self.view.drawn.connect(self.worker.preview_drawn, Qt.ConnectionType.QueuedConnection)
        self.worker.presented.connect(self._count_presented)
        self.worker.working.connect(self._count_opened)
        self.worker.lost.connect(self._count_lost)
        self.view.show()
        self.worker.start()

    @property
    def looks(self) -> int:
        """How many frames were read for codes."""
        return sum(rung.looks for rung in self.first_rungs)

    def until(self, so: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
        """Let the window live until something is so. Raises TimeoutError."""
        end = time.monotonic() + patience_s
        while not so():
            if time.monotonic() > end:
                raise TimeoutError
            self._qt.processEvents()
            time.sleep(0.001)

    def close(self) -> None:
        """Let go of everything."""
        self.worker.stop()
        self.view.close()

    def _make_ladder(self) -> Ladder:
        ladder = make_ladder()
        first, *others = ladder.stages
        self.first_rungs.append(Counted(first.decoder))
        ladder.stages = (replace(first, decoder=self.first_rungs[-1]), *others)
        return ladder

    def _count_presented(self) -> None:
        self.presented += 1

    def _count_opened(self) -> None:
        self.opened += 1

    def _count_lost(self) -> None:
        self.lost += 1


@dataclass(frozen=True)
class Memory:
    """What the process took when so many frames had been read."""

    frames: int
    megabytes: float


def read_frames(qt: QCoreApplication, frames: int) -> tuple[list[Memory], int]:
    """Memory at every tenth of `frames` read, and how many phones were presented."""
    life, found = Life(qt, _FRAME_S), list[Memory]()
    try:
        for tenth in range(1, 11):
            life.until(lambda: life.looks >= tenth * frames // 10, patience_s=600)  # noqa: B023  called at once
            gc.collect()
            found.append(Memory(life.looks, memory_mb()))
    finally:
        life.close()
    return found, life.presented


def unplug(qt: QCoreApplication, times: int) -> list[float]:
    """Seconds from the plug to pictures, of each time. Raises TimeoutError where the camera does not come back."""
    life, rng, seconds = Life(qt, _FRAME_S), Random(7), list[float]()
    try:
        for _ in range(times):
            life.until(lambda: life.opened == len(seconds) + 1)
            lost = life.lost
            life.driver.unplug(life.camera)
            if rng.random() < _NOTICED:
                life.until(lambda: life.lost > lost)  # noqa: B023  called at once
            plugged = time.monotonic()
            life.driver.plug_in(life.camera, rng.randrange(10))
            life.until(lambda: life.opened == len(seconds) + 2)
            seconds.append(time.monotonic() - plugged)
    finally:
        life.close()
    return seconds


def main(what: str, count: int) -> None:
    """Do it and print."""
    qt = QApplication([])
    if what == "frames":
        memory, presented = read_frames(qt, count)
        sys.stdout.write(json.dumps({"memory": [[at.frames, at.megabytes] for at in memory], "presented": presented}))
    else:
        sys.stdout.write(json.dumps(unplug(qt, count)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
