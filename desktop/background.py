"""The one helper that crosses threads: work goes to one worker thread in order, results come back to the UI."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

T = TypeVar("T")
_FOR_EVER = -1


class Stopped(Exception):
    """The person stopped the work; nothing of it was kept."""


class Progress:
    """Of one piece of long work: told by the thread that does it, stopped by the person who waits."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._wanted = True

    def stop(self) -> None:
        """The work ends at its next `told`; it raises Stopped there."""
        self._wanted = False

    def told(self, done: int, whole: int) -> None:
        """How far the work is. Raises Stopped."""
        if not self._wanted:
            raise Stopped
        self._tell(done, whole)


class Background(QObject):
    """One worker thread. Work runs in the order it was given; callbacks run in the thread that made this object.

    After `close` nothing is delivered any more, so that a closed window hears no late answer.
    """

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(_FOR_EVER)
        self._closed = False
        self._running: list[Progress] = []
        self._finished.connect(self._deliver)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run `work` over there, then `done(result)` or `failed(error)` here. An error nobody takes is raised here."""
        if not self._closed:
            self._pool.start(_Work(lambda: self._do(work, done, failed)))

    def run_long(
        self,
        work: Callable[[Progress], T],
        progressed: Callable[[int, int], object],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> Progress:
        """As `run`, with `progressed(done, whole)` on the way; what comes back can stop it (`failed` gets Stopped)."""
        progress = Progress(lambda at, whole: self._finished.emit(lambda _: progressed(at, whole), None))
        self._running.append(progress)

        def ended(callback: Callable[[Any], object], value: object) -> None:
            self._running.remove(progress)
            callback(value)

        self.run(lambda: work(progress), lambda result: ended(done, result), lambda error: ended(failed, error))
        return progress

    def close(self) -> None:
        """Let the work at hand end, drop what waits, deliver nothing more."""
        self._closed = True
        for progress in self._running:
            progress.stop()
        self._pool.clear()
        self._pool.waitForDone()

    def _do(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None,
        failed: Callable[[Exception], object] | None,
    ) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001  whatever it is belongs to the caller, not to this thread
            self._finished.emit(failed or _raise, error)
        else:
            self._finished.emit(done or _ignore, result)

    def _deliver(self, callback: Callable[[object], object], value: object) -> None:
        if not self._closed:
            callback(value)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


def _ignore(_: object) -> None:
    pass


def _raise(error: object) -> None:
    assert isinstance(error, Exception)  # noqa: S101  told to the type checker; _do hands over nothing else
    raise error
