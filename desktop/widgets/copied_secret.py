"""What is copied of a number that was shown whole leaves the clipboard by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_S = 60
_SECOND_MS = 1000


class CopiedSecret(QObject):
    """Remembers only that which was copied out of the text that is watched."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched = self._copied = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(KEPT_S * _SECOND_MS)
        self._clock.timeout.connect(self.forget)
        QGuiApplication.clipboard().dataChanged.connect(self._look)

    def watch(self, text: str) -> None:
        """What is shown now; empty: nothing. What was copied of the one before is still remembered."""
        self._watched = text

    def forget(self) -> None:
        """Empty the clipboard if it still holds what was copied; under X11 what is pasted by the middle button too."""
        copied, self._copied = self._copied, ""
        self._clock.stop()
        clipboard = QGuiApplication.clipboard()
        modes = [QClipboard.Mode.Clipboard]
        if clipboard.supportsSelection():
            modes.append(QClipboard.Mode.Selection)
        for mode in modes:
            if copied and clipboard.text(mode) == copied:
                clipboard.clear(mode)

    def _look(self) -> None:
        """The clipboard of other programs is read only while a number is shown, and forgotten at once."""
        if not self._watched:
            return
        text = QGuiApplication.clipboard().text()
        if text.strip() and text.strip() in self._watched:
            self._copied = text
            self._clock.start()
