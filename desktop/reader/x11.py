"""Keys of an X server (Linux), by libxcb on Qt's own connection."""

from __future__ import annotations

import ctypes
import struct

from PySide6.QtGui import QGuiApplication, QNativeInterface

from desktop.reader.system_door import SystemKey
from scanner.keyboard_reader import Key, KeyKind
from scanner.us_keyboard import ENTER, key_of

_PRESS, _RELEASE, _SENT = 2, 3, 0x80  # X11 protocol, "Events"
_EVENT = struct.Struct("=BBHIIIIhhhhH2x")  # KeyPress and KeyRelease: 32 bytes
_SHIFT, _NUM_LOCK, _NO_CHARACTER = 0x01, 0x10, 0x04 | 0x08 | 0x40  # Control, Alt, Super
_EVDEV, _KEYPAD_ENTER, _FIRST_EXTENDED = 8, 104, 97


class X11:
    """Raises OSError where libxcb is missing, TypeError where Qt does not run on an X server."""

    def __init__(self, qt: QGuiApplication) -> None:
        native = qt.nativeInterface()
        if not isinstance(native, QNativeInterface.QX11Application):
            raise TypeError("not an X server")
        self._connection = ctypes.c_void_p(int(native.connection()))
        self._xcb = ctypes.CDLL("libxcb.so.1")
        self._xcb.xcb_send_event.argtypes = (
            ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_char_p,
        )  # fmt: skip
        self._xcb.xcb_flush.argtypes = (ctypes.c_void_p,)
        self._last_up = (0, 0)

    def key_in(self, kind: bytes, address: int) -> SystemKey | None:
        """X times are in ms and taken by the server, so a busy moment here does not change a rhythm."""
        if kind != b"xcb_generic_event_t":
            return None
        if ctypes.c_uint8.from_address(address).value & ~_SENT not in (_PRESS, _RELEASE):
            return None
        event = ctypes.string_at(address, _EVENT.size)
        response, code, _, at, *_, state = _EVENT.unpack(event)
        if response & _SENT:
            return SystemKey(event, None, sent_again=True)
        if response == _RELEASE:
            self._last_up = (code, at)
            return SystemKey(event, None)
        repeats = code == self._last_up[0] and at - self._last_up[1] <= 1
        return SystemKey(event, key_on(code, at, state, repeats=repeats))

    def send_again(self, event: bytes) -> bool:
        """To the window it came for; the server marks it as sent."""
        window = _EVENT.unpack(event)[5]
        self._xcb.xcb_send_event(self._connection, 0, window, 0, event)
        return bool(self._xcb.xcb_flush(self._connection) > 0)


def key_on(code: int, at: int, state: int, *, repeats: bool = False) -> Key:
    """The key with an X server's `code`, pressed while `state` (X11 protocol, SETofKEYBUTMASK) held."""
    if state & _NO_CHARACTER or (code >= _FIRST_EXTENDED and code != _KEYPAD_ENTER):
        return Key(at, KeyKind.ACTS, repeats=repeats)
    scan_code = ENTER if code == _KEYPAD_ENTER else code - _EVDEV
    return key_of(scan_code, at, shift=bool(state & _SHIFT), num_lock=bool(state & _NUM_LOCK), repeats=repeats)
