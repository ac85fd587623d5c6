"""What is done for the record when nobody waits: copies while it changes, and once a day a full look and the erasing of
what has outlived its retention. Whatever fails is told once and stops no work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.desk.operations.back_up import EVERY, back_up_if_due, last_backup_at
from sync.desk.operations.desk import Desk
from sync.desk.operations.erase_expired import erase_expired
from sync.desk.operations.verify_record import LastCheck, last_check, note_check, verify_record
from sync.desk.store import facts
from sync.errors import BackupNotMade, RecordDamaged, StoreError, StoreLocked, StoreUnreadable, SyncError

_DAY = timedelta(days=1)
_AFTER_FAILURE_S = EVERY.total_seconds()


class RecordCare:
    """For one thread that is neither the window's nor the one that scans wait for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: set[type[SyncError]] = set()
        self._not_before = {self._back_up: 0.0, self._daily: 0.0}

    def look_after(self, stopped: Callable[[], bool]) -> list[SyncError]:
        """Do what is due, if anything; what went wrong, each only the first time. Ends soon once `stopped`."""

        def going_on() -> None:
            if stopped():
                raise _Stopped

        try:
            return [error for error in self._failures(going_on) if self._is_new(error)]
        except _Stopped:
            return []

    def _failures(self, going_on: Callable[[], None]) -> Iterator[SyncError]:
        for work, not_before in self._not_before.items():
            if time.monotonic() < not_before:
                continue
            try:
                work(going_on)
            except StoreLocked:
                pass  # another program writes for long; the next time will do
            except StoreError as error:
                self._not_before[work] = time.monotonic() + _AFTER_FAILURE_S
                yield error

    def _back_up(self, going_on: Callable[[], None]) -> None:
        try:
            made = back_up_if_due(self._desk, going_on)
        except StoreLocked:
            raise
        except StoreError as error:
            raise BackupNotMade(error.code) from error
        if made is not None:
            self._told.discard(BackupNotMade)

    def _daily(self, going_on: Callable[[], None]) -> None:
        now = self._desk.clock.read().best
        with self._desk.store.read() as tx:
            last = last_check(tx)
        if last is not None and timedelta() <= now - last.at < _DAY:
            return
        try:
            erase_expired(self._desk, going_on)
            health = verify_record(self._desk, going_on)
            with self._desk.store.write() as tx:
                note_check(tx, now, health)
        except StoreUnreadable as error:
            raise RecordDamaged(error.detail) from error
        if not health.ok:
            raise RecordDamaged(f"{len(health.at_risk)} facts, {health.damaged_pages} pages")

    def _is_new(self, error: SyncError) -> bool:
        known = type(error) in self._told
        self._told.add(type(error))
        return not known


@dataclass(frozen=True, slots=True)
class CareState:
    """When the last copy beside the record was made, how the last full look ended (None: not yet), how many facts."""

    backup_at: datetime | None
    checked: LastCheck | None
    facts: int


def show_care(desk: Desk) -> CareState:
    """How the record was cared for."""
    with desk.store.read() as tx:
        return CareState(last_backup_at(tx), last_check(tx), facts.count(tx))


class _Stopped(Exception):
    """Raised out of long work when the program closes."""
