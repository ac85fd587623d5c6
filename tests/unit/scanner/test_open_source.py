"""What people write in the settings for a camera."""

from __future__ import annotations

from pathlib import Path

import pytest
import segno

from scanner.errors import CameraNotFound, PictureUnreadable
from scanner.open_source import open_source


@pytest.mark.parametrize("name", ["queue.png", "no suffix", "HD Webcam 2.0"])
def test_a_file_is_a_recording_whatever_its_name(tmp_path: Path, name: str) -> None:
    picture = tmp_path / "x.png"
    segno.make_qr("x").save(str(picture), scale=4)
    picture.rename(tmp_path / name)
    with open_source(str(tmp_path / name)) as source:
        frame = source.read()
    assert frame is not None


@pytest.mark.parametrize("which", ["USB2.0 HD UVC WebCam", "HD Webcam / Front", "/dev/video77", "77", "nonsense"])
def test_a_camera_that_is_not_there_is_a_missing_camera_not_a_missing_file(which: str) -> None:
    with pytest.raises(CameraNotFound):
        open_source(which)


def test_a_folder_without_pictures(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable):
        open_source(str(tmp_path))
