"""Which door keys come in by on this system."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.reader.keys import ReaderKeys
from desktop.reader.qt_door import QtDoor
from desktop.reader.system_door import System, SystemDoor
from desktop.reader.windows import Windows
from desktop.reader.x11 import X11


def open_door(qt: QApplication, window: QWidget, keys: ReaderKeys) -> Callable[[], object]:
    """Let `keys` have every key first; what is returned ends that. Where the system has no door, Qt has one."""
    system = _system(qt)
    if system is None:
        window.winId()  # makes the window's own QWindow, where it has none yet
        handle, door = window.windowHandle(), QtDoor(keys, keys)
        handle.installEventFilter(door)
        return lambda: handle.removeEventFilter(door)
    native = SystemDoor(keys, system)
    qt.installNativeEventFilter(native)
    return lambda: qt.removeNativeEventFilter(native)


def _system(qt: QApplication) -> System | None:
    try:
        match qt.platformName():
            case "xcb":
                return X11(qt)
            case "windows":
                return Windows()
    except OSError:  # a library is missing: the door of Qt is better than none
        return None
    return None
