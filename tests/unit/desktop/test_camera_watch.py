"""What the camera's thread tells besides the codes it takes: two vouchers at once, and what would help."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from desktop.app import make_ladder
from desktop.camera_worker import CameraWorker
from scanner.frame import Pixels
from scanner.guidance import Advice, Cause
from sync.protocol.voucher_code import presentation_key
from tests.fakes.held_up import HeldUp
from tests.unit.scanner.phones_shown import shown
from tests.unit.scanner.pictures import code_picture, in_a_frame


class Told:
    """A worker before one camera, and what it said."""

    def __init__(self, camera: HeldUp) -> None:
        self.texts: list[str] = []
        self.crowds: list[int] = []
        self.advice: list[Advice | None] = []
        self.worker = CameraWorker(
            lambda: camera, make_ladder, presentation_key, matters=lambda text: text.startswith("VOUCHER")
        )
        self.worker.presented.connect(self.texts.append)
        self.worker.crowded.connect(self.crowds.append)
        self.worker.advised.connect(self.advice.append)
        self.worker.start()


def two_codes(left: str, right: str) -> Pixels:
    view = in_a_frame(code_picture(left), 80, 200)
    code = code_picture(right)
    view[200 : 200 + code.shape[0], 800 : 800 + code.shape[1]] = code
    return view


def test_two_vouchers_at_once_are_told_until_one_is_alone(qtbot: QtBot) -> None:
    camera = HeldUp(two_codes("VOUCHER 1", "VOUCHER 2"))
    told = Told(camera)
    qtbot.waitUntil(lambda: told.crowds == [2])
    camera.pixels = in_a_frame(code_picture("VOUCHER 1"), 80, 200)
    qtbot.waitUntil(lambda: told.crowds == [2, 0])
    qtbot.waitUntil(lambda: told.texts == ["VOUCHER 1"])
    told.worker.stop()


def test_of_a_voucher_and_another_code_only_the_voucher_is_taken(qtbot: QtBot) -> None:
    told = Told(HeldUp(two_codes("POSTER", "VOUCHER 2")))
    qtbot.waitUntil(lambda: bool(told.texts))
    qtbot.wait(700)
    told.worker.stop()
    assert told.texts == ["VOUCHER 2"]
    assert told.crowds == []


def test_advice_is_told_once_and_taken_back_when_the_camera_is_lost(qtbot: QtBot) -> None:
    first, *_, last = shown(Cause.OUT_OF_FOCUS, 21, 0.4, 0.2)
    camera = HeldUp(first.pixels)
    told = Told(camera)
    qtbot.wait(300)
    camera.pixels = last.pixels
    qtbot.waitUntil(lambda: bool(told.advice))
    camera.unplugged = True
    qtbot.waitUntil(lambda: told.advice[-1] is None)
    told.worker.stop()
    assert [each and each.cause for each in told.advice] == [Cause.OUT_OF_FOCUS, None]


def test_an_empty_view_is_no_reason_to_speak(qtbot: QtBot) -> None:
    told = Told(HeldUp(np.full((720, 1280), 120, np.uint8)))
    qtbot.wait(600)
    told.worker.stop()
    assert (told.texts, told.crowds, told.advice) == ([], [], [])
