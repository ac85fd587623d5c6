"""What each thing looks like in the feed (the bodies are described in `sync.protocol.changes`).

Each function takes a row with the columns it names; a roster row is a roster entry joined with its voucher and trainee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sync.domain.attendance import Account
from sync.domain.classes import Session
from sync.domain.vouchers import VoucherKind
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.requests import to_base64


def site_change(row: Any, institution_name: str, suspended: bool) -> Change:
    """培训地点."""
    body = {"name": row.name, "institution": institution_name, "suspended": suspended}
    return Change(ChangeKind.SITE, row.id, body)


def staff_change(row: Any) -> Change:
    """经办人, 班主任; with what their password is checked by, once they have one."""
    body = {"name": row.name, "role": row.role}
    if row.verifier is not None:
        body["verifier"] = row.verifier
    return Change(ChangeKind.STAFF, row.id, body)


@dataclass(frozen=True, slots=True)
class Opening:
    """开班反馈: until when it is due (None: no session yet), and the row of the report that stands."""

    due: datetime | None = None
    report: Any | None = None

    def to_map(self) -> dict[str, Any]:
        """As a class's body tells it."""
        return {
            "opening_due": self.due and self.due.isoformat(),
            "opening_reported_at": self.report and self.report.reported_at.isoformat(),
            "opening_in_time": self.report and self.report.in_time,
        }


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The names of a session's room and teacher."""

    room: str | None = None
    teacher: str | None = None


def class_change(row: Any, project_name: str, opening: Opening | None = None) -> Change:
    """培训班."""
    body = {
        "name": row.name,
        "project": row.project,
        "project_name": project_name,
        "capacity": row.capacity,
        "required_hours": row.required_hours,
        "state": row.state,
        **(opening or Opening()).to_map(),
    }
    return Change(ChangeKind.CLASS, row.id, body)


def project_change(row: Any, standard_fen: int | None) -> Change:
    """培训项目; `standard_fen`: by the policy in force, None where it knows none."""
    body = {
        "name": row.name,
        "kind": row.type,
        "occupation": row.occupation_code,
        "level": row.skill_level,
        "standard_fen": standard_fen,
    }
    return Change(ChangeKind.PROJECT, str(row.no), body)


def session_change(row: Any, where: Whereabouts | None = None) -> Change:
    """课次."""
    where = where or Whereabouts()
    body = {
        "class_id": row.class_id,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "hours": row.hours,
        "room": where.room,
        "teacher": where.teacher,
    }
    return Change(ChangeKind.SESSION, row.id, body)


def session_gone(session_id: str) -> Change:
    """The session is cancelled."""
    return Change(ChangeKind.SESSION, session_id, None)


def roster_change(class_id: str, voucher: Any, hours_done: int) -> Change:
    """One line of the 花名册; `voucher` has no, kind, state, ratio_percent, trainee, name, id_number and phone."""
    body = {
        "class_id": class_id,
        "trainee_id": voucher.trainee,
        "voucher_no": voucher.no,
        "state": str(voucher.state),
        "name": voucher.name,
        "id_number": voucher.id_number,
        "phone": voucher.phone,
        "hours_done": hours_done,
        "ratio_percent": voucher.ratio_percent if voucher.kind == VoucherKind.SUBSIDY else None,
    }
    return Change(ChangeKind.ROSTER_ENTRY, roster_key(class_id, voucher.no), body)


def roster_gone(class_id: str, voucher_no: int) -> Change:
    """The holder is no longer in the class."""
    return Change(ChangeKind.ROSTER_ENTRY, roster_key(class_id, voucher_no), None)


def attendance_change(session: Session, voucher_no: int, account: Account) -> Change:
    """Someone was there; the sign-in that counts, or the session's start where only a correction says so."""
    punch: Any = account.punch
    body = {
        **_account(session, voucher_no, account),
        "at": (punch.at if punch else session.starts).isoformat(),
        "source": punch.source if punch else "correction",
        "device": punch.device if punch else None,
    }
    return Change(ChangeKind.ATTENDANCE, attendance_key(session.id, voucher_no), body)


def attendance_gone(session_id: str, voucher_no: int) -> Change:
    """Nobody says any more that the holder was there."""
    return Change(ChangeKind.ATTENDANCE, attendance_key(session_id, voucher_no), None)


def absence_change(session: Session, voucher_no: int, account: Account) -> Change:
    """What is known of someone who was not there, as far as is known: leave, a sign-in from outside …"""
    body = _account(session, voucher_no, account)
    return Change(ChangeKind.ABSENCE, attendance_key(session.id, voucher_no), body)


def absence_gone(session_id: str, voucher_no: int) -> Change:
    """The holder was there after all, or nothing is known."""
    return Change(ChangeKind.ABSENCE, attendance_key(session_id, voucher_no), None)


def correction_change(class_id: str, correction: Any) -> Change:
    """补签; `correction` is an `attendance.book.KeptCorrection` or such a row."""
    body = {
        "session_id": correction.session_id,
        "class_id": class_id,
        "voucher_no": correction.voucher_no,
        "mark": str(correction.mark),
        "reason": correction.reason,
        "operator": correction.operator,
        "at": correction.at.isoformat(),
        "state": str(correction.state),
        "decided_by": correction.decided_by,
    }
    return Change(ChangeKind.CORRECTION, correction.id, body)


def leave_change(class_id: str, leave: Any) -> Change:
    """请假; `leave` is an `attendance.book.KeptLeave` or such a row."""
    body = {
        "session_id": leave.session_id,
        "class_id": class_id,
        "voucher_no": leave.voucher_no,
        "kind": str(leave.kind),
        "reason": leave.reason,
        "operator": leave.operator,
        "at": leave.at.isoformat(),
        "withdrawn_by": leave.withdrawn_by,
    }
    return Change(ChangeKind.LEAVE, leave.id, body)


def result_change(row: Any) -> Change:
    """考核鉴定; `row` of `assessments`."""
    body = {
        "class_id": row.class_id,
        "voucher_no": row.voucher_no,
        "attempt": row.attempt,
        "theory": row.theory,
        "practical": row.practical,
        "passed": row.passed,
        "certificate_no": row.certificate_no,
        "at": row.at.isoformat(),
    }
    return Change(ChangeKind.RESULT, f"{row.class_id}/{row.voucher_no}/{row.attempt}", body)


def expected_change(kept: Any) -> Change:
    """Somebody announced for a class; `kept` is a `teaching.expected_book.KeptPerson`."""
    person = kept.person
    body = {
        "class_id": kept.class_id,
        "name": person.name,
        "document_kind": str(person.document_kind),
        "id_number": person.number,
        "phone": person.phone,
        "employer": person.employer,
        "remark": person.remark,
        "voucher_no": kept.voucher_no,
        "state": str(kept.state),
    }
    return Change(ChangeKind.EXPECTED, kept.id, body)


def expected_gone(fact_id: str) -> Change:
    """The announcement has outlived its retention."""
    return Change(ChangeKind.EXPECTED, fact_id, None)


def conflict_change(fact_id: str, body: dict[str, Any]) -> Change:
    """一券两用, or what else people settle; `body` as `conflicts.tell_conflicts` puts it together."""
    return Change(ChangeKind.CONFLICT, fact_id, body)


def conflict_gone(fact_id: str) -> Change:
    """It does not concern the site any more."""
    return Change(ChangeKind.CONFLICT, fact_id, None)


def _account(session: Session, voucher_no: int, account: Account) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "class_id": session.class_id,
        "voucher_no": voucher_no,
        "left_at": account.left_at and account.left_at.isoformat(),
        "mark": account.mark.value,
        "hours": account.hours,
        "corrected": account.corrected,
        "flags": sorted(account.flags),
    }


def document_change(name: str, version: int, data: bytes) -> Change:
    """A signed list."""
    return Change(ChangeKind.DOCUMENT, name, {"name": name, "version": version, "data": to_base64(data)})


def roster_key(class_id: str, voucher_no: int) -> str:
    """Names one line of a roster."""
    return f"{class_id}/{voucher_no}"


def attendance_key(session_id: str, voucher_no: int) -> str:
    """Names one holder's attendance at one session."""
    return f"{session_id}/{voucher_no}"
