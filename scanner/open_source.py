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
        """`which` as in `open_source`; `chosen` goes before it."""
        self._which = which
        self._cameras = cameras
        self._device = device
        self.chosen = chosen
        """The camera that is meant, as it was when last opened or chosen; None before, and for a recording."""

    def open(self) -> FrameSource:
        """A source that gives frames. Raises ScannerError."""
        cameras = self._cameras()
        if self.chosen is not None:
            found = the_same(self.chosen, cameras)
            if found is None and (self.chosen.port or cameras):
                raise CameraNotFound(self.chosen.name)
            return self._camera(found or self.chosen)
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
        camera = Camera(info, open_device=self._device)
        self.chosen = info
        return camera


def open_source(which: str) -> FrameSource:
    """The first camera for an empty text, else a camera's index, path, port or part of its name, or a recording.

    A recording plays at its own pace, again and again. Raises ScannerError.
    """
    return SourceOpener(which).open()
