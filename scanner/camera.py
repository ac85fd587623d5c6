"""Webcams: which there are, and frames from one of them."""

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
from cv2_enumerate_cameras import enumerate_cameras, supported_backends

from scanner.errors import CameraLost, CameraNotFound
from scanner.frame import Frame
from scanner.opencv import cv2

# One way in per system, else each camera is listed once per way. DirectShow opens far faster than Media Foundation.
_BACKENDS = {"Windows": cv2.CAP_DSHOW, "Linux": cv2.CAP_V4L2, "Darwin": cv2.CAP_AVFOUNDATION}
_BACKEND = _BACKENDS.get(platform.system(), cv2.CAP_ANY)
_TRIES_PER_FRAME = 5

Opener: TypeAlias = Callable[[int], cv2.VideoCapture]


@dataclass(frozen=True)
class CameraInfo:
    """A camera that is plugged in. `index` opens it, `name` is what the maker calls it; `path` tells twins apart."""

    index: int
    name: str
    path: str


def list_cameras() -> tuple[CameraInfo, ...]:
    """Every camera that can be told, by index; empty where there is none."""
    if _BACKEND not in supported_backends:
        return ()
    found = (
        CameraInfo(info.index, info.name or f"Camera {info.index}", info.path or "")
        for info in enumerate_cameras(_BACKEND)
    )
    return tuple(sorted(found, key=lambda info: info.index))


def _open_device(index: int) -> cv2.VideoCapture:
    return cv2.VideoCapture(index, _BACKEND)


class Camera:
    """A FrameSource over a webcam. `taken_at` is `time.monotonic()`."""

    def __init__(
        self, which: int | str, width: int = 1280, height: int = 720, open_device: Opener = _open_device
    ) -> None:
        """`which` is an index, or a name or path of `list_cameras`. Raises CameraNotFound."""
        index, self._name = _find(which)
        self._capture = open_device(index)
        if not self._capture.isOpened():
            raise CameraNotFound(self._name)
        self._number = 0
        self._ask_for(width, height)

    @property
    def name(self) -> str:
        """What the maker calls it."""
        return self._name

    def read(self) -> Frame | None:
        """The next frame. A camera has no end: where it gives nothing several times over, CameraLost is raised."""
        for _ in range(_TRIES_PER_FRAME):
            ok, pixels = self._capture.read()
            if ok and pixels.size:
                frame = Frame(np.asarray(pixels, np.uint8), time.monotonic(), self._number, origin=self._name)
                self._number += 1
                return frame
        raise CameraLost(self._name)

    def close(self) -> None:
        """Let go of the device."""
        self._capture.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _ask_for(self, width: int, height: int) -> None:
        """Wishes a device may ignore. Motion JPEG first: uncompressed 720p does not fit through USB 2 at full rate."""
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)


def _find(which: int | str) -> tuple[int, str]:
    cameras = list_cameras()
    if isinstance(which, int):
        return which, next((info.name for info in cameras if info.index == which), f"Camera {which}")
    for info in cameras:
        if which in (info.name, info.path):
            return info.index, info.name
    raise CameraNotFound(which)
