"""Every way a code comes in beside the camera, and the gate that they share with it."""

import time
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.reader.code_text import code_text
from desktop.reader.doors import open_door
from desktop.reader.keys import ReaderKeys
from desktop.reader.serial_port import SerialPort
from scanner.sightings import Sightings


class Readers(QObject):
    """`presented` carries a text once per presentation, whichever of camera and readers saw it, or both.

    `lost` carries a ScannerError of the serial reader, `working` says that it works.
    """

    presented = Signal(str)
    lost = Signal(object)
    working = Signal()

    def __init__(self, port: str, key: Callable[[str], Hashable], parent: QObject | None = None) -> None:
        """`port` names a serial reader, empty for none; `key` as for `Sightings`."""
        super().__init__(parent)
        self._seen = Sightings(key)
        self._keys = ReaderKeys(self)
        self._keys.read.connect(self._read)
        self._close_door: Callable[[], object] = lambda: None
        self._port = SerialPort(port, self) if port else None
        if self._port is not None:
            self._port.read.connect(self._read)
            self._port.lost.connect(self.lost)
            self._port.working.connect(self.working)

    def start(self, qt: QApplication, window: QWidget) -> None:
        """Listen to the keyboard, and to the port where there is one."""
        self._close_door = open_door(qt, window, self._keys)
        if self._port is not None:
            self._port.start()

    def stop(self) -> None:
        """Hear nothing any more."""
        self._close_door()
        self._close_door = lambda: None
        self._keys.stop()
        if self._port is not None:
            self._port.stop()

    def see(self, text: str) -> None:
        """A code was read, by the camera or by a reader: pass it on unless its presentation has begun before."""
        if self._seen.see(text, time.monotonic()) is not None:
            self.presented.emit(text)

    def _read(self, text: str) -> None:
        self.see(code_text(text))
