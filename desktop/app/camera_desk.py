"""The camera at the check-in: which one, what it sees, and what is said when it does not see."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.camera_worker import CameraWorker
from desktop.reader.readers import Readers
from desktop.screens.check_in.view import CheckInView
from desktop.widgets.habits import Habits
from desktop.widgets.status_line import CameraState, StatusLine
from scanner.camera_choice import CameraInfo
from scanner.errors import ScannerError
from scanner.frame import FrameSource
from scanner.ladder import Ladder
from scanner.source_opener import SourceOpener
from sync.desk.device.settings import Settings
from sync.protocol.voucher_code import presentation_key


class CameraDesk(QObject):
    """Between the camera's worker, the picture on the check-in screen and the status line.

    `chosen`: a CameraInfo; `seen`: those that are plugged in, and the one that is meant.
    """

    chosen, seen = Signal(object), Signal(object, object)

    def __init__(  # noqa: PLR0913, PLR0917  what it stands between
        self,
        sources: SourceOpener,
        open_source: Callable[[], FrameSource] | None,
        view: CheckInView,
        status: StatusLine,
        readers: Readers,
        devices: Background,
        matters: Callable[[str], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._sources, self._view, self._status, self._devices = sources, view.camera, status, devices
        self._looks = open_source is None
        self.worker = CameraWorker(open_source or sources.open, make_ladder, presentation_key, self, matters=matters)
        self.worker.presented.connect(readers.see)
        self.worker.crowded.connect(view.show_crowd)
        self.worker.advised.connect(view.show_advice)
        self.worker.preview.connect(self._view.show_preview)
        self.worker.lost.connect(self._lost)
        self.worker.troubled.connect(self._troubled)
        self.worker.working.connect(self._works)
        self._view.drawn.connect(self.worker.preview_drawn)
        self._view.retry.connect(self.worker.try_again)
        self._view.chooser.chosen.connect(self.choose)

    def start(self) -> None:
        """Take pictures."""
        self.worker.start()

    def stop(self) -> None:
        """Wait for the threads, unless a driver hangs."""
        self.worker.stop()

    def show_also(self, view: CheckInView) -> None:
        """Let another view see what the camera sees, for as long as it lives."""
        self.worker.crowded.connect(view.show_crowd)
        self.worker.advised.connect(view.show_advice)
        self.worker.preview.connect(view.camera.show_preview)
        self.worker.lost.connect(view.camera.show_missing)

    def look(self) -> None:
        """Another one may have been plugged in."""
        if self._looks:
            self._devices.run(self._sources.look, self._show_cameras)

    def _works(self) -> None:
        self._status.show_camera(CameraState.WORKING)
        self._show_cameras()

    def _lost(self, error: ScannerError) -> None:
        self._troubled(error, CameraState.MISSING)
        self._show_cameras()

    def _troubled(self, error: ScannerError, state: CameraState = CameraState.TROUBLED) -> None:
        self._status.show_camera(state)
        self._view.show_missing(error)

    def _show_cameras(self, _: object = None) -> None:
        self._view.show_cameras(self._sources.cameras, self._sources.chosen)
        self.seen.emit(self._sources.cameras, self._sources.chosen)

    def choose(self, camera: CameraInfo) -> None:
        """From now on this one, after a restart too."""
        self._sources.chosen = camera
        self.chosen.emit(camera)
        self._status.show_camera(CameraState.STARTING)
        self._view.show_starting()
        self.worker.try_again()
        self._show_cameras()


def remembered(settings: Settings, habits: Habits) -> CameraInfo | None:
    """The camera chosen in the window, unless this PC's settings name one: those are IT's."""
    if settings.camera or not habits.camera:
        return None
    return CameraInfo(0, habits.camera, port=habits.camera_port)


def make_ladder() -> Ladder:
    """The ladder over every decoder this PC has. Raises NoDecoder."""
    from scanner.decoders import load_decoders  # noqa: PLC0415  loads the decoding libraries: not in the UI thread

    return Ladder(load_decoders())
