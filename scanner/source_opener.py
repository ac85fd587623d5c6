"""From what a person wrote in the settings, or chose in the window, to a source of frames."""

from collections.abc import Callable
from pathlib import Path

from scanner.camera import Camera, Opener, list_cameras, open_device
from scanner.camera_choice import CameraInfo, called, the_same
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from scanner.recording import Recording


class SourceOpener:
    """Opens the source that is meant, again and again: a camera that was opened once is looked for by name and port.

    What was chosen stays chosen. Where that camera is missing another one is not taken in its place: a desk with two
    would begin to look out of the wrong one, and would not go back by itself.
    """

    def __init__(
        self,
        which: str = "",
        chosen: CameraInfo | None = None,
        *,
        cameras: Callable[[], tuple[CameraInfo, ...]] = list_cameras,
        device: Opener = open_device,
    ) -> None:
        """`which`: the first camera for an empty text, else a camera's index, path, port or part of its name, or a
        recording, which plays at its own pace, again and again. `chosen` goes before it.
        """
        self._which = which
        self._list_cameras = cameras
        self._device = device
        self.cameras: tuple[CameraInfo, ...] = ()
        """Those that were plugged in when last looked for."""
        self._twins: set[str] = set()
        self.chosen = chosen
        """The camera that is meant, as it was when last opened or chosen; None before, and for a recording."""

    def look(self) -> tuple[CameraInfo, ...]:
        """Which cameras are plugged in now. May take a moment."""
        self.cameras = self._list_cameras()
        self._know_twins()
        return self.cameras

    def open(self) -> FrameSource:
        """A source that gives frames. Raises ScannerError."""
        cameras = self.look()
        if self.chosen is not None:
            again = the_same(self.chosen, cameras, self._twins)
            if again is None:
                raise CameraNotFound(self.chosen.name)
            return self._camera(again)
        found = called(self._which, cameras)
        if found is not None:
            return self._camera(found)
        if not self._which or self._which.isdecimal():  # there are systems that open cameras they cannot list
            index = int(self._which or 0)
            return Camera(CameraInfo(index, f"Camera {index}"), open_device=self._device)
        path = Path(self._which)
        if path.is_file() or path.is_dir():
            return Recording(path, paced=True, loop=True)
        raise CameraNotFound(self._which)

    def _camera(self, info: CameraInfo) -> Camera:
        meant = self.chosen
        camera = Camera(info, open_device=self._device)
        if self.chosen is meant:  # not if another one was chosen while a slow driver opened this one
            self.chosen = info
            self._know_twins()
        return camera

    def _know_twins(self) -> None:
        """While the one that is meant is plugged in, whatever has its name is another camera."""
        if self.chosen is not None:
            ports = {camera.port for camera in self.cameras if camera.name == self.chosen.name}
            if self.chosen.port in ports:
                self._twins = ports - {self.chosen.port}
