"""The real window in a process of its own, for a keyboard on an X server: takes orders line by line, answers in JSON.

screen | search    where the cursor is to be
hold NUMBER        a phone with that voucher before the camera
tell               what there is now
quit
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.app import App
from scanner.frame import Frame
from scanner.scene.scene import Presentation, Scene
from sync.desk.device.settings import Settings
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.domain.ids import VoucherNo
from tests.fakes.clock import SetClock
from tests.fakes.held_up import HeldUp
from tests.fakes.site import NOW, PEOPLE, SESSION_A, make_desk
from tests.screenshots.stage import empty_room


class Child(QObject):
    """The window and whoever asks about it."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        super().__init__()
        self._qt, self._preedit, self._presented = qt, "", 0
        self._desk, self._keys = make_desk(folder, clock=SetClock(NOW))
        self._codes = {person.voucher_no: self._keys.code_for(person.voucher_no) for person in PEOPLE}
        self._camera = HeldUp(empty_room())
        self._film: Iterator[Frame] = iter(())
        self._hand = QTimer(self)
        self._hand.timeout.connect(self._move)
        self._hand.start(100)
        self._app = App(
            qt, Settings(folder, key_storage="file"), open_desk=lambda: self._desk, open_source=lambda: self._camera
        )
        self._app.readers.presented.connect(self._count)
        self._failures: list[Exception] = []
        self._app.start()
        self._orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._orders.activated.connect(self._obey)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the input method shows before it is sure."""
        if isinstance(event, QInputMethodEvent):
            self._preedit = event.preeditString()
        return False

    def _move(self) -> None:
        """A hand holds nothing quite still."""
        frame = next(self._film, None)
        if frame is not None:
            self._camera.pixels = frame.pixels

    def _count(self, _: str) -> None:
        self._presented += 1

    def _obey(self) -> None:
        for line in os.read(sys.stdin.fileno(), 65_536).decode().splitlines():
            self._obey_one(line.split())

    def _obey_one(self, order: list[str]) -> None:
        match order:
            case ["screen"]:
                assert self._app.check_in is not None
                self._app.check_in.failed.connect(self._failures.append)
                self._app.window.activateWindow()
                self._app.window.show_screen("check_in")
            case ["search"]:
                assert self._app.check_in_view is not None
                self._app.check_in_view.search.installEventFilter(self)
                self._app.check_in_view.search.setFocus()
            case ["hold", number]:
                code = self._codes[VoucherNo(int(number))]
                shown = list(Scene(seed=7, fps=5).frames([Presentation(code, "Training voucher", 3.0)]))
                self._film = cycle(shown[5:])
            case ["tell"]:
                sys.stdout.write(json.dumps(self._tell()) + "\n")
                sys.stdout.flush()
            case _:
                self._app.window.close()
                self._desk.close()
                self._qt.quit()

    def _tell(self) -> dict[str, object]:
        view = self._app.check_in_view
        return {
            "ready": view is not None and "08:30" in view.sessions.text(),
            "codes": self._codes,
            "search": view.search.text() if view else "",
            "searching": view is not None and view.search.hasFocus(),
            "found": view.found.count() if view and view.found.isVisible() else 0,
            "group": view is not None and view.group is not None and view.group.isVisible(),
            "listed": view.group.list.count() if view and view.group and view.group.isVisible() else 0,
            "preedit": self._preedit,
            "presented": self._presented,
            "failures": [type(error).__name__ for error in self._failures],
            "scans": [[line.name, line.reason.value] for line in show_recent_scans(self._desk, SESSION_A)],
        }


def end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Whoever waits for an answer must not wait for ever."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


if __name__ == "__main__":
    sys.excepthook = end
    qt = QApplication([])
    child = Child(qt, Path(sys.argv[1]))
    sys.exit(qt.exec())
