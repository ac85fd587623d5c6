"""A camera and its preview in a process of its own, `ours` with scanning or `bare` without: CPU and pictures, as JSON.

The bare loop takes a picture, shows it in the same widget, and takes the next.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from itertools import islice

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.app import make_ladder
from desktop.camera_worker import CameraWorker, picture_of
from desktop.widgets.camera_view import CameraView, Preview
from scanner.camera import Camera
from scanner.frame import Pixels
from scanner.scene.scene import Presentation, Scene
from sync.protocol.voucher_code import presentation_key
from tests.fakes.site import SiteKeys
from tests.fakes.software_camera import SoftwareCamera, SoftwareDriver

_FPS = 30
_SETTLE_S = 2.0


def pictures(what: str) -> list[Pixels]:
    """Two seconds of 1280x720: `empty`, a room nobody has come to yet; `phones`, one held up for most of it."""
    shown = [Presentation(SiteKeys().code_for(1001), seconds=1.6 if what == "phones" else 0.1)]
    frames = Scene(seed=3, fps=_FPS, gap_s=0.4 if what == "phones" else 4.0).frames(shown)
    return [frame.pixels for frame in islice(frames, 2 * _FPS)]


def main(which: str, what: str, seconds: float) -> None:
    """Run one of them for `seconds` after it has settled, and print."""
    qt = QApplication([])
    theme.wear(qt)
    view = CameraView()
    view.resize(512, 288)  # what it has in a window of 1280x720
    view.show()
    seen = pictures(what)
    driver = SoftwareDriver(SoftwareCamera("C920", "usb-1", lambda number: seen[number % len(seen)], 1 / _FPS))
    shown: list[None] = []
    view.drawn.connect(lambda: shown.append(None))
    live = (_ours if which == "ours" else _bare)(qt, view, driver)
    live(_SETTLE_S)
    shown.clear()
    cpu, wall = time.process_time(), time.monotonic()
    live(seconds)
    wall = time.monotonic() - wall
    sys.stdout.write(json.dumps({"share": (time.process_time() - cpu) / wall, "rate": len(shown) / wall}))


def _ours(qt: QApplication, view: CameraView, driver: SoftwareDriver) -> Callable[[float], None]:
    info = driver.list_cameras()[0]
    worker = CameraWorker(lambda: Camera(info, open_device=driver.open), make_ladder, presentation_key, qt)
    worker.preview.connect(view.show_preview)
    view.drawn.connect(worker.preview_drawn, Qt.ConnectionType.QueuedConnection)
    worker.start()

    def live(seconds: float) -> None:
        loop = QEventLoop()  # the application's own would close the window at its end
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    return live


def _bare(qt: QApplication, view: CameraView, driver: SoftwareDriver) -> Callable[[float], None]:
    camera = Camera(driver.list_cameras()[0], open_device=driver.open)

    def live(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            frame = camera.read()
            assert frame is not None  # a camera has no end
            view.show_preview(Preview(picture_of(frame)))
            qt.processEvents()

    return live


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
