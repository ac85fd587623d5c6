"""What a webcam is asked for: size, rate, focus, exposure. All of it wishes; a driver may ignore or refuse each.

OpenCV has no word for the frequency of the mains, so flicker of the room's lamps is left to the driver.
"""

from typing import Protocol

from cv2.typing import MatLike

from scanner.opencv import cv2

WIDTH, HEIGHT, FPS = 1280, 720, 30
# "Automatic" is another number for each way in: V4L2 counts aperture priority as 3, DirectShow knows on and off.
_AUTO_EXPOSURE = {cv2.CAP_V4L2: 3.0, cv2.CAP_DSHOW: 1.0}


class Capture(Protocol):
    """What this package needs of a device; cv2.VideoCapture has it."""

    def isOpened(self) -> bool: ...  # noqa: N802  OpenCV's name for it
    def read(self) -> tuple[bool, MatLike]: ...
    def set(self, propId: int, value: float) -> bool: ...  # noqa: N803  OpenCV's name for it
    def get(self, propId: int) -> float: ...  # noqa: N803
    def release(self) -> None: ...


def ask_for_stream(capture: Capture, width: int = WIDTH, height: int = HEIGHT, fps: int = FPS) -> None:
    """Size and rate, in Motion JPEG: uncompressed 720p does not fit through USB 2 at full rate.

    The rate comes first, as DirectShow sets the device up anew for it and would forget the format.
    """
    capture.set(cv2.CAP_PROP_FPS, fps)
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)


def let_it_adapt(capture: Capture, backend: int) -> None:
    """Focus and exposure by the camera itself: a phone is brighter than the room and never at the same distance.

    Asked for although most drivers begin so, as some keep what the last program left behind.
    """
    capture.set(cv2.CAP_PROP_AUTOFOCUS, 1)
    if backend in _AUTO_EXPOSURE:
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _AUTO_EXPOSURE[backend])
