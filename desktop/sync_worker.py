"""The line's own thread: push, pull, sleep. It tells the window what changed and how the line stands."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, Signal

from sync.desk.exchange.connection import Connection
from sync.desk.exchange.cycle import CycleResult, Exchange
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.retry import Backoff
from sync.errors import ProgramTooOld, SyncError

IDLE_S = 15.0
"""The pause where the centre names none; else between these bounds."""
_SHORTEST_S, _LONGEST_S = 1.0, 300.0
_PATIENCE_MS = 2_000
_LOOK_S = 0.05

_LOG = logging.getLogger(__name__)
LookAfter: TypeAlias = Callable[[Callable[[], bool]], Iterable[SyncError]]


def _nothing(_: Callable[[], bool]) -> Iterable[SyncError]:
    return ()


class SyncWorker(QThread):
    """Emits `line` after every round, `changed` after a round that moved anything, `failed` where the record failed or,
    once, where the program is too old for the centre's news; `healed` where the news held here had to be fetched anew.
    """

    line = Signal(object)
    changed = Signal(object)
    failed = Signal(object)
    healed = Signal()

    def __init__(
        self,
        exchange: Exchange,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        look_after: LookAfter = _nothing,
    ) -> None:
        """`look_after` is done between rounds, when the line has nothing to do: it gets a function that says whether
        the program is closing, and tells what went wrong.
        """
        super().__init__(parent)
        self.setObjectName("line")
        self._exchange = exchange
        self._now = now
        self._look_after = look_after
        self._stopped = False
        self._woken = threading.Event()
        self._status = LineStatus()
        self._told_too_old = False
        self._begun = self._ended = 0

    @property
    def online(self) -> bool:
        """Whether the last round reached the centre."""
        return bool(self._status.online)

    @property
    def connection(self) -> Connection:
        """The line itself, for a question that cannot wait for a round. Safe to share between threads."""
        return self._exchange.connection

    def wake(self) -> None:
        """There is something to send. A line that is down keeps its own pace, so that a queue does not hammer it."""
        if self.online:
            self._woken.set()

    def try_now(self) -> None:
        """A person wants it tried now."""
        self._woken.set()

    def run_round(self, patience_s: float, going_on: Callable[[], object]) -> bool:
        """For another thread than the window's: one round from its beginning, and whether it reached the centre.

        `going_on` is called while waiting and may raise. False as well where no round has ended in time.
        """
        number, end = self._begun, time.monotonic() + patience_s
        self._woken.set()
        while self._ended <= number:
            going_on()
            if self._stopped or time.monotonic() > end:
                return False
            time.sleep(_LOOK_S)
        return self.online

    def stop(self) -> None:
        """End the thread and close the line; a request that hangs is cut off."""
        self._stopped = True
        self._woken.set()
        ended = self.wait(_PATIENCE_MS)
        self._exchange.connection.close()
        if not ended:
            self.wait()

    def run(self) -> None:
        backoff = Backoff()
        while not self._stopped:
            self._woken.clear()
            self._begun += 1
            pause = self._round(backoff)
            self._ended = self._begun
            self._care()
            self._woken.wait(pause)

    def _round(self, backoff: Backoff) -> float:
        """One round; the seconds to wait after it."""
        try:
            result = self._exchange.run_cycle()
            self._tell(result)
        except SyncError as error:
            self.failed.emit(error)
            return backoff.after_failure()
        except Exception as error:  # noqa: BLE001  what nobody foresaw must not end sending for the day
            self.failed.emit(SyncError(type(error).__name__))
            return backoff.after_failure()
        if result.error is None or isinstance(result.error, ProgramTooOld):  # records are taken all the same
            backoff.succeeded()
            return IDLE_S if result.again_in is None else min(max(result.again_in, _SHORTEST_S), _LONGEST_S)
        return backoff.after_failure(result.retry_after)

    def _care(self) -> None:
        try:
            for error in self._look_after(lambda: self._stopped):
                self.failed.emit(error)
        except SyncError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001  as in a round
            self.failed.emit(SyncError(type(error).__name__))

    def _tell(self, result: CycleResult) -> None:
        before, self._status = self._status, self._status.after(result, self._now())
        if (before.online, before.error_code) != (self._status.online, self._status.error_code):
            _LOG.info("%s %s", "online" if self._status.online else "offline", self._status.error_code or "")
        self.line.emit(self._status)
        if result.pushed or result.settled or result.pulled:
            self.changed.emit(result)
        if result.healed:
            self.healed.emit()
        if isinstance(result.error, ProgramTooOld) and not self._told_too_old:
            self._told_too_old = True
            self.failed.emit(result.error)
