"""What this PC tells the centre of itself, so that IT sees from afar whether it is well: figures, no people."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from sync.desk.device.key_vault import openness
from sync.desk.device.settings import Settings
from sync.desk.operations.back_up import last_backup_at
from sync.desk.operations.desk import Desk
from sync.desk.operations.verify_record import last_check
from sync.desk.store import facts
from sync.desk.store.store import Transaction
from sync.protocol.desk_health import DeskHealth

_ROOM_BYTES = 500 * 2**20
_BACKUP_AGE = timedelta(days=3)
"""Of a record that changes: the program makes a copy every half hour while it runs."""
_LONGEST = 80


def report_health(settings: Settings, desk: Desk) -> DeskHealth:
    """As of now. Reads little: it is asked for between rounds of the line. Raises the StoreError tree."""
    moment = desk.clock.read()
    with desk.store.read() as tx:
        oldest = facts.unsettled(tx, 1)
        return DeskHealth(
            program=_program(),
            system=f"{platform.system()} {platform.release()}"[:_LONGEST],
            pending=facts.count_unsettled(tx),
            waiting_since=oldest[0].header.moment.best if oldest else None,
            clock_error=moment.clock_error.total_seconds() if moment.clock_error is not None else None,
            troubles=tuple(_troubles(settings, tx, moment.best)),
        )


def _troubles(settings: Settings, tx: Transaction, now: datetime) -> Iterator[str]:
    """By the names that `doctor` gives them."""
    if openness(settings):
        yield "keyring"
    if shutil.disk_usage(settings.home).free < _ROOM_BYTES:
        yield "disk"
    checked, backup_at = last_check(tx), last_backup_at(tx)
    if checked is not None and not checked.ok:
        yield "store"
    if backup_at is not None and now - backup_at > _BACKUP_AGE:
        yield "backup"


def _program() -> str:
    try:
        return version("voucher-desk")
    except PackageNotFoundError:  # only unpacked
        return ""
