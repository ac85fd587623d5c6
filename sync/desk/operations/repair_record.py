"""修复: a damaged record is read page by page; what waits for the centre is put into a file first, then a new record is
made of all that holds, looked at, and only then put in the damaged one's place. What is lost is named.

The damaged files are copied aside first and never changed. Killed at any point, the desk has the damaged record as it
was, or the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain, count
from pathlib import Path

from sync.desk.device.clock import Clock
from sync.desk.device.key_vault import KeyVault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY, Desk
from sync.desk.operations.export_queue import export_queue
from sync.desk.store import facts, kept
from sync.desk.store.durable import file_errors, flush_file
from sync.desk.store.place import held_facts
from sync.desk.store.rebuild import (
    fill_from,
    is_whole,
    newest_backup,
    reading_copy,
    write_down_losses,
    write_salvaged,
)
from sync.desk.store.replace_record import alone_with, finish_replacing, replace_record
from sync.desk.store.salvage import LostFact, Salvaged, salvage
from sync.desk.store.store import Store
from sync.errors import NotJoined, StoreForeign, StoreUnreadable, UnknownThing
from sync.protocol.signing import SigningKey
from sync.protocol.whole_file import flush_folder

_RECORD, _QUEUE = "record.db", "waiting.vdq"


class RepairStep(StrEnum):
    """What is being done, for whoever waits."""

    COPYING = "copying"
    READING = "reading"
    EXPORTING = "exporting"
    BUILDING = "building"
    CHECKING = "checking"
    REPLACING = "replacing"


@dataclass(frozen=True, slots=True)
class Loss:
    """A fact that nothing here can give back. `type` None: only its place is known. `at`: when it was written, by this
    PC's clock, where its id is known. `at_centre`: a receipt says that the centre has it, so it is lost only here.
    """

    epoch: int
    seq: int
    type: str | None
    at: datetime | None
    at_centre: bool


@dataclass(frozen=True, slots=True)
class Repaired:
    """How it ended. `was_whole`: there was nothing to repair, and nothing was changed.

    `facts` in the record now, `pending` of them without a settling receipt, `from_backup` of them from a backup alone.
    `unplaced`: how many more facts are lost of which not even the place is known.
    `nothing_read`: not a row of the damaged record; what was recorded since the backup is lost, and nothing names it.
    `queue_file` holds `exported` facts for a stick; None where the centre's box or this PC's key is not known.
    `kept_in`: the folder with the damaged files.
    """

    was_whole: bool
    facts: int
    pending: int
    from_backup: int = 0
    lost: tuple[Loss, ...] = ()
    unplaced: int = 0
    nothing_read: bool = False
    pages_bad: int = 0
    exported: int = 0
    queue_file: Path | None = None
    kept_in: Path | None = None


def repair_record(
    settings: Settings, vault: KeyVault, step: Callable[[RepairStep], object] = lambda _: None
) -> Repaired:
    """Repair this PC's record; `step` is told what is being done. No part of this program may have it open.

    Raises NotJoined (no record), StoreForeign (gone, or a folder), StoreLocked (open in another program),
    StoreUnreadable (nothing in it, nor in any backup, can be read with this PC's key), StoreNewer or DiskFull; nothing
    is changed then.
    """
    record, key = settings.store_file, vault.get(STORE_KEY)
    _check_there(record)
    if key is None:
        raise StoreUnreadable("its key is not in the key storage")
    with alone_with(record):
        finish_replacing(record)
        aside, result = _free_folder(settings.home / "repairs"), None
        try:
            result = _repair(record, key, vault.get(DEVICE_KEY), aside, step)
            return result
        finally:
            stopped = result is None and not (aside / _QUEUE).exists()
            if stopped or (result is not None and result.was_whole):  # the copies are of no use
                shutil.rmtree(aside, ignore_errors=True)


def _check_there(record: Path) -> None:
    """Without a file there is nothing to repair, only a backup to restore."""
    with file_errors():
        if record.is_dir():
            raise StoreForeign("a folder")
        if not record.exists():
            raise StoreForeign("the record is gone; backups are there") if held_facts(record) else NotJoined


def _repair(
    record: Path, key: bytes, device_key: bytes | None, aside: Path, step: Callable[[RepairStep], object]
) -> Repaired:
    step(RepairStep.COPYING)
    _copy_aside(record, aside)
    with _scratch(aside) as scratch:
        looked_at = scratch / "looked-at" / _RECORD
        _copy_files(record, looked_at)
        if is_whole(looked_at, key):
            return _nothing_to_do(looked_at, key)
        return _Repair(record, key, device_key, aside, scratch, step).run()


@dataclass
class _Repair:
    """One repair under way: the damaged files lie in `aside`, the new record grows in `scratch`."""

    record: Path
    key: bytes
    device_key: bytes | None
    aside: Path
    scratch: Path
    step: Callable[[RepairStep], object]

    def run(self) -> Repaired:
        self.step(RepairStep.READING)
        salvaged = salvage(self.aside / _RECORD, self.key)
        new = self.scratch / _RECORD
        backup = newest_backup(self.record, self.key)
        with reading_copy(backup, self.scratch, self.key) as held, closing(Store.open(new, self.key)) as store:
            from_backup = 0 if held is None else fill_from(salvaged, held)
            with store.write() as tx:
                write_salvaged(tx, salvaged, held)
            exported, queue_file = self._export(store)
            lost = self._build(store, salvaged)
            self.step(RepairStep.CHECKING)
            with store.read() as tx:
                if facts.broken_links(tx):
                    raise StoreUnreadable("the repaired record does not hold; the damaged one still stands")
                result = Repaired(
                    was_whole=False,
                    facts=facts.count(tx),
                    pending=facts.count_unsettled(tx),
                    from_backup=from_backup,
                    lost=lost,
                    unplaced=salvaged.unplaced,
                    nothing_read=salvaged.nothing_read,
                    pages_bad=len(salvaged.pages_bad),
                    exported=exported,
                    queue_file=queue_file,
                    kept_in=self.aside,
                )
        self.step(RepairStep.REPLACING)
        replace_record(new, self.record)
        return result

    def _export(self, store: Store) -> tuple[int, Path | None]:
        """What waits goes into a file before anything is decided: whatever happens then, it can be brought in."""
        self.step(RepairStep.EXPORTING)
        with store.read() as tx:
            welcome, anchor = kept.get_welcome(tx), kept.get_anchor(tx)
        if welcome is None:
            raise StoreUnreadable("who this PC is cannot be read, and no backup tells")
        if self.device_key is None:
            return 0, None
        desk = Desk(store, Clock(anchor), welcome, SigningKey.from_bytes(self.device_key))
        path = self.aside / _QUEUE
        try:
            return export_queue(desk, path).facts, path
        except UnknownThing:  # the centre's box: then the network must take what waits
            return 0, None

    def _build(self, store: Store, salvaged: Salvaged) -> tuple[Loss, ...]:
        self.step(RepairStep.BUILDING)
        with store.write() as tx:
            write_down_losses(tx, salvaged, datetime.now(UTC))
        return tuple(_loss(each) for each in salvaged.lost)


def _loss(lost: LostFact) -> Loss:
    """A UUIDv7 begins with the milliseconds since 1970 at which it was made."""
    at = None
    if lost.id is not None:
        with suppress(ValueError, OverflowError):
            at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(lost.id[:12], 16))
    return Loss(lost.epoch, lost.seq, lost.type, at, lost.settled)


def _nothing_to_do(copy: Path, key: bytes) -> Repaired:
    with closing(Store.open(copy, key)) as store, store.read() as tx:
        return Repaired(was_whole=True, facts=facts.count(tx), pending=facts.count_unsettled(tx))


def _copy_aside(record: Path, aside: Path) -> None:
    with file_errors():
        aside.mkdir(parents=True)
    _copy_files(record, aside / _RECORD)
    with file_errors():
        flush_folder(aside)
        flush_folder(aside.parent)


def _copy_files(record: Path, to: Path) -> None:
    """The record and its log, on the disk when this returns."""
    with file_errors():
        to.parent.mkdir(exist_ok=True)
        for suffix in ("", "-wal"):
            file, copy = Path(f"{record}{suffix}"), Path(f"{to}{suffix}")
            if file.exists():
                shutil.copyfile(file, copy)
                flush_file(copy)


@contextmanager
def _scratch(aside: Path) -> Iterator[Path]:
    """A folder beside the copies for what is only needed now; the copies themselves stay unless there is no repair."""
    folder = aside / "building"
    with file_errors():
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_folder(parent: Path) -> Path:
    name = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    names = (parent / f"{name}{number}" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(folder for folder in names if not folder.exists())
