"""One window for each record: whoever starts the program a second time gets the first window, brought to the front.

The lock is the system's and ends with its holder, however it ends; the door beside it, a local socket, is only how the
second start knocks.
"""

from __future__ import annotations

from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from sync.desk.device.sole_use import sole_use
from sync.errors import StoreLocked

_KNOCK_MS = 2000


class AlreadyOpen(StoreLocked):
    """The window of this record is open; it has been asked to come to the front."""

    title = "Voucher Desk is open already"
    remedy = "Its window comes to the front; nothing else was started."


class OpenElsewhere(AlreadyOpen):
    """It did not answer the knock: most often because it is another user's, on a PC whose record is shared."""

    remedy = "Close it where it is open, perhaps as another user of this PC; then start again."


def hold_place(home: Path, closing: ExitStack) -> None:
    """The place of the window that works on the record in `home`, until `closing`.

    Raises AlreadyOpen, after knocking, OpenElsewhere when nobody answered, or DiskFull.
    """
    try:
        closing.enter_context(sole_use(home / "window.lock", 0))
    except StoreLocked:
        raise (AlreadyOpen if _knock(home) else OpenElsewhere) from None


class Door(QObject):
    """Where a second start knocks; `knocked` is told once for each."""

    knocked = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(_name(home))  # of a program that was killed: the lock is ours now
        self._server.listen(_name(home))

    def close(self) -> None:
        """Nobody can knock any more."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.knocked.emit()


def bring_to_front(window: QWidget) -> None:
    """Out of the task bar, before the others."""
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def _knock(home: Path) -> bool:
    """Whether somebody answered."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(_KNOCK_MS):
        return False
    socket.waitForDisconnected(_KNOCK_MS)
    return True


def _name(home: Path) -> str:
    return f"voucherdesk-{sha256(str(home.absolute()).encode('utf-8', 'surrogateescape')).hexdigest()[:20]}"
