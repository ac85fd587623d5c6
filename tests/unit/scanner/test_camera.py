"""The webcam's side: real captures, of a video where a device would be; a driver in software for what drivers do."""

from pathlib import Path

import numpy as np
import pytest

from scanner.camera import Camera, list_cameras, port_of
from scanner.camera_choice import CameraInfo
from scanner.errors import CameraLost, CameraNotFound
from scanner.opencv import cv2
from tests.fakes.software_camera import SoftwareCamera, SoftwareDriver
from tests.unit.scanner.pictures import save_video

C97 = CameraInfo(97, "Camera 97")


def test_a_camera_that_is_not_there_is_told_so() -> None:
    with pytest.raises(CameraNotFound, match="Camera 97"):
        Camera(C97)


def test_the_list_is_sorted_and_named() -> None:
    cameras = list_cameras()
    assert [camera.index for camera in cameras] == sorted(camera.index for camera in cameras)
    assert all(camera.name for camera in cameras)


def test_frames_come_numbered_and_a_silent_camera_is_lost(tmp_path: Path) -> None:
    path = save_video(tmp_path / "device.avi", [np.full((48, 64), 90, np.uint8)] * 4)
    with Camera(C97, open_device=lambda _: cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)) as camera:
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


def test_it_is_asked_for_size_rate_focus_and_exposure() -> None:
    camera = SoftwareCamera("C270", "1-2")
    driver = SoftwareDriver(camera)
    with Camera(driver.list_cameras()[0], 640, 360, 15, open_device=driver.open):
        settings = camera.settings
    assert (settings[cv2.CAP_PROP_FRAME_WIDTH], settings[cv2.CAP_PROP_FRAME_HEIGHT]) == (640, 360)
    assert settings[cv2.CAP_PROP_FPS] == 15
    assert settings[cv2.CAP_PROP_FOURCC] == cv2.VideoWriter.fourcc(*"MJPG")
    assert settings[cv2.CAP_PROP_AUTOFOCUS] == 1
    assert cv2.CAP_PROP_AUTO_EXPOSURE in settings


def test_a_camera_that_refuses_every_wish_is_used_as_it_is() -> None:
    camera = SoftwareCamera("C270", "1-2", controls=frozenset())
    driver = SoftwareDriver(camera)
    with Camera(driver.list_cameras()[0], open_device=driver.open) as source:
        frame = source.read()
    assert frame is not None
    assert camera.settings == {}


def test_a_camera_held_by_someone_else_is_told_and_given_back_when_closed() -> None:
    driver = SoftwareDriver(SoftwareCamera("C270", "1-2"))
    info = driver.list_cameras()[0]
    with Camera(info, open_device=driver.open), pytest.raises(CameraNotFound, match="C270"):
        Camera(info, open_device=driver.open)
    Camera(info, open_device=driver.open).close()


def test_a_camera_pulled_out_and_in_again_is_lost_to_whoever_had_it() -> None:
    camera = SoftwareCamera("C270", "1-2")
    driver = SoftwareDriver(camera)
    with Camera(driver.list_cameras()[0], open_device=driver.open) as source:
        assert source.read() is not None
        driver.unplug(camera)
        driver.plug_in(camera)
        with pytest.raises(CameraLost, match="C270"):
            source.read()


def test_a_port_is_the_link_that_names_it(tmp_path: Path) -> None:
    device, other, ports = tmp_path / "video3", tmp_path / "video4", tmp_path / "by-path"
    device.touch()
    other.touch()
    ports.mkdir()
    (ports / "usb-0:2-video-index0").symlink_to(device)
    assert port_of(str(device), ports) == str(ports / "usb-0:2-video-index0")
    assert port_of(str(other), ports) == str(other)
    assert port_of("", ports) == ""
    assert port_of(r"\\?\usb#vid_046d", tmp_path / "none") == r"\\?\usb#vid_046d"
