"""Applies pages of the centre's feed to the tables it speaks of. One page and its cursor are one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from sync.desk.store import exports, kept, tables
from sync.desk.store.instants import to_micros
from sync.desk.store.search_terms import terms_of
from sync.domain.classes import ClassState
from sync.domain.staff import StaffRole
from sync.errors import MalformedMessage
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.requests import from_base64
from sync.protocol.sealing import Box

Body = dict[str, Any]
_LARGEST = (1 << 53) - 1
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
"""A time outside is a mistake; at the calendar's ends any sum with it, and any other zone, would fail on a screen."""
_UNREADABLE = (KeyError, TypeError, ValueError, OverflowError, MalformedMessage)
_UNWRITABLE = (DataError, IntegrityError, InterfaceError, ProgrammingError)
"""The change's own fault; a full disk or a locked record (OperationalError) is not, and stops the page."""
_log = logging.getLogger(__name__)


def apply(tx: Connection, changes: Iterable[Change], cursor: str) -> None:
    """Write what the feed says and how far it was read. Documents are expected to have been verified.

    `changes` is read one by one: each is written before the next is asked for. Kinds that this program does not know
    are passed over; so, with a line in the log, is a change it cannot read or write: one bad record must not stop the
    others.
    """
    for change in changes:
        writer = _WRITERS.get(change.kind)
        if writer is None:
            continue
        try:
            with tx.begin_nested():
                writer(tx, change.key, change.body)
        except (*_UNREADABLE, *_UNWRITABLE) as error:
            _log.warning("P01: a change of kind %s was passed over: %s", change.kind, type(error).__name__)
    kept.put_cursor(tx, cursor)


def _plain(table: Table, read: Callable[[Body], dict[str, Any]]) -> Callable[..., None]:
    """A writer for things that are one row of `table`; `read` takes the row's values from the body."""

    def write(tx: Connection, key: str, body: Body | None) -> None:
        if body is None:
            tx.execute(delete(table).where(table.c.id == key))
            return
        values = read(body)
        tx.execute(
            insert(table).values(id=key, **values).on_conflict_do_update(index_elements=["id"], set_=values)
        )

    return write


def _class(body: Body) -> dict[str, Any]:
    return {
        "name": str(body["name"]),
        "project": _whole(body["project"]),
        "project_name": str(body["project_name"]),
        "capacity": _whole(body["capacity"]),
        "required_hours": _whole(body["required_hours"]),
        "state": ClassState(body["state"]).value,
    }


def _session(body: Body) -> dict[str, Any]:
    return {
        "class_id": str(body["class_id"]),
        "starts": _instant(body["starts"]),
        "ends": _instant(body["ends"]),
        "hours": _whole(body["hours"]),
    }


def _roster_entry(body: Body) -> dict[str, Any]:
    return {
        "class_id": str(body["class_id"]),
        "trainee_id": str(body["trainee_id"]),
        "voucher_no": None if body["voucher_no"] is None else _whole(body["voucher_no"]),
        "state": str(body["state"]),
        "name": str(body["name"]),
        "id_number": str(body["id_number"]),
        "phone": str(body["phone"]),
        "hours_done": _whole(body["hours_done"]),
    }


def _attendance(body: Body) -> dict[str, Any]:
    return {
        "session_id": str(body["session_id"]),
        "class_id": str(body["class_id"]),
        "voucher_no": _whole(body["voucher_no"]),
        "at": _instant(body["at"]),
        "source": str(body["source"]),
        "device": None if body.get("device") is None else str(body["device"]),
    }


def _staff(body: Body) -> dict[str, Any]:
    return {"name": str(body["name"]), "role": StaffRole(body["role"]).value}


_write_roster_entry = _plain(tables.roster_entries, _roster_entry)


def _searchable_roster_entry(tx: Connection, key: str, body: Body | None) -> None:
    _write_roster_entry(tx, key, body)
    terms = tables.search_terms
    tx.execute(delete(terms).where(terms.c.entry_id == key))
    if body is not None:
        found_by = terms_of(str(body["name"]), str(body["id_number"]), str(body["phone"]))
        if found_by:  # nobody without a name and numbers can be searched for
            tx.execute(insert(terms), [{"term": term, "entry_id": key} for term in sorted(found_by)])


def _document(tx: Connection, _key: str, body: Body | None) -> None:
    if body is None:
        return
    values = {"version": _whole(body["version"]), "data": from_base64(body["data"])}
    table = tables.documents
    statement = insert(table).values(name=str(body["name"]), **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def _site(tx: Connection, _key: str, body: Body | None) -> None:
    kept.put_site(tx, body or {})


def _centre(tx: Connection, _key: str, body: Body | None) -> None:
    if body is not None:
        exports.put_box(tx, Box.from_bytes(from_base64(body["box_key"])))


def _whole(value: object) -> int:
    """Whole numbers as JSON can carry them without loss."""
    if type(value) is not int or abs(value) > _LARGEST:
        raise ValueError("not a whole number")
    return value


def _instant(text: str) -> int:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    if not _FIRST_YEAR <= at.astimezone(UTC).year <= _LAST_YEAR:
        raise ValueError("not a time of this scheme")
    return to_micros(at)


_WRITERS: dict[str, Callable[[Connection, str, Body | None], None]] = {
    ChangeKind.CLASS: _plain(tables.classes, _class),
    ChangeKind.SESSION: _plain(tables.sessions, _session),
    ChangeKind.ROSTER_ENTRY: _searchable_roster_entry,
    ChangeKind.ATTENDANCE: _plain(tables.attendance, _attendance),
    ChangeKind.STAFF: _plain(tables.staff, _staff),
    ChangeKind.DOCUMENT: _document,
    ChangeKind.SITE: _site,
    ChangeKind.CENTRE: _centre,
}
