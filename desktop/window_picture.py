"""A picture of the window as it stands after its start, and how soon it was first painted: for IT who sit elsewhere."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from sync.errors import InvalidInput

_SETTLED_MS = 3_000
_STAT = Path("/proc/self/stat")
_STARTED_FIELD = 19
"""Of those after the program's name: when it started, in hundredths of a second since the machine did (proc(5))."""
_TICKS_A_SECOND = 100
_LOADED = time.monotonic()


class WindowPicture(QObject):
    """Made before the window is shown. Once that has stood for a while it is painted into a file, and closed."""

    def __init__(self, qt: QApplication, path: Path) -> None:
        super().__init__(qt)
        self._path = path
        self.painted_s: float | None = None
        """Seconds from the process's start (where the system does not tell it: from the loading of this) to the first
        paint."""
        self.taken = False
        qt.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks for the first paint, stops no event."""
        if self.painted_s is None and event.type() == QEvent.Type.Paint:
            self.painted_s = _age_s()
        return super().eventFilter(watched, event)

    def take(self, window: QWidget) -> None:
        """Once the window has settled."""
        QTimer.singleShot(_SETTLED_MS, window, lambda: self._take(window))

    def told(self) -> str:
        """In a line. Raises InvalidInput when the picture could not be written."""
        if not self.taken:
            raise InvalidInput("the picture cannot be written there; name a .png file in a folder of yours")
        return f"painted after {self.painted_s or 0:.2f} s"

    def _take(self, window: QWidget) -> None:
        self.taken = window.grab().save(str(self._path))
        window.close()


def _age_s() -> float:
    if sys.platform != "linux":
        return time.monotonic() - _LOADED
    fields = _STAT.read_text("utf-8", errors="replace").rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[_STARTED_FIELD]) / _TICKS_A_SECOND
