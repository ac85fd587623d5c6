"""The driver in software does what the tests rely on: one holder at a time, nothing after the cable is out."""

from __future__ import annotations

import numpy as np
import pytest

from scanner.opencv import cv2
from tests.fakes.slow_decoder import SlowDecoder
from tests.fakes.software_camera import SoftwareCamera, SoftwareDriver


def test_cameras_get_the_first_free_number_and_keep_their_port() -> None:
    one, two = SoftwareCamera("One", "usb-1"), SoftwareCamera("Two", "usb-2")
    driver = SoftwareDriver(one, two)
    assert [(info.index, info.port) for info in driver.list_cameras()] == [(0, "usb-1"), (1, "usb-2")]
    driver.unplug(one)
    assert [info.name for info in driver.list_cameras()] == ["Two"]
    driver.plug_in(one, 5)
    assert [(info.index, info.name) for info in driver.list_cameras()] == [(1, "Two"), (5, "One")]


def test_one_holder_at_a_time_and_nothing_from_a_cable_that_was_out() -> None:
    camera = SoftwareCamera("One", "usb-1")
    driver = SoftwareDriver(camera)
    capture = driver.open(0)
    assert capture.isOpened()
    assert not driver.open(0).isOpened()
    assert not driver.open(3).isOpened()
    assert capture.read()[0]
    driver.unplug(camera)
    driver.plug_in(camera)
    assert not capture.read()[0]
    capture.release()
    capture.release()
    assert driver.open(0).isOpened()
    assert not capture.read()[0]


def test_frozen_black_and_broken() -> None:
    camera = SoftwareCamera("One", "usb-1")
    capture = SoftwareDriver(camera).open(0)
    _, first = capture.read()
    assert not np.array_equal(first, capture.read()[1])
    camera.frozen = True
    _, held = capture.read()
    assert np.array_equal(held, capture.read()[1])
    camera.black = True
    assert not capture.read()[1].any()
    camera.broken = OSError("driver")
    with pytest.raises(OSError, match="driver"):
        capture.read()


def test_a_control_it_does_not_have_is_refused() -> None:
    camera = SoftwareCamera("One", "usb-1", controls=frozenset((cv2.CAP_PROP_FPS,)))
    capture = SoftwareDriver(camera).open(0)
    assert capture.set(cv2.CAP_PROP_FPS, 30)
    assert not capture.set(cv2.CAP_PROP_AUTOFOCUS, 1)
    assert (capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_AUTOFOCUS)) == (30, 0)


def test_a_slow_decoder_tells_what_it_was_given() -> None:
    given: list[int] = []
    decoder = SlowDecoder(0.0, lambda grey: given.append(int(grey[0, 0])))
    assert decoder.alone().read(np.full((4, 4), 9, np.uint8)).symbols == ()
    assert given == [9]
