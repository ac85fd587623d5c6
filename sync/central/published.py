"""What each thing looks like in the feed (the bodies are described in `sync.protocol.changes`).

Each function takes a row with the columns it names; a roster row is a roster entry joined with its voucher and trainee.
"""

from __future__ import annotations

from typing import Any

from sync.protocol.changes import Change, ChangeKind
from sync.protocol.requests import to_base64


def site_change(row: Any, institution_name: str, suspended: bool) -> Change:
    """培训地点."""
    body = {"name": row.name, "institution": institution_name, "suspended": suspended}
    return Change(ChangeKind.SITE, row.id, body)


def staff_change(row: Any) -> Change:
    """经办人, 班主任."""
    return Change(ChangeKind.STAFF, row.id, {"name": row.name, "role": row.role})


def class_change(row: Any, project_name: str) -> Change:
    """培训班."""
    body = {
        "name": row.name,
        "project": row.project,
        "project_name": project_name,
        "capacity": row.capacity,
        "required_hours": row.required_hours,
        "state": row.state,
    }
    return Change(ChangeKind.CLASS, row.id, body)


def session_change(row: Any) -> Change:
    """课次."""
    body = {
        "class_id": row.class_id,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "hours": row.hours,
    }
    return Change(ChangeKind.SESSION, row.id, body)


def roster_change(class_id: str, voucher: Any, hours_done: int) -> Change:
    """One line of the 花名册; `voucher` has no, state, trainee, name, id_number and phone."""
    body = {
        "class_id": class_id,
        "trainee_id": voucher.trainee,
        "voucher_no": voucher.no,
        "state": str(voucher.state),
        "name": voucher.name,
        "id_number": voucher.id_number,
        "phone": voucher.phone,
        "hours_done": hours_done,
    }
    return Change(ChangeKind.ROSTER_ENTRY, roster_key(class_id, voucher.no), body)


def roster_gone(class_id: str, voucher_no: int) -> Change:
    """The holder is no longer in the class."""
    return Change(ChangeKind.ROSTER_ENTRY, roster_key(class_id, voucher_no), None)


def attendance_change(class_id: str, punch: Any) -> Change:
    """The punch that counts for one holder at one session; `punch` is an `intake.ledger.Punch` or such a row."""
    body = {
        "session_id": punch.session_id,
        "class_id": class_id,
        "voucher_no": punch.voucher_no,
        "at": punch.at.isoformat(),
        "source": punch.source,
        "device": punch.device,
    }
    return Change(ChangeKind.ATTENDANCE, attendance_key(punch.session_id, punch.voucher_no), body)


def attendance_gone(session_id: str, voucher_no: int) -> Change:
    """No punch counts any more."""
    return Change(ChangeKind.ATTENDANCE, attendance_key(session_id, voucher_no), None)


def document_change(name: str, version: int, data: bytes) -> Change:
    """A signed list."""
    return Change(ChangeKind.DOCUMENT, name, {"name": name, "version": version, "data": to_base64(data)})


def roster_key(class_id: str, voucher_no: int) -> str:
    """Names one line of a roster."""
    return f"{class_id}/{voucher_no}"


def attendance_key(session_id: str, voucher_no: int) -> str:
    """Names one holder's attendance at one session."""
    return f"{session_id}/{voucher_no}"
