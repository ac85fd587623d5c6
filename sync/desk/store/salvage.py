"""What a damaged record still holds, and what it is known to have lost.

Rows are known by their shape: the columns of the tables that are this PC's own. A fact proves itself by its hash. The
index `facts_by_place` lies on other pages than the facts and says once more what stood where, so that a fact which
cannot be read is named by its place and type; where that is gone too, a gap in the chain still tells the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Column, LargeBinary, String, Table
from sqlalchemy.types import Boolean

from sync.desk.store import tables
from sync.desk.store.cells import StoredRow, Value, rows_of
from sync.desk.store.page_reader import PageReader
from sync.errors import DiskFull, ProtocolError
from sync.protocol.facts import read_fact

Row: TypeAlias = Mapping[str, Any]
Place: TypeAlias = tuple[int, int]
OURS = (
    tables.facts,
    tables.left_places,
    tables.lost_facts,
    tables.receipts,
    tables.scans,
    tables.strangers,
    tables.decisions,
    tables.exports,
    tables.kept,
)
"""The tables that nobody else can fill again."""
_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class LostFact:
    """A fact that is known to have been there. `type` and `id` None: only the gap tells of it.

    `settled`: a receipt says that the centre has it.
    """

    epoch: int
    seq: int
    type: str | None
    id: str | None
    settled: bool


@dataclass
class Salvaged:
    """What was found. `pages_bad`: numbers of pages that do not hold, of `pages` in all.

    `proven`: every page was checked, else only what proves itself is certain. `nothing_read`: not one row was found, so
    that only the centre knows what was there.
    """

    pages: int = 0
    pages_bad: tuple[int, ...] = ()
    proven: bool = True
    nothing_read: bool = True
    _rows: dict[str, dict[tuple[Value, ...], Row]] = field(default_factory=lambda: {table.name: {} for table in OURS})
    _places: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """What the index says of each fact: epoch, place, type."""
    _bare_places: set[Place] = field(default_factory=set)
    """What the other indexes say: that something stood there."""

    def rows(self, table: Table) -> list[Row]:
        """What was found of one of OURS, as the table holds it; of the facts those that prove themselves."""
        return list(self._rows[table.name].values())

    @property
    def facts(self) -> list[Row]:
        """In the order of their chains; of two at one place the first found."""
        standing: dict[Place, Row] = {}
        for row in self._rows["facts"].values():
            standing.setdefault((row["epoch"], row["seq"]), row)
        return [standing[place] for place in sorted(standing)]

    @property
    def crowded_out(self) -> list[Row]:
        """Facts without a settling receipt whose place another one holds: of a former life of a restored record, or
        written while the power went.
        """
        standing = {row["id"] for row in self.facts}
        settled = self.settled
        return [row for row in self.rows(tables.facts) if row["id"] not in standing and row["id"] not in settled]

    @property
    def settled(self) -> set[str]:
        """Ids of facts that the centre has answered for."""
        return {row["fact_id"] for row in self.rows(tables.receipts) if row["settles"]}

    @property
    def holes(self) -> list[LostFact]:
        """Places of the chains of which nothing is left, or only the name; without those an earlier repair noted."""
        settled, facts = self.settled, self.facts
        ids = {row["id"] for row in facts}
        others = (*self.rows(tables.left_places), *self.rows(tables.lost_facts))
        taken = {(row["epoch"], row["seq"]) for row in (*facts, *others)}
        named = {
            (epoch, seq): LostFact(epoch, seq, kind, fact_id, fact_id in settled)
            for fact_id, (epoch, seq, kind) in self._places.items()
            if fact_id not in ids and (epoch, seq) not in taken
        }
        nameless = _up_to_the_ends({*taken, *named, *self._bare_places}) - {*taken, *named}
        named |= {(epoch, seq): LostFact(epoch, seq, None, None, settled=False) for epoch, seq in nameless}
        return [named[place] for place in sorted(named)]

    @property
    def lost(self) -> list[LostFact]:
        """Facts that were there and are not. A hole in a former epoch is no loss when everyone who was ever told of is
        still here: then the fact that stood there had moved on.
        """
        holes = self.holes
        newest = max((row["epoch"] for row in self.rows(tables.facts)), default=1)
        if self._ids_missing(holes):
            return holes
        return [hole for hole in holes if hole.type is not None or hole.epoch == newest]

    @property
    def unplaced(self) -> int:
        """How many more facts were there: a scan or a receipt tells of them, and nothing tells where they stood."""
        holes = self.holes
        return max(0, self._ids_missing(holes) - sum(hole.id is None for hole in holes))

    def _ids_missing(self, holes: Iterable[LostFact]) -> int:
        """Of how many facts something tells that is neither the fact nor the name of a hole."""
        told_of = {row["fact_id"] for table in (tables.receipts, tables.scans) for row in self.rows(table)}
        there = {row["id"] for row in self.rows(tables.facts)} | {hole.id for hole in holes}
        noted = {row["fact_id"] for row in self.rows(tables.lost_facts)}
        return len(told_of - there - noted)

    def add(self, table: Table, row: Row) -> None:
        """A row of one of OURS; of two that bear one name the first stands, so the newest is to come first."""
        if table is tables.facts and not _is_fact(row):
            return
        named_by = tuple(row[column.name] for column in table.primary_key.columns)
        known = self._rows[table.name].get(named_by)
        if known is None or _supersedes(table, row, known):
            self._rows[table.name][named_by] = row

    def add_stored(self, stored: StoredRow) -> None:
        """Whatever the row of a page is of; most are of no use here."""
        if stored.rowid is None:
            self._add_place(stored.values)
            return
        for table in OURS:
            row = _as_of(table, stored)
            if row is not None:
                self.add(table, row)

    def _add_place(self, values: tuple[Value, ...]) -> None:
        match values:
            case int(epoch), int(seq), str(kind), str(fact_id), int() if len(fact_id) == _ID_LENGTH and epoch > 0 < seq:
                self._places[fact_id] = max(self._places.get(fact_id, (0, 0, "")), (epoch, seq, kind))
            case int(epoch), int(seq), int() if epoch > 0 < seq:
                self._bare_places.add((epoch, seq))


def salvage(path: Path, key: bytes) -> Salvaged:
    """Read the record at `path` page by page, its log included, and change nothing. `key`: 32 raw bytes.

    Of a file that is no record, or another key's, nothing comes out. Raises DiskFull when a file cannot be read.
    """
    try:
        reader = PageReader(path, key)
    except OSError as error:
        raise DiskFull(type(error).__name__) from error
    found = Salvaged(pages=reader.count, proven=reader.proven)
    for pages in (reader.read_all(), reader.read_passed_over()):
        for number, page in pages:
            for row in rows_of(number, page, reader.read):
                found.add_stored(row)
    found.pages_bad = tuple(sorted(reader.bad))
    found.nothing_read = not any(found._rows.values())
    return found


def _up_to_the_ends(places: Iterable[Place]) -> set[Place]:
    """Every place from the first to the last known one of each epoch."""
    ends: dict[int, int] = {}
    for epoch, seq in places:
        ends[epoch] = max(ends.get(epoch, 0), seq)
    return {(epoch, seq) for epoch, end in ends.items() for seq in range(1, end + 1)}


def _as_of(table: Table, stored: StoredRow) -> Row | None:
    """The row as one of the table, if it can be one. Rows from before a column was added end earlier."""
    columns = list(table.columns)
    missing = len(columns) - len(stored.values)
    if missing < 0:
        return None
    values = [*stored.values, *[None] * missing]
    if not all(map(_may_hold, columns, values)):
        return None
    return {column.name: _value(column, value, stored.rowid) for column, value in zip(columns, values, strict=True)}


def _may_hold(column: Column[Any], value: Value) -> bool:
    if value is None:
        return bool(column.nullable) or _is_rowid(column)
    if isinstance(column.type, String):
        return isinstance(value, str) and (column.type.length is None or len(value) <= column.type.length)
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    return isinstance(value, int)


def _value(column: Column[Any], value: Value, rowid: int | None) -> Value:
    if _is_rowid(column):
        return rowid
    return bool(value) if isinstance(column.type, Boolean) else value


def _is_rowid(column: Column[Any]) -> bool:
    """The row's own number is not stored again among its values."""
    return column.autoincrement is True


def _is_fact(row: Row) -> bool:
    """Whether the row is the fact its own bytes say it is."""
    try:
        fact = read_fact(row["header"], row["payload"])
    except ProtocolError:
        return False
    said = fact.header
    names = (row["id"], row["epoch"], row["seq"], row["type"], row["hash"])
    return names == (said.id, said.epoch, said.seq, said.type, fact.hash)


def _supersedes(table: Table, row: Row, known: Row) -> bool:
    """A fact moves on to later chains only, and a scan that was undone stays so, whichever was found first."""
    if table is tables.facts:
        return bool(row["epoch"] > known["epoch"])
    if table is tables.scans:
        return known["undone_by"] is None and row["undone_by"] is not None
    return False
