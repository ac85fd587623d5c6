"""The camera that is meant is found again, whatever number it has now."""

from __future__ import annotations

import pytest

from scanner.camera_choice import CameraInfo, called, the_same

BUILT_IN = CameraInfo(0, "Integrated Camera", "/dev/video0", "pci-1")
DESK = CameraInfo(2, "HD Pro Webcam C920", "/dev/video2", "usb-2")
TWIN = CameraInfo(4, "HD Pro Webcam C920", "/dev/video4", "usb-3")
ALL = (BUILT_IN, DESK, TWIN)


def test_it_is_known_by_its_name_and_port() -> None:
    now = (CameraInfo(0, DESK.name, "/dev/video0", TWIN.port), CameraInfo(1, DESK.name, "/dev/video1", DESK.port))
    assert the_same(DESK, now) == now[1]
    assert the_same(TWIN, now) == now[0]


def test_in_another_port_it_is_known_by_its_name() -> None:
    moved = CameraInfo(5, DESK.name, "/dev/video5", "usb-9")
    assert the_same(DESK, (BUILT_IN, moved)) == moved


def test_its_twin_in_the_twins_port_is_not_it() -> None:
    assert the_same(DESK, (BUILT_IN, TWIN), twins={TWIN.port}) is None
    assert the_same(DESK, (BUILT_IN, TWIN)) == TWIN  # nobody knows of a twin: it was moved


def test_another_camera_in_its_port_is_another_camera() -> None:
    assert the_same(DESK, (BUILT_IN, CameraInfo(2, "Some Webcam", "/dev/video2", DESK.port))) is None
    assert the_same(DESK, ()) is None


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ("", BUILT_IN),
        ("2", DESK),
        ("/dev/video4", TWIN),
        ("usb-3", TWIN),
        ("HD Pro Webcam C920", DESK),
        ("c920", DESK),
        ("integrated", BUILT_IN),
        ("9", None),
        ("Logitech", None),
        ("²", None),
    ],
)
def test_what_a_person_writes_down(which: str, found: CameraInfo | None) -> None:
    assert called(which, ALL) == found


def test_where_there_is_none() -> None:
    assert called("", ()) is None
