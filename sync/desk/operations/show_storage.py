"""What lies on this PC's disk, and the copies beside the record."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sync.desk.device.logs import log_folder
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.verify_record import LastCheck, last_check
from sync.desk.store.backup_folder import copies_in
from sync.desk.store.durable import file_errors
from sync.desk.store.place import backups_of


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy; each was opened and checked when it was made."""

    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Storage:
    """Sizes in bytes. `checked`: how the last look at the whole record ended, None before the first."""

    record: int
    logs: int
    free: int
    copies: tuple[CopyLine, ...]
    checked: LastCheck | None
    site_zone: str


def show_storage(settings: Settings, desk: Desk) -> Storage:
    """As of now. Raises the StoreError tree."""
    record = desk.store.path
    with desk.store.read() as tx:
        checked, zone = last_check(tx), desk.lists.read(tx).policy.site_zone
    with file_errors():
        copies = tuple(CopyLine(copy.at, copy.path.stat().st_size) for copy in copies_in(backups_of(record)))
        return Storage(
            record=sum(_size(path) for path in (record, record.with_name(f"{record.name}-wal"))),
            logs=sum(_size(path) for path in log_folder(settings.home).glob("*.log*")),
            free=shutil.disk_usage(record.parent).free,
            copies=copies,
            checked=checked,
            site_zone=zone,
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
