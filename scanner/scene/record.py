"""A scene as a video file, for the demo's recorded camera, for practice and for tests."""

from collections.abc import Iterable
from pathlib import Path

from scanner.errors import RecordingNotWritten
from scanner.opencv import cv2
from scanner.scene.scene import Presentation, Scene

_CODECS = {".mp4": "mp4v", ".avi": "MJPG"}  # those that OpenCV's wheels write and read back on every system


def record(
    path: Path, presentations: Iterable[Presentation], *, seed: int = 7, fps: float = 15.0, gap_s: float = 0.4
) -> Path:
    """Write the scene to `path` (.mp4, or .avi for a larger and sharper one) and return it.

    Raises RecordingNotWritten; ValueError where a text fits no QR code.
    """
    codec = _CODECS.get(path.suffix.lower())
    if codec is None:
        raise RecordingNotWritten(f"{path.name} does not end in {' or '.join(_CODECS)}")
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, (1280, 720))
    try:
        if not writer.isOpened():
            raise RecordingNotWritten(path.name)
        for frame in Scene(seed, fps, gap_s).frames(presentations):
            writer.write(frame.pixels)
    finally:
        writer.release()
    if not path.is_file() or not path.stat().st_size:
        raise RecordingNotWritten(path.name)
    return path
