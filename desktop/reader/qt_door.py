"""Where keys come in when the system has no door of its own (Wayland, a window nobody sees): from Qt, to its windows.

An input method that is asked by Qt has had them by then. On Wayland that is the compositor's own affair anyway.
"""

import time
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from desktop.reader.keys import ReaderKeys
from scanner.keyboard_reader import Key, KeyKind

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_SHIFTS = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class QtDoor(QObject):
    """Install it with `QObject.installEventFilter` on the QWindow whose keys are meant."""

    def __init__(self, keys: ReaderKeys, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._giving_back = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True keeps the event from its window."""
        if self._giving_back or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        again = partial(self._give_back, watched, copy_of(event))
        if event.type() == QEvent.Type.KeyPress:
            told = self._keys.press(key_of(event), again)
        elif event.type() == QEvent.Type.KeyRelease:
            told = self._keys.release(again)
        else:
            return False
        if told == (again,):
            return False
        for give_back in told:
            give_back()
        return True

    def _give_back(self, window: QWindow, event: QKeyEvent) -> None:
        self._giving_back = True
        try:
            QCoreApplication.sendEvent(window, event)
        finally:
            self._giving_back = False


def key_of(event: QKeyEvent) -> Key:
    """The key of a press. The case of a letter is told by Shift: a reader takes Caps Lock to be off."""
    at = event.timestamp() or time.monotonic() * 1000
    repeats, text = event.isAutoRepeat(), event.text()
    if event.key() in _ENDS:
        return Key(at, KeyKind.ENDS, repeats=repeats)
    if event.key() in _SHIFTS:
        return Key(at, KeyKind.SHIFTS, repeats=repeats)
    if event.modifiers() & ~_PLAIN or len(text) != 1 or not text.isprintable():
        return Key(at, KeyKind.ACTS, repeats=repeats)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return Key(at, KeyKind.WRITES, text.upper() if shift else text.lower(), repeats)


def copy_of(event: QKeyEvent) -> QKeyEvent:
    """An event of our own: Qt's is gone as soon as it was handled."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
