"""What people write in the settings for a camera; and after a loss the same one is looked for, never another."""

from __future__ import annotations

from pathlib import Path

import pytest
import segno

from scanner.camera_choice import CameraInfo
from scanner.errors import CameraNotFound, PictureUnreadable
from scanner.source_opener import SourceOpener
from tests.fakes.software_camera import SoftwareCamera, SoftwareDriver


def desk_with_two() -> tuple[SoftwareDriver, SoftwareCamera, SoftwareCamera]:
    built_in, desk = SoftwareCamera("Integrated Camera", "pci-1"), SoftwareCamera("C920", "usb-2")
    return SoftwareDriver(built_in, desk), built_in, desk


def opener(driver: SoftwareDriver, which: str = "", chosen: CameraInfo | None = None) -> SourceOpener:
    return SourceOpener(which, chosen, cameras=driver.list_cameras, device=driver.open)


def test_the_first_camera_where_nothing_is_said() -> None:
    driver, built_in, _ = desk_with_two()
    source = opener(driver)
    assert source.chosen is None
    with source.open() as camera:
        assert camera.name == built_in.name
    assert source.chosen is not None
    assert source.chosen.port == built_in.port


def test_the_same_camera_under_another_number() -> None:
    driver, built_in, desk = desk_with_two()
    source = opener(driver, "c920")
    source.open().close()
    driver.unplug(desk)
    driver.unplug(built_in)
    driver.plug_in(desk, 0)
    driver.plug_in(built_in, 1)
    with source.open() as camera:
        assert camera.name == "C920"
    assert source.chosen == driver.list_cameras()[0]


def test_another_camera_is_not_taken_in_its_place() -> None:
    driver, built_in, _ = desk_with_two()
    source = opener(driver)
    source.open().close()
    driver.unplug(built_in)
    with pytest.raises(CameraNotFound, match="Integrated"):
        source.open()
    driver.plug_in(built_in, 7)
    with source.open() as camera:
        assert camera.name == built_in.name


def test_its_twin_is_not_taken_in_its_place_either() -> None:
    one, twin = SoftwareCamera("C920", "usb-2"), SoftwareCamera("C920", "usb-3")
    driver = SoftwareDriver(one, twin)
    source = opener(driver)
    source.open().close()
    driver.unplug(one)
    with pytest.raises(CameraNotFound, match="C920"):
        source.open()
    source.chosen = source.look()[0]
    source.open().close()
    assert twin.settings
    driver.plug_in(one)
    source.look()
    driver.unplug(twin)
    twin.port = "usb-9"
    driver.plug_in(twin)
    with source.open():
        assert twin.holders == 1


def test_the_only_camera_that_was_pulled_out_is_not_there() -> None:
    camera = SoftwareCamera("C920", "usb-2")
    driver = SoftwareDriver(camera)
    source = opener(driver)
    source.open().close()
    driver.unplug(camera)
    with pytest.raises(CameraNotFound, match="C920"):
        source.open()


def test_what_was_chosen_goes_before_what_is_set() -> None:
    driver, _, desk = desk_with_two()
    with opener(driver, "integrated", CameraInfo(0, "C920", port="usb-2")).open() as camera:
        assert camera.name == desk.name


def test_one_that_cannot_be_listed_is_opened_by_its_number() -> None:
    camera = SoftwareCamera("", "")
    driver = SoftwareDriver(camera)
    source = SourceOpener("0", cameras=tuple, device=driver.open)
    for _ in range(2):
        with source.open() as opened:
            assert opened.name == "Camera 0"


@pytest.mark.parametrize("name", ["queue.png", "no suffix", "HD Webcam 2.0"])
def test_a_file_is_a_recording_whatever_its_name(tmp_path: Path, name: str) -> None:
    picture = tmp_path / "x.png"
    segno.make_qr("x").save(str(picture), scale=4)
    picture.rename(tmp_path / name)
    with SourceOpener(str(tmp_path / name)).open() as source:
        frame = source.read()
    assert frame is not None


@pytest.mark.parametrize("which", ["USB2.0 HD UVC WebCam", "HD Webcam / Front", "/dev/video77", "77", "nonsense"])
def test_a_camera_that_is_not_there_is_a_missing_camera_not_a_missing_file(which: str) -> None:
    with pytest.raises(CameraNotFound):
        SourceOpener(which).open()


def test_a_folder_without_pictures(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable):
        SourceOpener(str(tmp_path)).open()
