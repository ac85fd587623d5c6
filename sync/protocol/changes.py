"""The change feed on its way down: pages of changes behind an opaque, commit-ordered cursor.

Each change says what one thing is *now* (`body`), or that it is gone (`body` None). Bodies by kind:

    class          name, project, project_name, capacity, required_hours, state,
                   opening_due, opening_reported_at, opening_in_time (null while there is none)
    session        class_id, starts, ends, hours, room, teacher (names or null)     (ISO 8601, UTC)
    roster_entry   class_id, trainee_id, voucher_no, state, name, id_number, phone, hours_done,
                   ratio_percent (null: sign-in only)
    attendance     session_id, class_id, voucher_no, at, source (desk | phone | correction), device (or null),
                   left_at (or null), mark (Mark), hours, corrected, flags (Flag): of who was there
    absence        the same without at, source and device: what is known of who was not
    correction     session_id, class_id, voucher_no, mark, reason, operator, at, state, decided_by (or null)
    leave          session_id, class_id, voucher_no, kind, reason, operator, at, withdrawn_by (or null)
    result         class_id, voucher_no, attempt, theory, practical (null: absent from it), passed,
                   certificate_no (or null), at
    expected       class_id, name, document_kind, id_number, phone, employer, remark, voucher_no (null until enrolled),
                   state (expected | enrolled | withdrawn): somebody announced for a class
    project        name, kind (ProjectKind), occupation, level, standard_fen (null: not subsidised)
    staff          name, role (StaffRole), verifier (of the password, Argon2's own form; null: none yet)
    document       name (trust-list | status-list | policy-pack), version, data (base64)
    site           name, institution, suspended
    centre         box_key (base64): what files on a stick are sealed for

Whether two ends hold the same is told by digests: of one thing the SHA-256 of its *line*, the array [kind, key, body]
in the canonical form of JSON (RFC 8785; there are whole numbers only); of a scope the sum of those of all things that
are there, modulo 2^256, so that no order matters.

A page comes as one JSON document, or, to who asks for `application/jsonl`, as lines: first {"cursor", "more",
"again_in"}, then the line of each change, [kind, key, null] for what is gone. Lines need not be written anew to be
digested, and one that cannot be read stops no other. Those of a snapshot are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from json import JSONEncoder
from typing import Any

from sync.errors import MalformedMessage

START = ""
"""The cursor of a desk that has seen nothing yet."""
LONGEST_CURSOR = 200
JSON_LINES = "application/jsonl"
DIGEST_BYTES = 32
_LONGEST_PAUSE = 3600
_PARTS_OF_LINE = 3
_ESCAPE = b"\\u"
"""The only way to write what is no text; in canonical form control characters are written so, and nothing else."""


class ChangeKind(StrEnum):
    """What kinds of things the feed speaks of. Others are passed over by a desk that does not know them."""

    CLASS = "class"
    SESSION = "session"
    ROSTER_ENTRY = "roster_entry"
    ATTENDANCE = "attendance"
    ABSENCE = "absence"
    CORRECTION = "correction"
    LEAVE = "leave"
    RESULT = "result"
    EXPECTED = "expected"
    PROJECT = "project"
    STAFF = "staff"
    DOCUMENT = "document"
    SITE = "site"
    CONFLICT = "conflict"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is text, so that kinds of a later version pass through."""

    kind: str
    key: str
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes, the cursor behind them, and whether there is more right now.

    `again_in`: after how many seconds to ask again, where the centre says so. `unreadable`: how many rows of the answer
    were no changes at all; they are left out here, because one bad row must not stop the others. `digests`: of each
    change, where it came as a line.
    """

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    again_in: float | None = None
    unreadable: int = 0
    digests: tuple[bytes, ...] | None = None

    def to_map(self) -> dict[str, Any]:
        """As it stands in a JSON answer."""
        rows = [{"kind": change.kind, "key": change.key, "body": change.body} for change in self.changes]
        page: dict[str, Any] = {"changes": rows, "cursor": self.cursor, "more": self.more}
        return page if self.again_in is None else page | {"again_in": self.again_in}

    @classmethod
    def from_map(cls, values: Any) -> Page:
        """Raises MalformedMessage when it is no page; a row that is no change is counted as `unreadable`."""
        match values:
            case {"changes": list(rows), "cursor": str(cursor), "more": bool(more)} if len(cursor) <= LONGEST_CURSOR:
                changes = tuple(change for change in map(_change, rows) if change is not None)
                return cls(changes, cursor, more, _seconds(values.get("again_in")), len(rows) - len(changes))
        raise MalformedMessage("not a page of changes")

    @classmethod
    def from_bytes(cls, body: bytes) -> Page:
        """A page in either form. Raises as `from_map`."""
        head, _, rest = body.partition(b"\n")
        try:
            values = json.loads(head)
        except (ValueError, RecursionError) as error:
            raise MalformedMessage("not a page of changes") from error
        if not isinstance(values, dict) or "changes" in values:
            return cls.from_map(values)
        page = cls.from_map(values | {"changes": []})
        lines = rest.removesuffix(b"\n").split(b"\n") if rest else []
        told = [(change, line) for change, line in zip(_read_lines(lines), lines, strict=True) if change is not None]
        return replace(
            page,
            changes=tuple(change for change, _ in told),
            unreadable=len(lines) - len(told),
            digests=tuple(sha256(line).digest() for _, line in told),
        )


def canonical(value: Any) -> str:
    """The one text that stands for `value` (RFC 8785). Raises ValueError for a number that JSON does not know."""
    return _encode(value)


def line_of(kind: str, key: str, body_text: str) -> bytes:
    """What a thing's digest is taken of; `body_text` canonical. Raises UnicodeEncodeError for half a surrogate pair."""
    return f"[{_encode(kind)},{_encode(key)},{body_text}]".encode()


def read_line(line: bytes) -> Change | None:
    """What a line speaks of; None for anything that is no line, as for one with half a surrogate pair in it."""
    try:
        change = _of_line(json.loads(line))
        if change is not None and _ESCAPE in line:
            digest_of(change)
    except (ValueError, RecursionError):
        return None
    return change


def digest_of_line(line: bytes) -> bytes:
    """32 bytes."""
    return sha256(line).digest()


def digest_of(change: Change) -> bytes:
    """The digest of a thing that is there. Raises ValueError for what no JSON can say."""
    return sha256(_encode([change.kind, change.key, change.body]).encode()).digest()


def sum_of(digests: Iterable[bytes]) -> bytes:
    """A scope's digest, 32 bytes."""
    return (sum(map(_as_number, digests)) % _MODULUS).to_bytes(DIGEST_BYTES)


def _read_lines(lines: list[bytes]) -> list[Change | None]:
    """All at once, which takes half as long; one by one where one of them is none."""
    together = b",".join(lines)
    try:
        rows = [] if _ESCAPE in together else json.loads(b"[" + together + b"]")
    except (ValueError, RecursionError):
        rows = []
    return list(map(_of_line, rows)) if len(rows) == len(lines) else list(map(read_line, lines))


def _of_line(row: Any) -> Change | None:
    if type(row) is list and len(row) == _PARTS_OF_LINE:
        kind, key, body = row
        if type(kind) is str and type(key) is str and (body is None or type(body) is dict):
            return Change(kind, key, body)
    return None


def _change(row: Any) -> Change | None:
    if type(row) is dict:
        kind, key, body = row.get("kind"), row.get("key"), row.get("body", 0)
        if type(kind) is str and type(key) is str and (body is None or type(body) is dict):
            return Change(kind, key, body)
    return None


def _seconds(value: object) -> float | None:
    if isinstance(value, int | float) and type(value) is not bool and 0 <= value <= _LONGEST_PAUSE:
        return float(value)
    return None


def _as_number(digest: bytes) -> int:
    return int.from_bytes(digest)


_MODULUS = 1 << (8 * DIGEST_BYTES)
_encode = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
