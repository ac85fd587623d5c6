"""The roster as the feed tells it, less what was undone here since, and finding people in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sync.desk.store import departures, scans
from sync.desk.store.tables import classes, roster_entries, search_terms
from sync.domain.ids import ClassId, TraineeId, VoucherNo

_LAST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One trainee in one class, as the centre has them; unmasked, so it stays below the screens."""

    class_id: ClassId
    class_name: str
    trainee_id: TraineeId
    voucher_no: VoucherNo | None
    name: str
    id_number: str
    phone: str
    hours_done: int


def entries_of_class(tx: Connection, class_id: ClassId) -> list[RosterEntry]:
    """The class's roster, by entry."""
    rows = tx.execute(_entries().where(roster_entries.c.class_id == class_id).order_by(roster_entries.c.id))
    return _standing(tx, rows)


def entries_of_voucher(tx: Connection, voucher_no: VoucherNo) -> list[RosterEntry]:
    """Where the holder of a voucher is enrolled at this site."""
    return _standing(tx, tx.execute(_entries().where(roster_entries.c.voucher_no == voucher_no)))


def find(tx: Connection, query: str, limit: int) -> list[RosterEntry]:
    """Entries with a search term that begins with `query`; an exact one first, then by name."""
    wanted = query.strip().lower().encode("utf-8", "ignore").decode()
    if not wanted:
        return []
    hits = (
        select(search_terms.c.entry_id, func.max(search_terms.c.term == wanted).label("exact"))
        .where(search_terms.c.term >= wanted, search_terms.c.term < wanted + _LAST)
        .group_by(search_terms.c.entry_id)
        .limit(limit * 8)
        .subquery()
    )
    rows = tx.execute(
        _entries()
        .join(hits, hits.c.entry_id == roster_entries.c.id)
        .order_by(hits.c.exact.desc(), roster_entries.c.name, roster_entries.c.id)
        .limit(limit)
    )
    return _standing(tx, rows)


def count_of_class(tx: Connection, class_id: ClassId) -> int:
    """How many the roster has."""
    query = select(func.count()).select_from(roster_entries).where(roster_entries.c.class_id == class_id)
    taken_back = [voucher for known, voucher in scans.enrolments_taken_back(tx) if known == class_id]
    taken_back += departures.transferred(tx)
    return int(tx.execute(query.where(func.coalesce(roster_entries.c.voucher_no, 0).not_in(taken_back))).scalar_one())


def _standing(tx: Connection, rows: Iterable[Row[Any]]) -> list[RosterEntry]:
    """Without those who left the class here a moment ago, of which the feed still tells."""
    taken_back, transferred = scans.enrolments_taken_back(tx), departures.transferred(tx)
    return [
        entry
        for entry in map(_entry, rows)
        if (entry.class_id, entry.voucher_no) not in taken_back and entry.voucher_no not in transferred
    ]


def _entries() -> Any:
    return select(roster_entries, classes.c.name.label("class_name")).join(
        classes, classes.c.id == roster_entries.c.class_id
    )


def _entry(row: Row[Any]) -> RosterEntry:
    return RosterEntry(
        ClassId(row.class_id),
        row.class_name,
        TraineeId(row.trainee_id),
        VoucherNo(row.voucher_no) if row.voucher_no is not None else None,
        row.name,
        row.id_number,
        row.phone,
        row.hours_done,
    )
