"""Codes on a serial line: whole, one at a time, whatever the end; a real pseudo-terminal stands for the reader."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from scanner.errors import ReaderLost, ReaderNotFound
from scanner.serial_reader import SerialReader, find_port, is_plugged_in, list_ports

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)
import pty
import tty


class Wire:
    """Our end of a line whose other end is `device`."""

    def __init__(self) -> None:
        self._ends = list(pty.openpty())
        tty.setraw(self._ends[1])
        self.device = os.ttyname(self._ends[1])

    def send(self, said: bytes) -> None:
        while said:
            said = said[os.write(self._ends[0], said) :]

    def cut(self) -> None:
        while self._ends:
            os.close(self._ends.pop())


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.cut()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03", b""])
def test_a_code_comes_whole_whatever_ends_it(wire: Wire, end: bytes) -> None:
    with SerialReader(wire.device) as reader:
        wire.send(b"VD1ABC" + end)
        assert reader.read(1) == "VD1ABC"
        assert reader.read(0) == ""


def test_codes_that_come_together_are_read_one_by_one(wire: Wire) -> None:
    with SerialReader(wire.device) as reader:
        wire.send(b"\r\nfirst\r\n\r\nsecond\rthi")
        assert [reader.read(1), reader.read(1)] == ["first", "second"]
        wire.send(b"rd\r")
        assert reader.read(1) == "third"


def test_a_code_is_told_as_soon_as_it_ends(wire: Wire) -> None:
    with SerialReader(wire.device) as reader:
        took = []
        for _ in range(5):
            wire.send(b"VD1ABC\r")
            start = time.monotonic()
            reader.read(5)
            took.append(time.monotonic() - start)
    assert min(took) < 0.09  # not only after the silence that would end it too


def test_noise_is_a_text_like_any_other(wire: Wire) -> None:
    with SerialReader(wire.device) as reader:
        wire.send(b"\xff\xfe\xc0\r")
        assert reader.read(1) == "\ufffd\ufffd\ufffd"


def test_a_line_without_end_comes_in_pieces(wire: Wire) -> None:
    with SerialReader(wire.device) as reader:
        flood = Thread(target=wire.send, args=(b"A" * 50_000,))
        flood.start()
        pieces = [len(text) for text in iter(lambda: reader.read(0.5), "")]
        flood.join()
    assert sum(pieces) == 50_000
    assert max(pieces) < 25_000


def test_a_line_that_never_falls_silent_holds_nobody_up(wire: Wire) -> None:
    """The window waits for this to close; and the rest of a slow code is not lost by it."""

    def trickle() -> None:
        for _ in range(100):
            wire.send(b"A")
            time.sleep(0.02)

    with SerialReader(wire.device) as reader:
        slow = Thread(target=trickle)
        slow.start()
        start = time.monotonic()
        assert reader.read(0.2) == ""
        took = time.monotonic() - start
        slow.join()
        wire.send(b"\r")
        assert reader.read(1) == "A" * 100
    assert took < 1


def test_a_line_that_is_cut_off_is_told(wire: Wire) -> None:
    with SerialReader(wire.device) as reader:
        wire.cut()
        with pytest.raises(ReaderLost) as told:
            reader.read(2)
    assert told.value.detail == wire.device


def test_a_port_that_is_not_there_is_told(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "ttyACM0")
    with pytest.raises(ReaderNotFound) as told:
        SerialReader(nowhere)
    assert told.value.detail == nowhere
    assert not is_plugged_in(nowhere)


def test_a_port_is_for_one_program(wire: Wire) -> None:
    with SerialReader(wire.device), pytest.raises(ReaderNotFound):
        SerialReader(wire.device)


def test_a_port_that_is_there_is_found(wire: Wire) -> None:
    assert is_plugged_in(wire.device)
    assert find_port(wire.device) == wire.device
    assert all(port.device and port.name not in {"", "n/a"} for port in list_ports())
