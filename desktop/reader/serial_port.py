"""A handheld reader on a serial port: waited for on a thread of its own, found again when it was unplugged."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background import Background
from scanner.errors import ScannerError
from scanner.serial_reader import SerialReader

RETRY_MS = 3_000
_WAIT_S = 0.25  # how long closing the window may have to wait


class SerialPort(QObject):
    """`read` carries the text of each code; `lost` a ScannerError, once until it is `working` again."""

    read = Signal(str)
    lost = Signal(object)
    working = Signal()

    def __init__(self, which: str, parent: QObject | None = None, *, retry_ms: int = RETRY_MS) -> None:
        """`which` as in `scanner.serial_reader.find_port`."""
        super().__init__(parent)
        self._which, self._retry_ms = which, retry_ms
        self._thread = Background(self)
        self._reader: SerialReader | None = None
        self._works = True  # until it is found not to

    def start(self) -> None:
        """Open the port and go on reading."""
        self._thread.run(self._next, self._took, self._failed)

    def stop(self) -> None:
        """Let go of the port."""
        self._thread.close()
        self._let_go()

    def _next(self) -> str:
        """In the thread: opening may take seconds where a port is Bluetooth."""
        if self._reader is None:
            self._reader = SerialReader(self._which)
            return ""
        try:
            return self._reader.read(_WAIT_S)
        except ScannerError:
            self._let_go()
            raise

    def _took(self, text: str) -> None:
        if not self._works:
            self._works = True
            self.working.emit()
        if text:
            self.read.emit(text)
        self.start()

    def _failed(self, error: Exception) -> None:
        if self._works:
            self._works = False
            self.lost.emit(error)
        QTimer.singleShot(self._retry_ms, self, self.start)

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None
