"""A keyboard plugged into an X server, by XTEST: the server, and all behind it, take its keys for real ones."""

from __future__ import annotations

import ctypes
from typing import Self

_NAMES = {" ": "space", "\n": "Return", "\t": "Tab"}


class XKeyboard:
    """Keys of a US layout. Raises OSError where the libraries or the display are missing."""

    def __init__(self, display: str) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        opened = self._x.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(f"no display {display}")
        self._display = ctypes.c_void_p(opened)
        self._shift = self._code("Shift_L")

    def type(self, text: str, gap_ms: int) -> None:
        """Key after key, as a person does, or as a reader does who takes Caps Lock to be off; returns at the end.

        The server itself waits between the keys, so a busy machine does not change their rhythm.
        """
        for character in text:
            self._press(_NAMES.get(character, character.lower()), shift=character.isupper(), after_ms=gap_ms)
        self._x.XSync(self._display, 0)

    def tap(self, name: str) -> None:
        """One key down and up, by the X name of what it writes."""
        self._press(name, shift=False, after_ms=0)
        self._x.XSync(self._display, 0)

    def _press(self, name: str, *, shift: bool, after_ms: int) -> None:
        code = self._code(name)
        downs = [self._shift, code] if shift else [code]
        for nth, key in enumerate(downs):
            self._fake(key, down=True, after_ms=0 if nth else after_ms)
        for key in reversed(downs):
            self._fake(key, down=False, after_ms=0)

    def close(self) -> None:
        """Unplug it."""
        self._x.XCloseDisplay(self._display)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _code(self, name: str) -> int:
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(self._x.XStringToKeysym(name.encode())))
        if not code:
            raise OSError(f"no key {name}")
        return int(code)

    def _fake(self, code: int, *, down: bool, after_ms: int) -> None:
        self._test.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(after_ms))
