"""A window in a process of its own, `empty` or `ours`: as JSON, nanoseconds from start to first paint, and memory.

The parent passes what its steady clock said at the start; that clock is the machine's, so both read the same one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from desktop.app import App

_STATUS = Path("/proc/self/status")
_LOOK_MS = 5


class FirstPaint(QObject):
    """Notes when anything is first painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at_ns: int | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks at every event of the program, stops none."""
        if self.at_ns is None and event.type() == QEvent.Type.Paint:
            self.at_ns = time.monotonic_ns()
        return super().eventFilter(watched, event)


class Window:
    """The window, whether it can be worked with, and how to close it."""

    def __init__(self, qt: QApplication, which: str, camera: str) -> None:
        self.ready: Callable[[], bool] = lambda: True
        self.close = self._show_empty() if which == "empty" else self._show_ours(qt, camera)

    def _show_empty(self) -> Callable[[], object]:
        window = QMainWindow()
        window.resize(1280, 720)
        window.show()
        return window.close

    def _show_ours(self, qt: QApplication, camera: str) -> Callable[[], object]:
        """As `voucherdesk --camera RECORDING` does it; VOUCHERDESK_HOME says where the record is."""
        from desktop.__main__ import show_window  # noqa: PLC0415  its loading is part of what is timed, and of ours only
        from sync.desk.device.settings import Settings  # noqa: PLC0415

        running: list[App] = []
        show_window(qt, Settings.load({"camera": camera}), running.append)
        self.ready = lambda: bool(running) and running[0].check_in_view is not None

        def close() -> None:
            running[0].close()

        return close


def memory_mb() -> float:
    """What of this process stands in memory."""
    line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main(which: str, started_ns: int, linger_s: float, camera: str) -> None:
    """Show it, wait until it can be worked with and `linger_s` longer, print."""
    qt = QApplication([])
    paint = FirstPaint()
    qt.installEventFilter(paint)
    window = Window(qt, which, camera)
    found: dict[str, float] = {}

    def look() -> None:
        if found or paint.at_ns is None or not window.ready():
            return
        found.update(ready_ns=time.monotonic_ns() - started_ns, ready_mb=memory_mb())
        QTimer.singleShot(int(1000 * linger_s), qt.quit)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_LOOK_MS)
    qt.exec()
    found |= {"paint_ns": (paint.at_ns or 0) - started_ns, "end_mb": memory_mb()}
    window.close()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
