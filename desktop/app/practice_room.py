"""Practice in the window: a check-in over a desk of its own, while the real one goes on behind it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.main_window import MainWindow
from desktop.screens.check_in.group import GroupPresenter
from desktop.screens.check_in.presenter import CheckInPresenter
from desktop.screens.check_in.view import CheckInView
from desktop.screens.practice.page import PracticePage
from desktop.widgets.practice_veil import PracticeVeil
from desktop.widgets.tones import Tones
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.practice import OPERATOR, Practice, start_practice


class PracticeRoom(QObject):
    """`entered` carries the view that is practised on, for whoever has a camera; nothing here knows the real desk."""

    entered = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, tones: Tones, work: Background, parent: QObject) -> None:
        """`work` makes the desk, which takes a moment."""
        super().__init__(parent)
        self._window, self._tones, self._work = window, tones, work
        self._wanted = False
        self._running: _Running | None = None

    @property
    def view(self) -> CheckInView | None:
        """What is practised on; None while nobody does."""
        return self._running.view if self._running else None

    def enter(self) -> None:
        """Make the desk, then cover the window with it; not while something else does, such as its lock."""
        if not self._wanted:
            self._wanted = True
            self._work.run(start_practice, self._open, self._could_not)

    def leave(self) -> None:
        """Back to the real desk; nothing of the practice stays. Does nothing while nobody practises."""
        running, self._running, self._wanted = self._running, None, False
        if running is not None:
            self._window.uncover(running.page)
            running.close()
            self.left.emit()

    def present(self, text: str) -> None:
        """A code came before the camera or a reader."""
        if self._running is not None:
            self._running.presenter.present(text)

    def _open(self, practice: Practice) -> None:
        if not self._wanted or (self._window.is_covered and self._window.shown):
            self._wanted = False
            practice.close()
            return
        running = self._running = _Running(practice, self._window)
        running.presenter.answered.connect(self._sound)
        running.presenter.failed.connect(self.failed)
        running.page.left.connect(self.leave)
        self._window.cover(running.page)
        running.view.setFocus()
        running.presenter.refresh()
        self.entered.emit(running.view)

    def _could_not(self, error: Exception) -> None:
        self._wanted = False
        self.failed.emit(error)

    def _sound(self, result: CheckedIn | Enrolled) -> None:
        self._tones.play(result.reason.verdict)


class _Running:
    """Everything there is of one practice, and its end."""

    def __init__(self, practice: Practice, window: MainWindow) -> None:
        self.practice, self.disk = practice, Background(window)
        self.presenter = CheckInPresenter(practice.desk, self.disk, self.disk, lambda _: None)
        self.presenter.operator = OPERATOR
        self.group = GroupPresenter(practice.desk, self.disk, self.disk, lambda: OPERATOR)
        self.group.recorded.connect(self.presenter.refresh)
        self.view = CheckInView(self.presenter, self.group)
        self.page = PracticePage(self.view, practice.code)
        self.page.presented.connect(self.presenter.present)
        self.veil = PracticeVeil(window)
        self.veil.show()

    def close(self) -> None:
        self.disk.close()
        self.practice.close()
        for left in (self.veil, self.page):
            left.hide()
            left.deleteLater()
        for speaker in (self.presenter, self.group):
            speaker.deleteLater()
