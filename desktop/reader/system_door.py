"""Where keys come in from the system, before any input method has seen them.

Qt asks the input method before any widget: a code's letters become pinyin, its digits choose candidates, and its Shifts
switch the mode. So keys are caught as the system hands them over, held, and sent again where a person typed them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

from desktop.reader.keys import GiveBack, ReaderKeys
from scanner.keyboard_reader import Key


@dataclass(frozen=True, slots=True)
class SystemKey:
    """One event of the keyboard. `event` is all it takes to send it again; `key` None: the key went up."""

    event: bytes
    key: Key | None
    sent_again: bool = False


class System(Protocol):
    """A window system."""

    def key_in(self, kind: bytes, address: int) -> SystemKey | None:
        """The keyboard's event at `address` in memory; None for an event of another sort."""
        ...

    def send_again(self, event: bytes) -> bool:
        """Send an event to this program once more. False where the system will not."""
        ...


class SystemDoor(QAbstractNativeEventFilter):
    """Install it with `QCoreApplication.installNativeEventFilter`, and keep it."""

    def __init__(self, keys: ReaderKeys, system: System) -> None:
        super().__init__()
        self._keys, self._system = keys, system
        self._on_the_way = 0

    def nativeEventFilter(  # noqa: N802  Qt's name
        self,
        event_type: QByteArray | bytes | bytearray | memoryview,
        message: int,
        /,
    ) -> object:
        """True keeps the event from Qt."""
        found = self._system.key_in(_name(event_type), int(message))
        if found is None:
            return False, 0
        if found.sent_again:
            self._on_the_way = max(0, self._on_the_way - 1)
            return False, 0
        again = partial(self._send_again, found.event)
        told = self._keys.release(again) if found.key is None else self._keys.press(found.key, again)
        return self._keeps(told, again), 0

    def _keeps(self, told: tuple[GiveBack, ...], this: GiveBack) -> bool:
        """An event need not go round when nothing is before it; then the system still knows a key that repeats."""
        if told == (this,) and not self._on_the_way:
            return False
        for give_back in told:
            give_back()
        return True

    def _send_again(self, event: bytes) -> None:
        if self._system.send_again(event):
            self._on_the_way += 1


def _name(kind: QByteArray | bytes | bytearray | memoryview) -> bytes:
    return bytes(kind.data() if isinstance(kind, QByteArray) else kind)
