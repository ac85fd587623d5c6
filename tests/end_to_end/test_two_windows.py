"""The program is started twice: one window, brought to the front, and one clear line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.only_window import AlreadyOpen, Door, hold_place


def start(home: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "VOUCHERDESK_HOME": str(home), "VOUCHERDESK_KEY_STORAGE": "file"}
    return subprocess.Popen(
        [sys.executable, "-m", "desktop"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_second_start_knocks_and_ends_with_one_line(qtbot: QtBot, tmp_path: Path) -> None:
    with ExitStack() as closing:
        hold_place(tmp_path, closing)
        door = Door(tmp_path)
        with qtbot.waitSignal(door.knocked, timeout=20_000):
            second = start(tmp_path)
        _, said = second.communicate(timeout=20)
        door.close()
    assert (second.returncode, said.count("\n")) == (2, 1)
    assert said.startswith("D01 Voucher Desk is open already")


def test_a_window_that_was_killed_leaves_its_place(qapp: QApplication, tmp_path: Path) -> None:
    first = start(tmp_path)
    try:
        while not (tmp_path / "window.lock").exists():
            assert first.poll() is None
        taken = False
        while not taken:
            with ExitStack() as closing:
                try:
                    hold_place(tmp_path, closing)
                except AlreadyOpen:
                    taken = True
    finally:
        first.send_signal(signal.SIGKILL)
        first.communicate()
    with ExitStack() as closing:
        hold_place(tmp_path, closing)
        door = Door(tmp_path)
        with ExitStack() as another, pytest.raises(AlreadyOpen):
            hold_place(tmp_path, another)
        door.close()


def test_of_several_starts_at_once_one_opens(tmp_path: Path) -> None:
    """Somebody who clicks three times: nobody has the place when they begin."""
    started = [start(tmp_path) for _ in range(3)]
    try:
        deadline = time.monotonic() + 60
        while sum(one.poll() is None for one in started) > 1:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.5)  # the one that is left stays
        ended = [one for one in started if one.poll() is not None]
        assert len(ended) == len(started) - 1
        assert [one.returncode for one in ended] == [2] * len(ended)
        for one in ended:
            said = one.stderr.read() if one.stderr is not None else ""
            assert said.startswith("D01 Voucher Desk is open already")
            assert said.count("\n") == 1
    finally:
        for one in started:
            one.kill()
            one.wait()
            if one.stderr is not None:
                one.stderr.close()
