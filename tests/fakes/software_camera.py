"""A camera driver in software: cameras that are plugged in and out, hang, freeze, go dark or refuse what is asked.

It stands where the system's driver does, behind `cameras=` and `open_device=`; the product's own code runs unchanged.
What it cannot show is how a real driver misbehaves in ways nobody thought of.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from cv2.typing import MatLike

from scanner.camera_choice import CameraInfo
from scanner.frame import Pixels
from scanner.opencv import cv2

Picture = Callable[[int], Pixels]

EVERY_CONTROL = frozenset(
    (
        cv2.CAP_PROP_FPS,
        cv2.CAP_PROP_FOURCC,
        cv2.CAP_PROP_FRAME_WIDTH,
        cv2.CAP_PROP_FRAME_HEIGHT,
        cv2.CAP_PROP_BUFFERSIZE,
        cv2.CAP_PROP_AUTOFOCUS,
        cv2.CAP_PROP_AUTO_EXPOSURE,
    )
)


def room(width: int = 64, height: int = 48) -> Picture:
    """A grey room, with the grain of a sensor: no two pictures are the same."""
    grain = np.random.default_rng(7).integers(100, 120, (8, height, width, 3), dtype=np.uint8)
    return lambda number: grain[number % len(grain)]


@dataclass(eq=False)
class SoftwareCamera:
    """One device. `picture` gives what it sees; what else is set may be changed at any time, from any thread."""

    name: str
    port: str
    picture: Picture = field(default_factory=room)
    frame_s: float = 0.002
    """From one picture to the next."""
    frozen: bool = False
    black: bool = False
    broken: Exception | None = None
    """Raised by the driver itself."""
    controls: frozenset[int] = EVERY_CONTROL
    settings: dict[int, float] = field(default_factory=dict)
    index: int | None = None
    """None while it is not plugged in."""
    holders: int = 0
    """How many have it open; a real one is given to one program at a time."""
    plugged: int = 0
    """How often it was plugged in: what was opened before gives nothing any more."""
    taken: int = 0


class SoftwareDriver:
    """The system's side: which cameras there are, and one opened by its number."""

    def __init__(self, *cameras: SoftwareCamera) -> None:
        self.cameras = cameras
        for camera in cameras:
            self.plug_in(camera)

    def plug_in(self, camera: SoftwareCamera, index: int | None = None) -> None:
        """At the first free number, or at `index`."""
        used = {other.index for other in self.cameras}
        camera.plugged += 1
        camera.index = index if index is not None else next(n for n in range(len(used) + 1) if n not in used)

    @staticmethod
    def unplug(camera: SoftwareCamera) -> None:
        """The cable is out."""
        camera.index = None

    def list_cameras(self) -> tuple[CameraInfo, ...]:
        """As scanner.camera.list_cameras."""
        found = [
            CameraInfo(camera.index, camera.name, f"/dev/video{camera.index}", camera.port)
            for camera in self.cameras
            if camera.index is not None
        ]
        return tuple(sorted(found, key=lambda info: info.index))

    def open(self, index: int) -> SoftwareCapture:
        """As scanner.camera.open_device."""
        return SoftwareCapture(next((camera for camera in self.cameras if camera.index == index), None))


class SoftwareCapture:
    """What cv2.VideoCapture is to a real device."""

    def __init__(self, camera: SoftwareCamera | None) -> None:
        self._camera = camera if camera is not None and camera.holders == 0 else None
        self._plugged = camera.plugged if camera is not None else 0
        self._last: Pixels | None = None
        self._due = time.monotonic()
        if self._camera is not None:
            self._camera.holders += 1

    def isOpened(self) -> bool:  # noqa: N802  OpenCV's name for it
        """False where there was no such camera, or someone else holds it."""
        return self._camera is not None

    def read(self) -> tuple[bool, MatLike]:
        """As slow as the camera is, and nothing once it was pulled out."""
        camera = self._camera
        if camera is None:
            return False, np.zeros((0,), np.uint8)
        self._due = max(self._due, time.monotonic() - camera.frame_s) + camera.frame_s
        time.sleep(max(0.0, self._due - time.monotonic()))
        if camera.broken is not None:
            raise camera.broken
        if camera.index is None or camera.plugged != self._plugged:
            return False, np.zeros((0,), np.uint8)
        camera.taken += 1
        if not camera.frozen or self._last is None:
            self._last = camera.picture(camera.taken)
        return True, np.zeros_like(self._last) if camera.black else self._last.copy()

    def set(self, propId: int, value: float) -> bool:  # noqa: N803  OpenCV's name for it
        """Whether the camera has this control."""
        if self._camera is None or propId not in self._camera.controls:
            return False
        self._camera.settings[propId] = value
        return True

    def get(self, propId: int) -> float:  # noqa: N803
        """0 for what it does not have, as OpenCV does it."""
        return self._camera.settings.get(propId, 0.0) if self._camera is not None else 0.0

    def release(self) -> None:
        """Free for the next one; may be called twice."""
        if self._camera is not None:
            self._camera.holders -= 1
            self._camera = None
