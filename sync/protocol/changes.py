"""The change feed on its way down: pages of changes behind an opaque, commit-ordered cursor.

Each change says what one thing is *now* (`body`), or that it is gone (`body` None). Bodies by kind:

    class          name, project, project_name, capacity, required_hours, state,
                   opening_due, opening_reported_at, opening_in_time (null while there is none)
    session        class_id, starts, ends, hours, room, teacher (names or null)     (ISO 8601, UTC)
    roster_entry   class_id, trainee_id, voucher_no, state, name, id_number, phone, hours_done
    attendance     session_id, class_id, voucher_no, at, source (desk | phone | correction), device (or null),
                   left_at (or null), mark (Mark), hours, corrected, flags (Flag): of who was there
    absence        the same without at, source and device: what is known of who was not
    correction     session_id, class_id, voucher_no, mark, reason, operator, at, state, decided_by (or null)
    leave          session_id, class_id, voucher_no, kind, reason, operator, at, withdrawn_by (or null)
    staff          name, role (StaffRole)
    document       name (trust-list | status-list | policy-pack), version, data (base64)
    site           name, institution, suspended
    centre         box_key (base64): what files on a stick are sealed for
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sync.errors import MalformedMessage

START = ""
"""The cursor of a desk that has seen nothing yet."""


class ChangeKind(StrEnum):
    """What kinds of things the feed speaks of. Others are passed over by a desk that does not know them."""

    CLASS = "class"
    SESSION = "session"
    ROSTER_ENTRY = "roster_entry"
    ATTENDANCE = "attendance"
    ABSENCE = "absence"
    CORRECTION = "correction"
    LEAVE = "leave"
    STAFF = "staff"
    DOCUMENT = "document"
    SITE = "site"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is text, so that kinds of a later version pass through."""

    kind: str
    key: str
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes, the cursor behind them, and whether there is more right now."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool

    def to_map(self) -> dict[str, Any]:
        """As it stands in a JSON answer."""
        rows = [{"kind": change.kind, "key": change.key, "body": change.body} for change in self.changes]
        return {"changes": rows, "cursor": self.cursor, "more": self.more}

    @classmethod
    def from_map(cls, values: Any) -> Page:
        """Raises MalformedMessage."""
        match values:
            case {"changes": list(rows), "cursor": str(cursor), "more": bool(more)}:
                return cls(tuple(_change(row) for row in rows), cursor, more)
        raise MalformedMessage("not a page of changes")


def _change(row: Any) -> Change:
    match row:
        case {"kind": str(kind), "key": str(key), "body": dict() | None as body}:
            return Change(kind, key, body)
    raise MalformedMessage("not a change")
