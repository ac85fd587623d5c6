"""Keys at the doors, codes on a serial line, and the gate they share with the camera."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import time
import tty
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.reader import windows, x11
from desktop.reader.code_text import code_text
from desktop.reader.keys import ReaderKeys
from desktop.reader.qt_door import key_of
from desktop.reader.readers import Readers
from desktop.reader.serial_port import SerialPort
from desktop.reader.system_door import SystemDoor, SystemKey
from scanner.errors import ScannerError
from scanner.keyboard_reader import Key, KeyKind
from tests.fakes.site import SiteKeys

CODE = "8800123456789012"


class Counter:
    """A window with a place to write, and whatever was presented at it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.window, self.box = QWidget(), QLineEdit()
        QVBoxLayout(self.window).addWidget(self.box)
        qtbot.addWidget(self.window)
        self.window.show()
        self.box.setFocus()
        self.presented: list[str] = []
        self._at = 1_000
        self.readers = Readers("", str)
        self.readers.presented.connect(self.presented.append)
        self.readers.start(qapp, self.window)

    def type(self, text: str, gap_ms: int = 4) -> None:
        """By the keyboard's own clock: how busy this machine is does not matter."""
        for character in text:
            self._at += gap_ms
            key = Qt.Key.Key_Return if character == "\n" else Qt.Key(ord(character.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                event.setTimestamp(self._at)
                QCoreApplication.sendEvent(self.window.windowHandle(), event)


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    counter = Counter(qtbot, qapp)
    yield counter
    counter.readers.stop()


def test_a_code_is_presented_and_not_written(counter: Counter) -> None:
    counter.type(CODE + "\n")
    assert (counter.presented, counter.box.text()) == ([CODE], "")


def test_a_code_without_an_end_is_ended_by_silence(qtbot: QtBot, counter: Counter) -> None:
    counter.type(CODE)
    qtbot.waitUntil(lambda: counter.presented == [CODE])
    assert counter.box.text() == ""


def test_typing_arrives_in_order(qtbot: QtBot, counter: Counter) -> None:
    counter.type("wang", gap_ms=60)
    assert counter.box.text() == "wan"
    qtbot.waitUntil(lambda: counter.box.text() == "wang")
    assert counter.presented == []


def test_a_few_quick_keys_are_typing(qtbot: QtBot, counter: Counter) -> None:
    counter.type("1234")
    assert counter.box.text() == ""
    qtbot.waitUntil(lambda: counter.box.text() == "1234")


def test_after_the_end_keys_go_their_old_way(counter: Counter) -> None:
    counter.readers.stop()
    counter.type(CODE)
    assert (counter.presented, counter.box.text()) == ([], CODE)


def test_a_key_held_for_a_window_that_is_gone_is_forgotten(qtbot: QtBot, qapp: QApplication) -> None:
    window, readers = QWidget(), Readers("", str)
    window.show()
    readers.start(qapp, window)
    QCoreApplication.sendEvent(
        window.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
    )
    readers.stop()
    shiboken6.delete(window)
    qtbot.wait(60)  # an error on its way back would fail the test


def test_a_code_that_the_camera_sees_too_is_one_presentation(counter: Counter) -> None:
    counter.readers.see(CODE)
    counter.type(CODE + "\n")
    counter.readers.see("another")
    assert counter.presented == [CODE, "another"]


@pytest.mark.parametrize(
    ("text", "shift", "meant"),
    [("a", False, "a"), ("A", True, "A"), ("A", False, "a"), ("a", True, "A"), ("7", False, "7"), ("%", True, "%")],
)
def test_shift_and_not_caps_lock_tells_the_case(text: str, shift: bool, meant: str) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    key = key_of(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, text))
    assert (key.kind, key.text) == (KeyKind.WRITES, meant)


def test_keys_with_control_are_no_part_of_a_code() -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, "\x16")
    assert key_of(pressed).kind is KeyKind.ACTS


def test_what_was_done_to_a_code_is_undone(keys: SiteKeys) -> None:
    code = keys.code_for(1001)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code)
    assert {code_text(text) for text in (code, code.lower(), code.swapcase(), wide, f" {code}\r\n")} == {code}
    assert code_text("Ab12") == "Ab12"


class Wire:
    """A window system of one program: a key is a byte, 0x80 marks one that was sent again."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.at = 0.0

    def key_in(self, kind: bytes, address: int) -> SystemKey | None:
        event = ctypes.string_at(address, 1)
        if kind != b"wire":
            return None
        if event[0] & 0x80:
            return SystemKey(event, None, sent_again=True)
        kind_of = {b"\n": KeyKind.ENDS, b"<": KeyKind.ACTS}.get(event, KeyKind.WRITES)
        return SystemKey(event, Key(self.at, kind_of, event.decode()))

    def send_again(self, event: bytes) -> bool:
        self.sent.append(event)
        return True


class Door:
    """A door on that wire, and what Qt gets through it."""

    def __init__(self) -> None:
        self.wire, self.keys, self.qt_has = Wire(), ReaderKeys(), b""
        self.door = SystemDoor(self.keys, self.wire)

    def press(self, text: bytes, gap_ms: float, kind: bytes = b"wire") -> None:
        for byte in text:
            self.wire.at += gap_ms
            place = ctypes.create_string_buffer(bytes([byte]))
            if self.door.nativeEventFilter(QByteArray(kind), ctypes.addressof(place)) == (False, 0):
                self.qt_has += bytes([byte & 0x7F])

    def come_round(self) -> None:
        sent, self.wire.sent = self.wire.sent, []
        for event in sent:
            self.press(bytes([event[0] | 0x80]), 0)


def test_what_is_sent_again_comes_before_what_was_typed_after_it(qtbot: QtBot) -> None:
    door = Door()
    door.press(b"a", 500)
    door.press(b"<", 20)
    assert (door.qt_has, door.wire.sent) == (b"", [b"a", b"<"])
    door.press(b"<", 0.1)  # still before the others have come round
    door.come_round()
    assert door.qt_has == b"a<<"
    door.press(b"<", 0.1)
    assert door.qt_has == b"a<<<"


def test_a_code_at_the_systems_door_goes_nowhere_else(qtbot: QtBot) -> None:
    door = Door()
    read: list[str] = []
    door.keys.read.connect(read.append)
    door.press(CODE.encode() + b"\n", 3)
    assert (read, door.qt_has, door.wire.sent) == ([CODE], b"", [])


def test_other_events_go_through(qtbot: QtBot) -> None:
    door = Door()
    door.press(b"ab", 1, kind=b"mouse")
    assert door.qt_has == b"ab"


def test_an_x_servers_keys() -> None:
    assert x11.key_on(24, 5, 0) == Key(5, KeyKind.WRITES, "q")
    assert x11.key_on(24, 5, 0x03) == Key(5, KeyKind.WRITES, "Q")  # Shift and Caps Lock
    assert x11.key_on(24, 5, 0x02) == Key(5, KeyKind.WRITES, "q")
    assert x11.key_on(24, 5, 0x04).kind is KeyKind.ACTS
    assert [x11.key_on(code, 5, 0).kind for code in (36, 104, 50, 111)] == [
        KeyKind.ENDS, KeyKind.ENDS, KeyKind.SHIFTS, KeyKind.ACTS,
    ]  # fmt: skip


def message(what: int, scan_code: int, *, key: int = 0xE5, extended: bool = False, repeats: bool = False) -> bytes:
    """A MSG as 64-bit Windows lays it out; by default the key is one that an input method wants."""
    details = 1 | scan_code << 16 | extended << 24 | repeats << 30
    return struct.pack("=QIIQQIii", 77, what, 0, key, details, 12345, 0, 0)


def test_a_key_of_windows_is_told_by_where_it_sits() -> None:
    pressed = message(0x100, 0x10, repeats=True)
    assert windows.key_on(pressed, shift=True, control=False, num_lock=False) == Key(12345, KeyKind.WRITES, "Q", True)
    assert windows.key_on(message(0x101, 0x10), shift=False, control=False, num_lock=False) is None
    kinds = [
        windows.key_on(message(what, code, extended=extended), shift=False, control=control, num_lock=True)
        for what, code, extended, control in (
            (0x100, 0x1C, True, False),
            (0x100, 0x4B, True, False),
            (0x100, 0x10, False, True),
            (0x104, 0x10, False, False),
        )
    ]
    assert [key.kind for key in kinds if key] == [KeyKind.ENDS, *3 * [KeyKind.ACTS]]


def test_a_key_of_windows_is_sent_again_by_where_it_sits() -> None:
    again = windows.sent_again(message(0x101, 0x1C, extended=True))
    assert again is not None
    assert len(again) == 40  # sizeof(INPUT) on 64 bits
    assert struct.unpack_from("=IIHHII", again) == (1, 0, 0, 0x1C, 0x08 | 0x01 | 0x02, 0)
    assert windows.sent_again(message(0x200, 0x1C)) is None
    assert windows.sent_again(message(0x100, 0)) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
class TestSerial:
    """A reader on one end of a real pseudo-terminal."""

    @pytest.fixture
    def line(self) -> Iterator[tuple[int, str]]:
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        yield ours, os.ttyname(theirs)
        os.close(theirs)
        os.close(ours)

    def test_codes_come_whole_and_once(self, qtbot: QtBot, line: tuple[int, str]) -> None:
        read: list[str] = []
        port = SerialPort(line[1])
        port.read.connect(read.append)
        port.start()
        qtbot.waitUntil(lambda: port._reader is not None)  # what comes before a port is open is lost
        os.write(line[0], CODE.encode() + b"\r\n\r\nsecond\tthird")
        qtbot.waitUntil(lambda: read == [CODE, "second", "third"])
        port.stop()

    def test_a_reader_that_is_gone_is_told_once_and_found_again(self, qtbot: QtBot, line: tuple[int, str]) -> None:
        port = SerialPort("/nowhere/ttyACM7", retry_ms=10)
        lost: list[ScannerError] = []
        port.lost.connect(lost.append)
        port.start()
        qtbot.waitUntil(lambda: bool(lost))
        QTest.qWait(60)
        assert [error.code for error in lost] == ["S09"]
        port._which = line[1]
        qtbot.waitUntil(lambda: port._works)
        with qtbot.waitSignal(port.read) as came:
            os.write(line[0], CODE.encode() + b"\r")
        assert came.args == [CODE]
        port.stop()

    def test_closing_does_not_wait_long(self, qtbot: QtBot, line: tuple[int, str]) -> None:
        port = SerialPort(line[1])
        port.start()
        qtbot.waitUntil(lambda: port._reader is not None)
        start = time.monotonic()
        port.stop()
        assert time.monotonic() - start < 1
