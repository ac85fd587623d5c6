"""What drivers do, shown with one in software: slow, hanging, frozen, black, pulled out, several of them.

A real webcam on a real USB bus is not shown here.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import segno
from pytestqt.qtbot import QtBot

from scanner.camera_choice import CameraInfo
from scanner.errors import CameraLost, CameraNotFound, PictureBlack, PictureFrozen
from scanner.frame import Frame, Pixels
from scanner.recording import Recording
from scanner.source_opener import SourceOpener
from tests.fakes.slow_decoder import SlowDecoder
from tests.fakes.software_camera import Picture, SoftwareCamera, SoftwareDriver, room
from tests.unit.desktop.watched_worker import Watched
from tests.unit.scanner.pictures import save_video


def numbered(number: int) -> Pixels:
    """A picture that tells its number, up to 255."""
    return np.full((48, 64, 3), number % 256, np.uint8)


def phone(text: str) -> Picture:
    """A code held still before a camera with some grain."""
    dark = np.array([list(row) for row in segno.make_qr(text).matrix], np.uint8)
    code = np.kron(np.pad(1 - dark, 4, constant_values=1) * np.uint8(200), np.ones((5, 5), np.uint8))
    view = np.full((240, 320, 3), 90, np.uint8)
    view[20 : 20 + code.shape[0], 40 : 40 + code.shape[1]] = code[:, :, None]
    return lambda number: view + np.uint8(3 * (number % 2))


@contextmanager
def desk(*cameras: SoftwareCamera, which: str = "", retry_s: float = 0.02) -> Iterator[tuple[Watched, SourceOpener]]:
    """A worker on the first of the cameras, that has begun to see."""
    driver = SoftwareDriver(*cameras)
    sources = SourceOpener(which, cameras=driver.list_cameras, device=driver.open)
    watched = Watched(sources.open, retry_s=retry_s)
    try:
        yield watched, sources
    finally:
        watched.worker.stop()


def test_a_slow_decoder_makes_no_preview_late_and_gets_the_newest_frame(qtbot: QtBot) -> None:
    camera = SoftwareCamera("C920", "usb-1", picture=numbered, frame_s=1 / 60)
    driver, behind = SoftwareDriver(camera), list[int]()
    decoder = SlowDecoder(0.25, lambda grey: behind.append(camera.taken - int(grey[0, 0])))
    source = SourceOpener(cameras=driver.list_cameras, device=driver.open)
    watched = Watched(source.open, ladder=decoder.alone)
    qtbot.waitUntil(lambda: bool(watched.previews))
    began, already = time.monotonic(), len(watched.previews)
    qtbot.wait(1500)
    rate = (len(watched.previews) - already) / (time.monotonic() - began)
    watched.worker.stop()
    assert 8 < rate <= 31  # 30 on a quiet machine; the decoder alone would make it 4
    assert 2 <= len(behind) <= 9
    assert max(behind) <= 6  # 15 come while one is read
    assert camera.holders == 0


def test_every_frame_of_a_recording_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    path = save_video(tmp_path / "queue.avi", [np.full((48, 64), 10 * level, np.uint8) for level in range(1, 21)])
    seen: list[int] = []
    decoder = SlowDecoder(0.01, lambda grey: seen.append(round(float(grey.mean()) / 10)))
    watched = Watched(lambda: Recording(path), ladder=decoder.alone)
    qtbot.waitUntil(lambda: watched.ended)
    watched.worker.stop()
    assert seen == list(range(1, 21))


def test_a_recording_that_pauses_is_not_called_frozen(qtbot: QtBot, tmp_path: Path) -> None:
    path = save_video(tmp_path / "still.avi", [np.full((48, 64), 90, np.uint8)] * 5)

    class Pausing(Recording):
        def read(self) -> Frame | None:
            frame = super().read()
            time.sleep(2.3 if frame is not None and frame.number == 2 else 0)
            return frame

    watched = Watched(lambda: Pausing(path), ladder=SlowDecoder(0.0, id).alone)
    qtbot.waitUntil(lambda: watched.ended)
    watched.worker.stop()
    assert watched.said == ["still.avi"]


def test_a_decoder_that_breaks_is_begun_anew(qtbot: QtBot) -> None:
    camera, given = SoftwareCamera("C920", "usb-1"), list[int]()

    def break_once(grey: Pixels) -> None:
        given.append(grey.size)
        if len(given) == 3:
            raise MemoryError("secret")

    driver = SoftwareDriver(camera)
    source = SourceOpener(cameras=driver.list_cameras, device=driver.open)
    watched = Watched(source.open, ladder=SlowDecoder(0.0, break_once).alone, retry_s=0.02)
    qtbot.waitUntil(lambda: len(given) > 20)
    watched.worker.stop()
    assert watched.said == ["C920", "S00", "C920"]
    assert "secret" not in str(watched.lost[0])


def test_the_decoder_sees_what_the_camera_sees_not_its_mirror_image(qtbot: QtBot) -> None:
    half = np.zeros((48, 64, 3), np.uint8)
    half[:, 32:] = 200
    camera = SoftwareCamera("C920", "usb-1", picture=lambda number: half + np.uint8(number % 40))
    driver, right_is_bright = SoftwareDriver(camera), list[bool]()
    decoder = SlowDecoder(0.0, lambda grey: right_is_bright.append(bool(grey[:, 40:].mean() > grey[:, :24].mean())))
    watched = Watched(SourceOpener(cameras=driver.list_cameras, device=driver.open).open, ladder=decoder.alone)
    qtbot.waitUntil(lambda: bool(watched.previews) and bool(right_is_bright))
    watched.worker.stop()
    assert all(right_is_bright)
    assert watched.previews[0].image.pixelColor(50, 20).red() >= 200  # mirrored only where it is painted


@pytest.mark.parametrize("hangs", ["read", "open"])
def test_the_window_closes_at_once_whatever_the_driver_does(qtbot: QtBot, hangs: str) -> None:
    camera = SoftwareCamera("C920", "usb-1")
    driver = SoftwareDriver(camera)

    def cameras() -> tuple[CameraInfo, ...]:
        time.sleep(4 if hangs == "open" else 0)
        return driver.list_cameras()

    watched = Watched(SourceOpener(cameras=cameras, device=driver.open).open)
    if hangs == "read":
        qtbot.waitUntil(lambda: bool(watched.previews))
        camera.frame_s = 4
        qtbot.wait(50)
    else:
        qtbot.wait(50)
    began, heard = time.monotonic(), len(watched.said)
    watched.worker.stop()
    assert time.monotonic() - began < 2
    qtbot.waitUntil(lambda: camera.holders == 0, timeout=6000)  # it is let go of as soon as the driver is back
    qtbot.wait(50)
    assert len(watched.said) == heard


@pytest.mark.parametrize("stops", ["worker.stop()", "pass"])
def test_threads_that_are_left_do_not_end_the_program_with_a_crash(tmp_path: Path, stops: str) -> None:
    """In a process of its own, as what is tested is its end: with a driver that hangs, or with nobody stopping it."""
    program = tmp_path / "closes.py"
    program.write_text(
        "import time\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from desktop.camera_worker import CameraWorker\n"
        "from desktop.app import make_ladder\n"
        "qt = QCoreApplication([])\n"
        "def open_source():\n"
        "    time.sleep(3)\n"
        "    raise RuntimeError\n"
        "worker = CameraWorker(open_source, make_ladder, str, qt)\n"
        "worker.start()\n"
        "QTimer.singleShot(100, qt.quit)\n"
        "qt.exec()\n"
        "began = time.monotonic()\n"
        f"{stops}\n"
        "print(time.monotonic() - began < 2)\n"
    )
    ended = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr.strip()) == (0, "True", "")


def test_another_camera_can_be_chosen_while_the_driver_of_the_first_hangs(qtbot: QtBot) -> None:
    first, second = SoftwareCamera("Built-in", "pci-1"), SoftwareCamera("C920", "usb-2")
    with desk(first, second) as (watched, sources):
        qtbot.waitUntil(lambda: watched.names == ["Built-in"])
        first.frame_s = 4
        qtbot.waitUntil(lambda: watched.said == ["Built-in", "S07"])
        assert isinstance(watched.troubles[0], PictureFrozen)
        sources.chosen = sources.look()[1]
        watched.worker.try_again()
        qtbot.waitUntil(lambda: watched.names[-1] == "C920")


def test_a_frozen_stream_is_opened_anew_once_and_told_if_that_does_not_help(qtbot: QtBot) -> None:
    camera = SoftwareCamera("C920", "usb-1")
    with desk(camera) as (watched, _):
        qtbot.waitUntil(lambda: bool(watched.previews))
        camera.frozen = True
        qtbot.waitUntil(lambda: len(watched.names) == 2)
        assert watched.troubles == []
        qtbot.waitUntil(lambda: bool(watched.troubles))
        qtbot.wait(50)  # previews that were on their way
        shown = len(watched.previews)
        qtbot.wait(200)
        assert len(watched.previews) == shown
        camera.frozen = False
        qtbot.waitUntil(lambda: len(watched.previews) > shown)
    assert watched.said == ["C920", "C920", "S07", "C920"]


def test_a_covered_lens_is_told_but_the_camera_is_kept(qtbot: QtBot) -> None:
    light, advice = room(1280, 720), list[object]()
    camera = SoftwareCamera("C920", "usb-1", lambda number: light(number) % 4, 0.03)
    with desk(camera) as (watched, _):
        watched.worker.advised.connect(advice.append)
        qtbot.waitUntil(lambda: bool(watched.troubles))
        assert isinstance(watched.troubles[0], PictureBlack)
        qtbot.wait(800)  # the guide would say by now that the room is dark
        assert advice[-1:] in ([], [None])
        camera.picture = light
        qtbot.waitUntil(lambda: len(watched.names) == 2)
    assert watched.said == ["C920", "S08", "C920"]
    assert camera.plugged == 1


def test_a_camera_pulled_out_comes_back_under_another_number(qtbot: QtBot) -> None:
    camera, other = SoftwareCamera("C920", "usb-1"), SoftwareCamera("Built-in", "pci-2")
    with desk(camera, other) as (watched, sources):
        qtbot.waitUntil(lambda: watched.names == ["C920"])
        SoftwareDriver.unplug(camera)
        qtbot.waitUntil(lambda: any(isinstance(error, CameraNotFound) for error in watched.lost))
        assert isinstance(watched.lost[0], CameraLost)
        camera.plugged, camera.index = camera.plugged + 1, 6
        qtbot.waitUntil(lambda: watched.names == ["C920", "C920"])
        assert sources.chosen is not None
        assert sources.chosen.index == 6


def test_a_phone_held_through_a_short_loss_is_one_presentation(qtbot: QtBot) -> None:
    camera = SoftwareCamera("C920", "usb-1", picture=phone("VOUCHER 1"), frame_s=0.02)
    with desk(camera) as (watched, _):
        qtbot.waitUntil(lambda: watched.texts == ["VOUCHER 1"])
        camera.plugged += 1  # out and in
        qtbot.waitUntil(lambda: len(watched.names) == 2)
        qtbot.wait(300)
        camera.picture = phone("VOUCHER 2")
        qtbot.waitUntil(lambda: len(watched.texts) >= 2)
    assert watched.texts == ["VOUCHER 1", "VOUCHER 2"]


def test_a_driver_that_raises_is_a_lost_camera_until_it_stops(qtbot: QtBot) -> None:
    camera = SoftwareCamera("C920", "usb-1")
    with desk(camera) as (watched, _):
        qtbot.waitUntil(lambda: bool(watched.previews))
        camera.broken = OSError("secret")
        qtbot.waitUntil(lambda: bool(watched.lost))
        assert "secret" not in str(watched.lost[0])
        camera.broken = None
        qtbot.waitUntil(lambda: watched.said[-1] == "C920")
