"""From what a person wrote in the settings to a source of frames."""

from pathlib import Path

from scanner.camera import Camera, list_cameras
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from scanner.recording import Recording


def open_source(which: str) -> FrameSource:
    """The first camera for an empty text, else a camera's index, device path or part of its name, or a recording.

    A recording plays at its own pace, again and again. Raises ScannerError.
    """
    if not which or which.isdigit():
        return Camera(int(which or 0))
    for camera in list_cameras():
        if which == camera.path or which.lower() in camera.name.lower():
            return Camera(camera.index)
    path = Path(which)
    if path.is_file() or path.is_dir():
        return Recording(path, paced=True, loop=True)
    raise CameraNotFound(which)
