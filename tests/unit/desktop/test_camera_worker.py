"""One presentation per phone, previews no faster than they are drawn, and a camera that goes away comes back."""

import numpy as np
import segno
from pytestqt.qtbot import QtBot

from desktop.camera_worker import picture_of
from scanner.errors import CameraLost, CameraNotFound
from scanner.frame import Frame, FrameSource, Pixels
from sync.protocol.voucher_code import presentation_key
from tests.fakes.held_up import HeldUp
from tests.fakes.site import NOW, SiteKeys
from tests.unit.desktop.watched_worker import Watched


def sheet(text: str) -> Pixels:
    """A camera's view, 1280 × 720, that holds a code."""
    dark = np.array([list(row) for row in segno.make_qr(text).matrix], np.uint8)
    code = np.kron(np.pad(1 - dark, 4, constant_values=1) * np.uint8(255), np.ones((5, 5), np.uint8))
    view = np.full((720, 1280, 3), 120, np.uint8)
    view[100 : 100 + code.shape[0], 300 : 300 + code.shape[1]] = code[:, :, None]
    return view


def test_a_phone_that_is_held_up_counts_once_and_is_outlined(qtbot: QtBot) -> None:
    camera = HeldUp(sheet("VOUCHER 1"))
    watched = Watched(lambda: camera)
    qtbot.waitUntil(lambda: any(preview.outlines for preview in watched.previews))
    camera.pixels = sheet("VOUCHER 2")
    qtbot.waitUntil(lambda: len(watched.texts) == 2)
    watched.worker.stop()
    assert watched.texts == ["VOUCHER 1", "VOUCHER 2"]
    assert watched.names == ["Held up"]
    outlined = next(preview for preview in watched.previews if preview.outlines)
    assert all(250 < x < 700 and 50 < y < 500 for x, y in outlined.outlines[0])
    assert (outlined.image.width(), outlined.image.height()) == (1280, 720)
    assert camera.closed


def test_previews_wait_until_the_last_one_was_drawn(qtbot: QtBot) -> None:
    watched = Watched(lambda: HeldUp(sheet("VOUCHER 1")), draws=False)
    qtbot.waitUntil(lambda: bool(watched.previews))
    qtbot.wait(200)
    assert len(watched.previews) == 1
    watched.worker.preview_drawn()
    qtbot.waitUntil(lambda: len(watched.previews) == 2)
    watched.worker.stop()


def test_a_camera_that_was_pulled_out_comes_back(qtbot: QtBot) -> None:
    camera = HeldUp(sheet("VOUCHER 1"))
    watched = Watched(lambda: camera)
    qtbot.waitUntil(lambda: bool(watched.texts))
    camera.unplugged = True
    qtbot.waitUntil(lambda: bool(watched.lost))
    assert isinstance(watched.lost[0], CameraLost)
    camera.unplugged = False
    watched.worker.try_again()
    qtbot.waitUntil(lambda: len(watched.names) == 2)
    watched.worker.stop()


def test_it_tries_again_by_itself(qtbot: QtBot) -> None:
    watched = Watched(_no_camera, retry_s=0.01)
    qtbot.waitUntil(lambda: len(watched.lost) >= 3)
    watched.worker.stop()
    assert {type(error) for error in watched.lost} == {CameraNotFound}


def test_a_driver_that_breaks_is_a_lost_camera(qtbot: QtBot) -> None:
    watched = Watched(_broken_driver)
    qtbot.waitUntil(lambda: bool(watched.lost))
    watched.worker.stop()
    assert isinstance(watched.lost[0], CameraLost)
    assert "secret" not in str(watched.lost[0])


def _no_camera() -> FrameSource:
    raise CameraNotFound


def _broken_driver() -> FrameSource:
    raise RuntimeError("secret")


def test_the_end_of_a_recording_is_told(qtbot: QtBot) -> None:
    camera = HeldUp(sheet("VOUCHER 1"))
    watched = Watched(lambda: camera)
    qtbot.waitUntil(lambda: bool(watched.texts))
    camera.close()
    qtbot.waitUntil(lambda: watched.ended)
    watched.worker.stop()


def test_the_key_is_the_voucher_and_not_its_text() -> None:
    keys = SiteKeys()
    one = keys.code_for(1001)
    signed_again = keys.code_for(1001, signed_at=NOW.replace(minute=59))
    assert one != signed_again
    assert presentation_key(one) == presentation_key(signed_again)
    assert presentation_key("SOMETHING ELSE") == "SOMETHING ELSE"


def test_a_picture_keeps_its_own_pixels() -> None:
    colour = np.zeros((2, 3, 3), np.uint8)
    colour[:, :, 2] = 200  # red, in the order blue, green, red
    picture = picture_of(Frame(colour, 0.0, 0))
    colour[:] = 0
    assert picture.pixelColor(2, 1).getRgb() == (200, 0, 0, 255)
    assert picture_of(Frame(np.full((2, 3), 7, np.uint8), 0.0, 0)).pixelColor(0, 0).red() == 7
