"""Long work on its way: what is done, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop import theme


class ProgressStrip(QFrame):
    """Hidden until `begin`. `stopped`: the person wants it to end; it is still there until `end`."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressStrip")
        self._words, self._bar, self._stop = QLabel(), QProgressBar(), QPushButton()
        self._bar.setTextVisible(False)
        self._stop.clicked.connect(self._ask_to_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP)
        row.setSpacing(4 * theme.GAP)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()
        self._say()

    def begin(self, words: str) -> None:
        """What is being done, in the person's words."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self.show()

    def show_progress(self, done: int, whole: int) -> None:
        """How far it is; a `whole` of 0: nobody knows."""
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def end(self) -> None:
        """It is done, or was stopped."""
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self._stop.setText(self.tr("Stop"))

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stopped.emit()
