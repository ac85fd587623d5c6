"""The roster as the feed tells it, less what was undone here since, and finding people in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from sync.desk.store import departures, scans
from sync.desk.store.search_terms import as_searched
from sync.desk.store.tables import classes, roster_entries, search_terms
from sync.domain.ids import ClassId, TraineeId, VoucherNo

_LAST = chr(0x10FFFF)
_SPARE = 8
"""How many times more terms are looked at than people wanted: several terms of one person begin alike."""


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


def find(tx: Connection, query: str, limit: int, near: Sequence[ClassId] = ()) -> list[RosterEntry]:
    """Entries with a search term that begins with `query`: those of the classes `near` first, in that order.

    Among equals whose name is the query or begins with it, then by name.
    """
    wanted = as_searched(query)
    if not wanted:
        return []
    span = {"wanted": wanted, "end": wanted + _LAST, "most": limit * _SPARE}
    found: dict[str, Row[Any]] = {}
    if near:
        found |= {row.id: row for row in tx.execute(_FIND_IN_CLASSES, {**span, "classes": list(near)})}
    if len(found) < limit:
        anywhere = list(dict.fromkeys(tx.execute(_FIND_ANYWHERE, span).scalars()))
        found |= {row.id: row for row in tx.execute(_BY_IDS, {"ids": anywhere})}
    places = {class_id: place for place, class_id in enumerate(near)}
    ranked = sorted(found.values(), key=lambda row: (places.get(row.class_id, len(places)), *_closeness(row, wanted)))
    return _standing(tx, ranked)[:limit]


def _closeness(row: Row[Any], wanted: str) -> tuple[bool, bool, str, str]:
    """How well a name answers to `wanted`; two letters mean first of all somebody of two characters."""
    name = as_searched(row.name)
    return not name.startswith(wanted), len(name) != len(wanted), name, row.id


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


# The statements of a search, built once. Both read the terms in the order in which they are stored and stop early: a
# letter that half of 200,000 people have costs no more than a name.

_IS_MEANT = (search_terms.c.term >= bindparam("wanted"), search_terms.c.term < bindparam("end"))
_FIND_ANYWHERE = (
    select(search_terms.c.entry_id).where(*_IS_MEANT).order_by(search_terms.c.term).limit(bindparam("most"))
)
_FIND_IN_CLASSES = _entries().where(
    roster_entries.c.class_id.in_(bindparam("classes", expanding=True)),
    select(search_terms.c.term).where(search_terms.c.entry_id == roster_entries.c.id, *_IS_MEANT).exists(),
)
_BY_IDS = _entries().where(roster_entries.c.id.in_(bindparam("ids", expanding=True)))
