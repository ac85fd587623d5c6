"""What the steps need: the centre asked and joined, the last look, all in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.camera_worker import CameraWorker
from desktop.health.check import Check
from desktop.health.examine import examine
from desktop.joining import join_site
from scanner.camera_choice import CameraInfo
from scanner.source_opener import SourceOpener
from sync.desk.device.settings import Settings
from sync.desk.exchange.probe import Probe, probe_centre
from sync.protocol.joining import Welcome


class FirstRunPresenter(QObject):
    """`probed`: a Probe of the address; `joined`: a Welcome; `refused`: why it did not join, or the address is none;
    `checked`: a tuple of Check. `chosen` carries a habit, by its name; `left` the step that was reached; `finished`.
    """

    probed, joined, refused, checked = Signal(object), Signal(object), Signal(object), Signal(object)
    chosen, left, finished = Signal(object), Signal(str), Signal()

    def __init__(
        self,
        settings: Settings,
        background: Background,
        make_camera: Callable[[], CameraWorker],
        sources: SourceOpener | None,
        *,
        joined: bool,
    ) -> None:
        """`sources`: what `make_camera` opens, None where there is nothing to choose."""
        super().__init__()
        self._sources = sources
        self.settings, self.make_camera, self.is_joined = settings, make_camera, joined
        self._background = background
        self.url = settings.central_url

    def probe(self, url: str) -> None:
        """Look what is at the address."""
        self.url = url.strip()
        self._background.run(lambda: probe_centre(self.settings, self.url), self._found, self.refused.emit)

    def join(self, url: str, code: str) -> None:
        """Join the site that the one-time code is for."""
        self.url = url.strip()
        self._background.run(lambda: join_site(self.settings, self.url, code), self._took, self.refused.emit)

    def look(self) -> None:
        """At everything."""
        self._background.run(lambda: tuple(examine(self.settings)), self._looked, self.refused.emit)

    def look_at_time(self) -> None:
        """This PC's clock against the centre's, where an address is known."""
        if self.url:
            self.probe(self.url)

    def cameras(self) -> tuple[tuple[CameraInfo, ...], CameraInfo | None]:
        """Those that were plugged in when last looked for, and the one that is meant."""
        return ((), None) if self._sources is None else (self._sources.cameras, self._sources.chosen)

    def choose_camera(self, camera: CameraInfo) -> None:
        """From the next opening on this one, after a restart too."""
        if self._sources is not None:
            self._sources.chosen = camera
            self.chosen.emit({"camera": camera.name, "camera_port": camera.port})

    def _found(self, probe: Probe) -> None:
        self.probed.emit(probe)

    def _took(self, welcome: Welcome) -> None:
        self.is_joined = True
        self.joined.emit(welcome)

    def _looked(self, checks: tuple[Check, ...]) -> None:
        self.checked.emit(checks)
