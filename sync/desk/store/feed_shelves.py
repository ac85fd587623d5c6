"""Things of the feed that are one row of a table: how each is read. What a body holds stands in `protocol/changes.py`.

Fields that came with later contracts may be missing in what an older centre tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table

from sync.desk.store import conflicts, tables
from sync.desk.store.feed_rows import Row, drop_rows, drop_rows_of, put_rows
from sync.desk.store.instants import to_micros
from sync.desk.store.search_terms import terms_of
from sync.domain.attendance import CorrectionState, LeaveKind, Mark
from sync.domain.classes import ClassState
from sync.domain.staff import StaffRole
from sync.protocol.changes import ChangeKind

Body = dict[str, Any]
_LARGEST = (1 << 53) - 1
_EARLIEST = to_micros(datetime(2000, 1, 1, tzinfo=UTC))
_LATEST = to_micros(datetime(2201, 1, 1, tzinfo=UTC))
"""A time outside is a mistake; at the calendar's ends any sum with it, and any other zone, would fail on a screen."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things that are one row of `table`; `read` takes the values after the key from a body."""

    table: Table
    read: Callable[[Body], Row]

    def put(self, tx: Connection, rows: list[Row], gone: list[Row]) -> None:
        """Write `rows`, delete those with the keys `gone`."""
        put_rows(tx, self.table, rows)
        drop_rows(tx, self.table, gone)


class _Roster(Shelf):
    """Each entry with what it can be searched for by."""

    def put(self, tx: Connection, rows: list[Row], gone: list[Row]) -> None:
        """As a shelf, and the terms with it."""
        super().put(tx, rows, gone)
        drop_rows_of(tx, tables.search_terms, "entry_id", [*gone, *(row[:1] for row in rows)])
        found_by = ((row[0], terms_of(*row[_NAME:_PHONE])) for row in rows)
        put_rows(tx, tables.search_terms, [(term, key) for key, terms in found_by for term in sorted(terms)])


def _class(body: Body) -> Row:
    return (
        str(body["name"]),
        whole(body["project"]),
        str(body["project_name"]),
        whole(body["capacity"]),
        whole(body["required_hours"]),
        ClassState(body["state"]).value,
        _instant_or_none(body.get("opening_due")),
        _instant_or_none(body.get("opening_reported_at")),
        _truth_or_none(body.get("opening_in_time")),
    )


def _session(body: Body) -> Row:
    return (
        str(body["class_id"]),
        _instant(body["starts"]),
        _instant(body["ends"]),
        whole(body["hours"]),
        _text_or_none(body.get("room")),
        _text_or_none(body.get("teacher")),
    )


def _roster_entry(body: Body) -> Row:
    return (
        str(body["class_id"]),
        str(body["trainee_id"]),
        None if body["voucher_no"] is None else whole(body["voucher_no"]),
        str(body["state"]),
        str(body["name"]),
        str(body["id_number"]),
        str(body["phone"]),
        whole(body["hours_done"]),
        _whole_or_none(body.get("ratio_percent")),
    )


_NAME, _PHONE = 5, 8
"""Where in a roster entry's row name, ID number and phone stand."""


def _attendance(body: Body) -> Row:
    return (
        str(body["session_id"]),
        str(body["class_id"]),
        whole(body["voucher_no"]),
        _instant(body["at"]),
        str(body["source"]),
        _text_or_none(body.get("device")),
        *_account(body, Mark.PRESENT),
    )


def _absence(body: Body) -> Row:
    of_whom = str(body["session_id"]), str(body["class_id"]), whole(body["voucher_no"])
    return (*of_whom, *_account(body, Mark.ABSENT))


def _account(body: Body, usual: Mark) -> Row:
    return (
        _instant_or_none(body.get("left_at")),
        Mark(body.get("mark", usual)).value,
        whole(body.get("hours", 0)),
        _truth(body.get("corrected", False)),
        ",".join(map(str, body.get("flags", ()))),
    )


def _correction(body: Body) -> Row:
    return (
        str(body["session_id"]),
        str(body["class_id"]),
        whole(body["voucher_no"]),
        Mark(body["mark"]).value,
        str(body["reason"]),
        str(body["operator"]),
        _instant(body["at"]),
        CorrectionState(body["state"]).value,
        _text_or_none(body["decided_by"]),
    )


def _leave(body: Body) -> Row:
    return (
        str(body["session_id"]),
        str(body["class_id"]),
        whole(body["voucher_no"]),
        LeaveKind(body["kind"]).value,
        str(body["reason"]),
        str(body["operator"]),
        _instant(body["at"]),
        _text_or_none(body["withdrawn_by"]),
    )


def _result(body: Body) -> Row:
    return (
        str(body["class_id"]),
        whole(body["voucher_no"]),
        whole(body["attempt"]),
        _whole_or_none(body["theory"]),
        _whole_or_none(body["practical"]),
        _truth(body["passed"]),
        _text_or_none(body["certificate_no"]),
        _instant(body["at"]),
    )


def _expected(body: Body) -> Row:
    return (
        str(body["class_id"]),
        str(body["name"]),
        str(body["document_kind"]),
        str(body["id_number"]),
        str(body["phone"]),
        _text_or_none(body["employer"]),
        _text_or_none(body["remark"]),
        _whole_or_none(body["voucher_no"]),
        str(body["state"]),
    )


def _project(body: Body) -> Row:
    return (
        str(body["name"]),
        str(body["kind"]),
        _text_or_none(body["occupation"]),
        _whole_or_none(body["level"]),
        _whole_or_none(body["standard_fen"]),
    )


def _staff(body: Body) -> Row:
    return str(body["name"]), StaffRole(body["role"]).value, _text_or_none(body.get("verifier"))


def whole(value: object) -> int:
    """Whole numbers as JSON can carry them without loss."""
    if type(value) is not int or abs(value) > _LARGEST:
        raise ValueError("not a whole number")
    return value


def _whole_or_none(value: object) -> int | None:
    return None if value is None else whole(value)


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("neither true nor false")
    return value


def _truth_or_none(value: object) -> bool | None:
    return None if value is None else _truth(value)


def _instant_or_none(text: object) -> int | None:
    return None if text is None else _instant(str(text))


def _instant(text: str) -> int:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    micros = to_micros(at)
    if not _EARLIEST <= micros < _LATEST:
        raise ValueError("not a time of this scheme")
    return micros


SHELVES: dict[str, Shelf] = {
    ChangeKind.CLASS: Shelf(tables.classes, _class),
    ChangeKind.SESSION: Shelf(tables.sessions, _session),
    ChangeKind.ROSTER_ENTRY: _Roster(tables.roster_entries, _roster_entry),
    ChangeKind.ATTENDANCE: Shelf(tables.attendance, _attendance),
    ChangeKind.ABSENCE: Shelf(tables.absences, _absence),
    ChangeKind.CORRECTION: Shelf(tables.corrections, _correction),
    ChangeKind.LEAVE: Shelf(tables.leaves, _leave),
    ChangeKind.RESULT: Shelf(tables.results, _result),
    ChangeKind.EXPECTED: Shelf(tables.expected, _expected),
    ChangeKind.PROJECT: Shelf(tables.projects, _project),
    ChangeKind.STAFF: Shelf(tables.staff, _staff),
    ChangeKind.CONFLICT: Shelf(tables.conflicts, conflicts.row_of),
}
