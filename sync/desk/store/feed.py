"""Applies pages of the centre's feed to the tables it speaks of. One page and its cursor are one transaction.

Things that are one row of a table are written many at a time; if one of them cannot be written, one by one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from sync.desk.store import exports, feed_digest, kept, tables
from sync.desk.store.feed_rows import Row
from sync.desk.store.feed_shelves import SHELVES, Body, whole
from sync.errors import MalformedMessage
from sync.protocol.changes import Change, ChangeKind, Page, digest_of
from sync.protocol.requests import from_base64
from sync.protocol.sealing import Box

Told = tuple[Change, bytes]
"""A change and the digest of its line."""
Accepts = Callable[[Connection, Change], bool]
"""Whether what is held at that moment allows a change; what is not allowed counts as told."""
_UNREADABLE = (KeyError, TypeError, ValueError, OverflowError, MalformedMessage)
_UNWRITABLE = (DataError, IntegrityError, InterfaceError, ProgrammingError)
"""The change's own fault; a full disk or a locked record (OperationalError) is not, and stops the page."""
_BAD = (*_UNREADABLE, *_UNWRITABLE)
_WORD = re.compile(r"[a-z_]{1,40}")
_EMPTIED = (
    tables.classes,
    tables.sessions,
    tables.roster_entries,
    tables.search_terms,
    tables.attendance,
    tables.absences,
    tables.corrections,
    tables.leaves,
    tables.results,
    tables.expected,
    tables.projects,
    tables.staff,
    tables.conflicts,
    tables.feed_items,
)
"""Not the signed lists: each is only ever followed by a later one."""
_log = logging.getLogger(__name__)


def apply(tx: Connection, changes: Iterable[Change], cursor: str, accepts: Accepts | None = None) -> None:
    """Write what the feed says and how far it was read.

    Kinds that this program does not know are passed over; so, with a line in the log, is a change it cannot read or
    write: one bad record must not stop the others.
    """
    write(tx, _with_digests(changes), accepts)
    kept.put_cursor(tx, cursor)


def apply_page(tx: Connection, page: Page, accepts: Accepts | None = None) -> None:
    """The same with a page as it came."""
    if page.digests is None:
        apply(tx, page.changes, page.cursor, accepts)
    else:
        write(tx, zip(page.changes, page.digests, strict=True), accepts)
        kept.put_cursor(tx, page.cursor)


def write(tx: Connection, told: Iterable[Told], accepts: Accepts | None = None) -> None:
    """Write what the centre says of each thing; of several words about one the last counts."""
    rows: dict[str, dict[str, Body | None]] = {}
    noted: dict[str, dict[str, bytes | None]] = {}
    unknown: set[str] = set()
    for change, digest in told:
        kind, key = change.kind, change.key
        if kind in SHELVES:
            rows.setdefault(kind, {})[key] = change.body
        elif kind not in _WRITERS:
            unknown.add(kind)
        elif accepts is None or accepts(tx, change):  # judged by what the one before it has left
            _write_one(tx, change)
        noted.setdefault(kind, {})[key] = None if change.body is None else digest
    for kind, news in rows.items():
        _write_rows(tx, kind, news)
    for kind in unknown:
        _tell_of_unknown(tx, kind)
    feed_digest.note(tx, noted)


def empty(tx: Connection) -> None:
    """Forget what the feed has told, to be told anew. Facts, receipts, scans and the signed lists stay."""
    for table in _EMPTIED:
        tx.execute(delete(table))


def _with_digests(changes: Iterable[Change]) -> Iterator[Told]:
    for change in changes:
        try:
            digest = digest_of(change)
        except ValueError as error:  # half a surrogate pair, or a number that is none
            _pass_over(change.kind, error)
        else:
            yield change, digest


def _write_one(tx: Connection, change: Change) -> None:
    try:
        with tx.begin_nested():
            _WRITERS[change.kind](tx, change.key, change.body)
    except _BAD as error:
        _pass_over(change.kind, error)


def _write_rows(tx: Connection, kind: str, news: Mapping[str, Body | None]) -> None:
    shelf, rows = SHELVES[kind], []
    for key, body in news.items():
        if body is not None:
            try:
                rows.append((key, *shelf.read(body)))
            except _UNREADABLE as error:
                _pass_over(kind, error)
    gone = [(key,) for key, body in news.items() if body is None]
    try:
        with tx.begin_nested():
            shelf.put(tx, rows, gone)
    except _BAD:
        _write_one_by_one(tx, kind, rows, gone)


def _write_one_by_one(tx: Connection, kind: str, rows: list[Row], gone: list[Row]) -> None:
    for row, key in [*((row, None) for row in rows), *((None, key) for key in gone)]:
        try:
            with tx.begin_nested():
                SHELVES[kind].put(tx, [row] if row else [], [key] if key else [])
        except _BAD as error:
            _pass_over(kind, error)


def _pass_over(kind: str, error: Exception) -> None:
    _log.warning("P01: a change of kind %s was passed over: %s", _sayable(kind), type(error).__name__)


def _tell_of_unknown(tx: Connection, kind: str) -> None:
    """Once: from then on the kind is held."""
    if not feed_digest.is_kind_held(tx, kind):
        _log.warning("P01: things of kind %s are of a later program; they are noted and passed over", _sayable(kind))


def _sayable(kind: str) -> str:
    return kind if _WORD.fullmatch(kind) else "(odd)"


def _document(tx: Connection, _key: str, body: Body | None) -> None:
    if body is None:
        return
    values = {"version": whole(body["version"]), "data": from_base64(body["data"])}
    table = tables.documents
    statement = insert(table).values(name=str(body["name"]), **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def _site(tx: Connection, _key: str, body: Body | None) -> None:
    kept.put_site(tx, body or {})


def _centre(tx: Connection, _key: str, body: Body | None) -> None:
    if body is not None:
        exports.put_box(tx, Box.from_bytes(from_base64(body["box_key"])))


_WRITERS: dict[str, Callable[[Connection, str, Body | None], None]] = {
    ChangeKind.DOCUMENT: _document,
    ChangeKind.SITE: _site,
    ChangeKind.CENTRE: _centre,
}
