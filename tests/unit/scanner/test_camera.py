"""The webcam's side: real captures, of a real video where a device would be."""

from pathlib import Path

import numpy as np
import pytest

from scanner.camera import Camera, list_cameras
from scanner.errors import CameraLost, CameraNotFound
from scanner.opencv import cv2
from tests.unit.scanner.pictures import save_video


def test_a_camera_that_is_not_there_is_told_so() -> None:
    with pytest.raises(CameraNotFound, match="Camera 97"):
        Camera(97)
    with pytest.raises(CameraNotFound, match="No Such Webcam"):
        Camera("No Such Webcam")


def test_the_list_is_sorted_and_named() -> None:
    cameras = list_cameras()
    assert [camera.index for camera in cameras] == sorted(camera.index for camera in cameras)
    assert all(camera.name for camera in cameras)


def test_frames_come_numbered_and_a_silent_camera_is_lost(tmp_path: Path) -> None:
    path = save_video(tmp_path / "device.avi", [np.full((48, 64), 90, np.uint8)] * 4)
    with Camera(97, open_device=lambda _: cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)) as camera:
        frames = [camera.read() for _ in range(4)]
        assert camera.name == "Camera 97"
        with pytest.raises(CameraLost, match="Camera 97"):
            camera.read()
    whole = [frame for frame in frames if frame is not None]
    assert [frame.number for frame in whole] == [0, 1, 2, 3]
    times = [frame.taken_at for frame in whole]
    assert times == sorted(times)
    assert whole[0].pixels.shape == (48, 64, 3)
    assert not whole[0].still
