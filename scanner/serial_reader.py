"""Handheld readers on a serial port (virtual over USB, Bluetooth SPP, RS-232): a line of text a code, by pyserial."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from serial import Serial
from serial.tools.list_ports import comports

from scanner.errors import ReaderLost, ReaderNotFound

_SPEED = 9600  # what readers on a real serial line come with; over USB it means nothing
_SILENCE_S = 0.1  # ends a code that has no terminator
_MOST_BYTES = 16_384  # of one code; a longer text comes in pieces, so that no stream fills the memory or never ends
_ENDS = b"\r\n\t\x03\x04\0"


@dataclass(frozen=True)
class PortInfo:
    """A serial port with something plugged in. `device` opens it, `name` is what the maker calls it."""

    device: str
    name: str


def list_ports() -> tuple[PortInfo, ...]:
    """Every serial port that says what it is; a PC's own bare ports do not."""
    found = (PortInfo(port.device, port.description) for port in comports() if port.description not in ("", "n/a"))
    return tuple(sorted(found, key=lambda port: port.device))


def find_port(which: str) -> str:
    """The device for a port's name in the system (COM3, /dev/ttyACM0) or part of what its maker calls it."""
    ports = list_ports()
    if which in {port.device for port in ports}:
        return which
    return next((port.device for port in ports if which.lower() in port.name.lower()), which)


def is_plugged_in(which: str) -> bool:
    """Whether there is such a port, in use or not."""
    device = find_port(which)
    return device in {port.device for port in comports()} or (device.startswith("/") and Path(device).exists())


class SerialReader:
    """One open port, for one thread at a time."""

    def __init__(self, which: str) -> None:
        """`which` as in `find_port`. Raises ReaderNotFound."""
        self.name = find_port(which)
        try:
            self._port = Serial(self.name, _SPEED, timeout=_SILENCE_S, exclusive=True)
        except (OSError, ValueError) as error:
            raise ReaderNotFound(self.name) from error
        self._bytes = bytearray()

    def read(self, wait_s: float) -> str:
        """The next code, or "" when none has ended within `wait_s`; what has come of one is kept. Raises ReaderLost."""
        until = time.monotonic() + wait_s
        while not (line := self._whole_line()):
            came = self._take()
            self._bytes += came
            if self._bytes and (not came or len(self._bytes) > _MOST_BYTES):
                line, self._bytes = self._bytes, bytearray()
                break
            if time.monotonic() >= until:  # however much is still coming: whoever waits may want to close the window
                break
        return line.decode("utf-8", "replace")

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _take(self) -> bytes:
        """What has come, or nothing after a silence."""
        try:
            first = self._port.read(1)
            return bytes(first + self._port.read(self._port.in_waiting)) if first else b""
        except OSError as error:
            raise ReaderLost(self.name) from error

    def _whole_line(self) -> bytearray:
        """Taken out of what has come; empty where none is whole yet."""
        waiting = self._bytes.lstrip(_ENDS)
        end = next((nth for nth, byte in enumerate(waiting) if byte in _ENDS), None)
        self._bytes = waiting if end is None else waiting[end + 1 :]
        return bytearray() if end is None else waiting[:end]
