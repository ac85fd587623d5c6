"""Webcams: which there are, and frames from one of them."""

import platform
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeAlias

import numpy as np
from cv2_enumerate_cameras import enumerate_cameras, supported_backends

from scanner.camera_choice import CameraInfo
from scanner.camera_controls import FPS, HEIGHT, WIDTH, Capture, ask_for_stream, let_it_adapt
from scanner.errors import CameraLost, CameraNotFound
from scanner.frame import Frame
from scanner.opencv import cv2

# One way in per system, else each camera is listed once per way. DirectShow opens far faster than Media Foundation.
_BACKENDS = {"Windows": cv2.CAP_DSHOW, "Linux": cv2.CAP_V4L2, "Darwin": cv2.CAP_AVFOUNDATION}
_BACKEND = _BACKENDS.get(platform.system(), cv2.CAP_ANY)
_TRIES_PER_FRAME = 5
_PATIENCE_S = 2.0  # a driver may take seconds for each of the tries
_PORTS = Path("/dev/v4l/by-path")

Opener: TypeAlias = Callable[[int], Capture]


def list_cameras() -> tuple[CameraInfo, ...]:
    """Every camera that can be told, by index; empty where there is none."""
    if _BACKEND not in supported_backends:
        return ()
    found = (
        CameraInfo(info.index, info.name or f"Camera {info.index}", info.path or "", port_of(info.path or ""))
        for info in enumerate_cameras(_BACKEND)
    )
    return tuple(sorted(found, key=lambda info: info.index))


def port_of(path: str, ports: Path = _PORTS) -> str:
    """What stays the same when a camera is pulled out and plugged in again: on Linux a link, elsewhere `path`."""
    links = sorted(ports.iterdir()) if path and ports.is_dir() else []
    return next((str(link) for link in links if link.resolve() == Path(path).resolve()), path)


def open_device(index: int) -> Capture:
    """The system's own driver."""
    return cv2.VideoCapture(index, _BACKEND)


class Camera:
    """A FrameSource over a webcam. `taken_at` is `time.monotonic()`."""

    live = True

    def __init__(
        self,
        info: CameraInfo,
        width: int = WIDTH,
        height: int = HEIGHT,
        fps: int = FPS,
        *,
        open_device: Opener = open_device,
    ) -> None:
        """Raises CameraNotFound where it cannot be opened."""
        self._name = info.name
        self._capture = open_device(info.index)
        if not self._capture.isOpened():
            self._capture.release()
            raise CameraNotFound(self._name)
        self._number = 0
        ask_for_stream(self._capture, width, height, fps)
        let_it_adapt(self._capture, _BACKEND)

    @property
    def name(self) -> str:
        """What the maker calls it."""
        return self._name

    def read(self) -> Frame | None:
        """The next frame. A camera has no end: where it gives nothing several times over, CameraLost is raised."""
        give_up = time.monotonic() + _PATIENCE_S
        for _ in range(_TRIES_PER_FRAME):
            ok, pixels = self._capture.read()
            if ok and pixels.size:
                frame = Frame(np.asarray(pixels, np.uint8), time.monotonic(), self._number, origin=self._name)
                self._number += 1
                return frame
            if time.monotonic() > give_up:
                break
        raise CameraLost(self._name)

    def close(self) -> None:
        """Let go of the device."""
        self._capture.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
