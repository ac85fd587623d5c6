"""Several processes answer at one listening socket: each with its own connections, all at one database server."""

from __future__ import annotations

import logging
import signal
import socket
import threading
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Semaphore

from sync.errors import StoreError

Work = Callable[[str, socket.socket, Callable[[], None]], None]
"""Answers requests by the database at an address, at a socket; calls back when it does. Must be a module's function."""
_LOOK_EVERY_S = 0.2
_GRACE_S = 15
_log = logging.getLogger(__name__)
_processes = get_context("spawn")  # a forked one would share its parent's connections


class Workers:
    """`number` processes that `work`; one that dies is replaced."""

    def __init__(self, number: int, work: Work, url: str, listener: socket.socket) -> None:
        self._given = (work, url, listener)
        self._ready = _processes.Semaphore(0)
        self._told_to_stop = False
        self._team = [self._start() for _ in range(number)]

    def run(self, announce: Callable[[], None]) -> None:
        """Until SIGINT or SIGTERM; `announce` is called when all of them answer.

        Raises StoreError when one ends before that.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            if self._all_are_ready():
                announce()
            while not self._told_to_stop:
                connection.wait([process.sentinel for process in self._team], _LOOK_EVERY_S)
                self._team = [process if process.is_alive() else self._replace(process) for process in self._team]
        finally:
            self._end_all()

    def _start(self) -> SpawnProcess:
        process = _processes.Process(target=_be_a_worker, args=(*self._given, self._ready))
        process.start()
        return process

    def _replace(self, ended: SpawnProcess) -> SpawnProcess:
        if self._told_to_stop:
            return ended
        _log.error("a worker ended with status %s; another one starts", ended.exitcode)
        return self._start()

    def _all_are_ready(self) -> bool:
        waiting_for = len(self._team)
        while waiting_for and not self._told_to_stop:
            if self._ready.acquire(timeout=_LOOK_EVERY_S):
                waiting_for -= 1
            elif not all(process.is_alive() for process in self._team):
                raise StoreError("a worker could not start; its reason is above")
        return not waiting_for

    def _stop(self, *_: object) -> None:
        self._told_to_stop = True

    def _end_all(self) -> None:
        for process in self._team:
            process.terminate()
        for process in self._team:
            process.join(_GRACE_S)
            process.kill()
            process.join()


def _be_a_worker(work: Work, url: str, listener: socket.socket, ready: Semaphore) -> None:
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    work(url, listener, ready.release)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        signal.raise_signal(signal.SIGTERM)
