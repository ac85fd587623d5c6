"""A new record from what a damaged one still held, and from the newest backup that holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from sqlalchemy import Connection, Table, insert, select, text

from sync.desk.store import facts, kept, tables
from sync.desk.store.backup import check_backup
from sync.desk.store.durable import file_errors
from sync.desk.store.instants import to_micros
from sync.desk.store.place import backups_of
from sync.desk.store.salvage import OURS, Row, Salvaged
from sync.desk.store.store import Store, damaged_pages
from sync.desk.store.upgrade import HEAD
from sync.errors import BackupUnusable, DiskFull, StoreError, StoreLocked, StoreNewer
from sync.protocol.facts import read_fact

_AT_ONCE = 1000
_FED = tuple(table for table in tables.metadata.sorted_tables if table not in (*OURS, tables.snapshot_parts))


def is_whole(record: Path, key: bytes) -> bool:
    """Whether every page, every row, every fact and every link holds. To be asked of a copy: to open it changes it.

    Raises as `Store.open`, but for damage.
    """
    with file_errors():
        if record.stat().st_size == 0:
            return False
    try:
        with closing(Store.open(record, key)) as store, store.read() as tx:
            sound = tx.execute(text("PRAGMA integrity_check(1)")).scalar_one() == "ok"
            return sound and not damaged_pages(tx) and not facts.broken_links(tx)
    except (StoreNewer, StoreLocked, DiskFull):
        raise
    except StoreError:
        return False


def newest_backup(record: Path, key: bytes) -> Path | None:
    """The newest copy of the record that opens and holds."""
    for path in sorted(backups_of(record).glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            check_backup(path, key, HEAD)
        except BackupUnusable:
            continue
        return path
    return None


@contextmanager
def reading_copy(backup: Path | None, scratch: Path, key: bytes) -> Iterator[Connection | None]:
    """The tables of a backup as this program has them, read from a copy in the folder `scratch`; None without one."""
    if backup is None:
        yield None
        return
    copy = scratch / "backup.db"
    with file_errors():
        copyfile(backup, copy)
    with closing(Store.open(copy, key)) as store, store.read() as tx:
        yield tx


def fill_from(salvaged: Salvaged, backup: Connection) -> int:
    """Add to what was salvaged whatever the backup holds besides; the number of facts that only it had."""
    known = {row["id"] for row in salvaged.rows(tables.facts)}
    for table in OURS:
        for row in backup.execute(select(table)):
            salvaged.add(table, dict(row._mapping))
    return len({row["id"] for row in salvaged.rows(tables.facts)} - known)


def write_salvaged(tx: Connection, salvaged: Salvaged, backup: Connection | None) -> None:
    """All rows into the empty tables of `tx`. What the feed told comes from the backup as of then, with its cursor;
    without one the feed is read from its start.
    """
    standing = salvaged.facts
    ids = {row["id"] for row in standing}
    places = {(row["epoch"], row["seq"]) for row in standing}
    _insert(tx, tables.facts, [{**row, "settled_by": None} for row in standing])  # the receipts say it anew
    for table in (tables.left_places, tables.lost_facts):
        _insert(tx, table, [row for row in salvaged.rows(table) if (row["epoch"], row["seq"]) not in places])
    for table in (tables.receipts, tables.scans):  # of a fact that is lost nothing is to be shown as recorded
        _insert(tx, table, [row for row in salvaged.rows(table) if row["fact_id"] in ids])
    for table in (tables.strangers, tables.decisions, tables.exports):
        _insert(tx, table, salvaged.rows(table))
    _insert(tx, tables.kept, [row for row in salvaged.rows(tables.kept) if row["name"] not in kept.OF_THE_FEED])
    kept.put_epoch(tx, max([kept.get_epoch(tx), *(row["epoch"] for row in standing)]))
    if backup is not None:
        _take_over_feed(tx, backup)


def write_down_losses(tx: Connection, salvaged: Salvaged, at: datetime) -> None:
    """Losses get their places, and the chain goes on in a new epoch: nobody but the centre knows whether anything stood
    behind the last place that is known here.
    """
    holes = [
        {"epoch": each.epoch, "seq": each.seq, "type": each.type, "fact_id": each.id, "found_at": to_micros(at)}
        for each in salvaged.holes
    ]
    crowded_out = salvaged.crowded_out
    _insert(tx, tables.lost_facts, holes)
    if salvaged.nothing_read or salvaged.lost or salvaged.unplaced or crowded_out:
        facts.begin_new_epoch(tx)
    for row in crowded_out:
        facts.bring_in(tx, read_fact(row["header"], row["payload"]))


def _take_over_feed(tx: Connection, backup: Connection) -> None:
    for table in _FED:
        _insert(tx, table, [dict(row._mapping) for row in backup.execute(select(table))])
    names = tables.kept.c.name.in_(kept.OF_THE_FEED)
    _insert(tx, tables.kept, [dict(row._mapping) for row in backup.execute(select(tables.kept).where(names))])


def _insert(tx: Connection, table: Table, rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        tx.execute(insert(table), [dict(row) for row in rows[start : start + _AT_ONCE]])
