"""The check-in screen on a real record, whoever stands before it, and what may go wrong behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.check_in.presenter import CheckInPresenter
from desktop.screens.check_in.view import CheckInView
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.show_recent_scans import ScanLine, show_recent_scans
from sync.desk.store import feed
from sync.domain.ids import SessionId
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.joining import Resolution
from tests.fakes.site import CLASS_B, FRONT_DESK, NOW, SESSION_A

OPAQUE = "880012345678901234567890"


class Counter:
    """The check-in screen and whoever stands before it."""

    def __init__(self, qtbot: QtBot, desk: Desk, disk: Background, line: Background) -> None:
        self._qtbot, self.desk = qtbot, desk
        self.resolution: Resolution | None = None
        self.trouble: Exception | None = None
        self.answers: list[CheckedIn | Enrolled] = []
        self.failures: list[Exception] = []
        self.presenter = CheckInPresenter(desk, disk, line, self._resolve)
        self.presenter.operator = FRONT_DESK
        self.presenter.answered.connect(self.answers.append)
        self.presenter.failed.connect(self.failures.append)
        self.view = CheckInView(self.presenter)
        qtbot.addWidget(self.view)
        self.view.resize(1184, 632)
        self.view.show()
        self.view.setFocus()  # as the window does when it shows the screen
        self.look()

    def _resolve(self, _: str) -> Resolution | None:
        if self.trouble is not None:
            raise self.trouble
        return self.resolution

    def look(self) -> None:
        """Look at clock and record, and wait until it is shown."""
        with self._qtbot.waitSignal(self.presenter.situation):
            self.presenter.refresh()

    def present(self, text: str) -> CheckedIn | Enrolled:
        """Present a code and wait for the answer and the counts after it."""
        return self.until_answered(lambda: self.presenter.present(text))

    def until_answered(self, act: Callable[[], object]) -> CheckedIn | Enrolled:
        with self._qtbot.waitSignals([self.presenter.answered, self.presenter.situation], order="strict"):
            act()
        return self.answers[-1]

    def says(self) -> str:
        """All words on the card."""
        return " ".join(label.text() for label in self.view.card.findChildren(QLabel) if label.isVisible())

    def scans(self) -> tuple[ScanLine, ...]:
        return show_recent_scans(self.desk, SESSION_A)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, modifier)


@contextmanager
def no_room_on_disk() -> Iterator[None]:
    resource = pytest.importorskip("resource")
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def add_session(desk: Desk, session_id: SessionId, *, starts_minutes: int) -> None:
    starts = NOW + timedelta(minutes=starts_minutes)
    body = {
        "class_id": CLASS_B,
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(hours=3)).isoformat(),
        "hours": 4,
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.SESSION, session_id, body)], "9")
