"""Holds every key back until it is known to be a person's or a handheld reader's. The doors bring the keys."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from scanner.keyboard_reader import Key, KeyboardReader, Told

GiveBack: TypeAlias = Callable[[], object]
"""Lets the program have a key after all, as if it had just been typed."""


class ReaderKeys(QObject):
    """`read` carries the text of each code. Keys of a person are given back in order, soon after the last."""

    read = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = KeyboardReader[GiveBack]()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._maybe_silent)
        self._is_due = False

    def press(self, key: Key, give_back: GiveBack) -> tuple[GiveBack, ...]:
        """A key went down; the caller calls what is returned, in order."""
        told = self._reader.press(key, give_back)
        self._is_due = False
        if self._reader.is_holding:
            self._timer.start(round(self._reader.patience_ms))
        else:
            self._timer.stop()
        return self._tell(told)

    def release(self, give_back: GiveBack) -> tuple[GiveBack, ...]:
        """A key went up; the caller calls what is returned, in order."""
        return self._tell(self._reader.release(give_back))

    def stop(self) -> None:
        """Give back nothing any more: the window that keys are held for is going."""
        self._timer.stop()

    def _maybe_silent(self) -> None:
        """After a busy moment the next key may be waiting behind this very timer: let it come first."""
        if not self._is_due:
            self._is_due = True
            self._timer.start(0)
            return
        for give_back in self._tell(self._reader.fall_silent()):
            give_back()

    def _tell(self, told: Told[GiveBack]) -> tuple[GiveBack, ...]:
        for text in told.read:
            self.read.emit(text)
        return told.typed
