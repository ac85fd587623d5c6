"""Which camera is meant, whatever number the system gives it today. Needs no OpenCV until one is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class CameraInfo:
    """A camera that is plugged in.

    `index` opens it, for as long as it stays plugged in; `name` is what the maker calls it; `path` is the system's
    name for the device; `port` says where it is plugged in and tells twins apart.
    """

    index: int
    name: str
    path: str = ""
    port: str = ""


def the_same(wanted: CameraInfo, cameras: Iterable[CameraInfo], twins: Collection[str] = ()) -> CameraInfo | None:
    """`wanted` as it is numbered now: by name and port, or by name alone where it was moved to another port.

    `twins` are the ports where a camera of the same name was seen beside it: what is there is the other one.
    """
    namesakes = [camera for camera in cameras if camera.name == wanted.name]
    at_home = (camera for camera in namesakes if camera.port == wanted.port)
    moved = (camera for camera in namesakes if camera.port not in twins)
    return next(at_home, next(moved, None))


def called(which: str, cameras: Iterable[CameraInfo]) -> CameraInfo | None:
    """The one a person wrote down: its index, path, port or part of its name; the first for an empty text."""
    cameras = tuple(cameras)
    if which.isdecimal() or not which:
        return next((camera for camera in cameras if camera.index == int(which or camera.index)), None)
    exactly = (camera for camera in cameras if which in (camera.path, camera.port, camera.name))
    partly = (camera for camera in cameras if which.lower() in camera.name.lower())
    return next(exactly, next(partly, None))
