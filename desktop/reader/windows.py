"""Keys of Windows, by user32. The parts that need Windows have not been run on one yet.

A key that an input method wants comes as WM_KEYDOWN with VK_PROCESSKEY in place of its virtual key, and the input
method acts on it only when TranslateMessage is called (Microsoft's pages on both). Qt shows the message before that,
and the scan code is still the key's own.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from typing import Any

from desktop.reader.system_door import SystemKey
from scanner.keyboard_reader import Key, KeyKind
from scanner.us_keyboard import ENTER, key_of

_DOWN, _UP, _SYSTEM_DOWN, _SYSTEM_UP = 0x100, 0x101, 0x104, 0x105  # WM_KEYDOWN and so on; system: with Alt
_MESSAGE = struct.Struct("<QI4xQqI")  # MSG on 64 bits: hwnd, message, wParam, lParam, time
_INPUT = struct.Struct("<I4xHHII4xQ8x")  # INPUT with a KEYBDINPUT on 64 bits: type, key, scan code, flags, time, extra
_KEYBOARD, _BY_SCAN_CODE, _EXTENDED, _GOES_UP = 1, 0x08, 0x01, 0x02
_SHIFT, _CONTROL, _NUM_LOCK = 0x10, 0x11, 0x90
_OURS = 0x564B6579  # marks a key that was sent again


class Windows:
    """Raises OSError on any other system."""

    def __init__(self) -> None:
        if sys.platform != "win32":
            raise OSError("not Windows")
        self._user32: Any = ctypes.WinDLL("user32")
        self._user32.GetMessageExtraInfo.restype = ctypes.c_ssize_t
        self._user32.GetKeyState.restype = ctypes.c_short

    def key_in(self, kind: bytes, address: int) -> SystemKey | None:
        """The message loop's own messages only: each comes to its window once more, too late."""
        if kind != b"windows_dispatcher_MSG":
            return None
        message = ctypes.string_at(address, _MESSAGE.size)
        again = sent_again(message)
        if again is None:
            return None
        if self._user32.GetMessageExtraInfo() == _OURS:
            return SystemKey(again, None, sent_again=True)
        states = [self._user32.GetKeyState(key) for key in (_SHIFT, _CONTROL, _NUM_LOCK)]
        return SystemKey(
            again, key_on(message, shift=states[0] < 0, control=states[1] < 0, num_lock=bool(states[2] & 1))
        )

    def send_again(self, event: bytes) -> bool:
        """As if it had been typed, so that an input method has it as usual."""
        return bool(self._user32.SendInput(1, event, _INPUT.size) == 1)


def key_on(message: bytes, *, shift: bool, control: bool, num_lock: bool) -> Key | None:
    """The key that a message says went down; None where it went up."""
    _, what, _, details, at = _MESSAGE.unpack_from(message)
    if what in (_UP, _SYSTEM_UP):
        return None
    scan_code, extended, repeats = details >> 16 & 0xFF, details >> 24 & 1, bool(details >> 30 & 1)
    if what == _SYSTEM_DOWN or control or (extended and scan_code != ENTER):
        return Key(at, KeyKind.ACTS, repeats=repeats)
    return key_of(scan_code, at, shift=shift, num_lock=num_lock, repeats=repeats)


def sent_again(message: bytes) -> bytes | None:
    """The INPUT that makes Windows send a key's message once more; None where it is no key's."""
    _, what, _, details, _ = _MESSAGE.unpack_from(message)
    scan_code, extended = details >> 16 & 0xFF, details >> 24 & 1
    if what not in (_DOWN, _UP, _SYSTEM_DOWN, _SYSTEM_UP) or not scan_code:
        return None
    flags = _BY_SCAN_CODE | (_EXTENDED if extended else 0) | (_GOES_UP if what in (_UP, _SYSTEM_UP) else 0)
    return _INPUT.pack(_KEYBOARD, 0, scan_code, flags, 0, _OURS)
