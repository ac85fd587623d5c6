"""A camera worker that runs, and what it says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.app import make_ladder
from desktop.camera_worker import CameraWorker
from desktop.widgets.camera_view import Preview
from scanner.errors import ScannerError
from scanner.frame import FrameSource
from scanner.ladder import Ladder
from sync.protocol.voucher_code import presentation_key


class Watched:
    """Each preview is drawn at once, unless it `draws` none. `said` holds what was told of the camera, in order."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        *,
        draws: bool = True,
        retry_s: float = 3.0,
        ladder: Callable[[], Ladder] = make_ladder,
    ) -> None:
        self.texts: list[str] = []
        self.previews: list[Preview] = []
        self.lost: list[ScannerError] = []
        self.troubles: list[ScannerError] = []
        self.names: list[str] = []
        self.said: list[str] = []
        self.ended = False
        self.worker = CameraWorker(open_source, ladder, presentation_key, retry_s=retry_s)
        self.worker.presented.connect(self.texts.append)
        self.worker.preview.connect(self.previews.append)
        self.worker.lost.connect(self._note_loss)
        self.worker.troubled.connect(self._note_trouble)
        self.worker.working.connect(self._note_name)
        self.worker.ended.connect(self._end)
        if draws:
            self.worker.preview.connect(self.worker.preview_drawn, Qt.ConnectionType.QueuedConnection)
        self.worker.start()

    def _note_loss(self, error: ScannerError) -> None:
        self.lost.append(error)
        self.said.append(error.code)

    def _note_trouble(self, error: ScannerError) -> None:
        self.troubles.append(error)
        self.said.append(error.code)

    def _note_name(self, name: str) -> None:
        self.names.append(name)
        self.said.append(name)

    def _end(self) -> None:
        self.ended = True
