"""Processes to be killed, forked from a server that has imported everything: they begin within milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from typing import Any

_PATIENCE_S = 30
_PRELOADED = ["pytest", "tests.faults.kill_work", "tests.faults.kill_front_desk"]


class Running:
    """One of them, and what it has said so far."""

    def __init__(self, process: Any, pipe: Connection) -> None:
        self._process = process
        self._pipe = pipe

    def said(self, seconds: float = _PATIENCE_S) -> Any:
        """The next thing it says; AssertionError where it says nothing more."""
        words = self.heard(seconds)
        assert words is not None, "it says nothing"
        return words

    def heard(self, seconds: float) -> Any:
        """The next thing it says within `seconds`; None where there is none, or it died over it."""
        try:
            return self._pipe.recv() if self._pipe.poll(seconds) else None
        except (EOFError, OSError):
            return None

    def kill(self) -> list[Any]:
        """SIGKILL, now; all that it had still said."""
        self._process.kill()
        self._process.join()
        words = []
        while (word := self.heard(0)) is not None:
            words.append(word)
        return words

    @property
    def has_ended(self) -> bool:
        """By itself: with an error, for none of them comes to an end otherwise."""
        return self._process.exitcode is not None

    def close(self) -> None:
        """Nothing of it is left."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


class Processes:
    """Starts them. There is one server in a test run: it is begun anew with our imports, and ended for the next."""

    def __init__(self) -> None:
        _end_server()
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)

    def close(self) -> None:
        """The server ends, and whatever it still runs."""
        _end_server()

    def start(self, function: Callable[..., None], *arguments: object) -> Running:
        """`function(*arguments, pipe)` in a process of its own."""
        mine, its = self._context.Pipe(duplex=False)
        process = self._context.Process(target=function, args=(*arguments, its), daemon=True)
        process.start()
        its.close()
        return Running(process, mine)

    @contextmanager
    def started(self, function: Callable[..., None], *arguments: object) -> Iterator[Running]:
        """The same, ended with the block."""
        running = self.start(function, *arguments)
        try:
            yield running
        finally:
            running.close()


def _end_server() -> None:
    """Nothing where none runs. The library has no public word for it."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # as above
