"""恢复: a backup takes the record's place, and what the record holds besides is brought over: nothing is traded away.

The record in use is kept among the backups first. Killed at any point, the desk has one record or the other, whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from sync.desk.device.key_vault import KeyVault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import STORE_KEY
from sync.desk.operations.named_file import is_same_file
from sync.desk.store import facts, kept, withdrawal
from sync.desk.store.backup import check_backup, opened_backup
from sync.desk.store.durable import file_errors, flush_file, put_in_place, remove
from sync.desk.store.place import backups_of
from sync.desk.store.rebuild import fill_from, reading_copy, write_down_losses, write_salvaged
from sync.desk.store.replace_record import alone_with, finish_replacing, replace_record
from sync.desk.store.salvage import Salvaged, salvage
from sync.desk.store.store import Store
from sync.desk.store.upgrade import HEAD
from sync.errors import BackupUnusable, InvalidInput, StoreUnreadable, Withdrawn
from sync.protocol.whole_file import flush_folder


@dataclass(frozen=True, slots=True)
class BackupHolds:
    """What a backup that holds would bring: facts, how many of them wait for a receipt, when the newest was written."""

    facts: int
    pending: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands now; `newest_at` of the backup. `brought_over`: facts that only the former record held.

    `nothing_read`: there was a former record, and nothing in it could be read: what it held besides is not known.
    `lost`: places (epoch, seq, type where known) of which nothing is left. `former`: where the former record is kept.
    """

    facts: int
    pending: int
    newest_at: datetime | None
    brought_over: int
    lost: tuple[tuple[int, int, str | None], ...]
    former: Path | None
    nothing_read: bool


def look_at_backup(settings: Settings, vault: KeyVault, file: Path) -> BackupHolds:
    """What the backup holds, after its check. Raises BackupUnusable, or StoreUnreadable when this PC has no key."""
    if is_same_file(file, settings.store_file):
        raise InvalidInput("the record itself is no backup")
    contents = check_backup(file, _key(vault), HEAD)
    return BackupHolds(contents.facts, contents.pending, contents.newest_at)


def restore_backup(settings: Settings, vault: KeyVault, file: Path) -> Restored:
    """Put the backup in the record's place. No part of this program may have the record open.

    Raises BackupUnusable, StoreLocked (open in another program), Withdrawn, StoreUnreadable or DiskFull; nothing is
    changed then.
    """
    key, record = _key(vault), settings.store_file
    newest_at = look_at_backup(settings, vault, file).newest_at
    with file_errors():
        record.parent.mkdir(parents=True, exist_ok=True)
    with alone_with(record):
        finish_replacing(record)
        former = _keep_former(record)
        held = Salvaged() if former is None else salvage(former, key)
        _check_same_desk(held, file, key)
        with _scratch(settings.home / "restoring") as scratch:
            facts_now, pending, brought = _build(scratch / "record.db", file, held, key)
            replace_record(scratch / "record.db", record)
        lost = tuple((each.epoch, each.seq, each.type) for each in held.lost)
        return Restored(facts_now, pending, newest_at, brought, lost, former, former is not None and held.nothing_read)


def _build(new: Path, file: Path, held: Salvaged, key: bytes) -> tuple[int, int, int]:
    """The new record at `new`; how many facts it holds, how many wait, how many of them are not from the backup."""
    with reading_copy(file, new.parent, key) as backup, closing(Store.open(new, key)) as store:
        assert backup is not None  # noqa: S101  a file was given
        fill_from(held, backup)
        with store.write() as tx:
            write_salvaged(tx, held, backup)
            write_down_losses(tx, held, datetime.now(UTC))
        with store.read() as tx:
            if withdrawal.step(tx) is not None:  # a backup would bring back people whose data was removed
                raise Withdrawn
            if facts.broken_links(tx):
                raise StoreUnreadable("what was put together does not hold; the former record still stands")
            number = facts.count(tx)
            return number, facts.count_unsettled(tx), number - facts.count(backup)


def _check_same_desk(held: Salvaged, file: Path, key: bytes) -> None:
    """Two enrolments of one PC are two desks: their facts do not belong into one chain."""
    with opened_backup(file, key) as tx:
        theirs = kept.get_welcome(tx)
    ours = kept.welcome_among(held.rows(kept.TABLE))
    if ours is not None and theirs is not None and ours.device != theirs.device:
        raise BackupUnusable("made before this PC was joined anew")


def _keep_former(record: Path) -> Path | None:
    """A copy of the record and its log, beside the backups and on the disk when this returns."""
    if not record.is_file():
        return None
    folder = backups_of(record)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    numbers = chain([""], (f"-{n}" for n in count(2)))
    names = (folder / f"record-before-restore-{stamp}{number}.db" for number in numbers)
    with file_errors():
        folder.mkdir(exist_ok=True)
        kept_as = next(path for path in names if not path.exists())
        for suffix in ("-wal", ""):
            source = Path(f"{record}{suffix}")
            if source.exists():
                _copy_whole(source, Path(f"{kept_as}{suffix}"))
        flush_folder(folder)
    return kept_as


def _copy_whole(source: Path, target: Path) -> None:
    """Half a copy is not left behind: it would take the room that the next scan needs."""
    beside = Path(f"{target}.new")
    try:
        shutil.copyfile(source, beside)
        flush_file(beside)
        put_in_place(beside, target)
    finally:
        remove(beside)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    with file_errors():
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _key(vault: KeyVault) -> bytes:
    key = vault.get(STORE_KEY)
    if key is None:
        raise StoreUnreadable("the record's key is not in the key storage")
    return key
