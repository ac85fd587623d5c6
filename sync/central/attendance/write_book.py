"""Write what became of a book: one statement a table. The feed is told by the caller, together with other news."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from sync.central.attendance.book import Book, KeptCorrection, KeptLeave, KeptPunch, Place
from sync.central.store.bulk import Row, insert_many
from sync.central.store.tables import attendance_accounts, corrections, leaves, micros, punches
from sync.domain.attendance import Account

_PUNCH_COLUMNS = tuple(column.name for column in punches.columns)
_ACCOUNT_COLUMNS = tuple(column.name for column in attendance_accounts.columns)
_UNDO = update(punches).where(punches.c.fact_id == bindparam("target")).values(undone=True)
_CORRECTION_CHANGED = (
    update(corrections)
    .where(corrections.c.id == bindparam("target"))
    .values({name: bindparam(f"new_{name}") for name in ("state", "decided_by", "decided_at", "withdrawn_by")})
    .values(withdrawn_at=bindparam("new_withdrawn_at"))
)
_LEAVE_CHANGED = (
    update(leaves)
    .where(leaves.c.id == bindparam("target"))
    .values(withdrawn_by=bindparam("new_withdrawn_by"), withdrawn_at=bindparam("new_withdrawn_at"))
)
_NO_ACCOUNT = delete(attendance_accounts).where(
    attendance_accounts.c.session_id == bindparam("session"), attendance_accounts.c.voucher_no == bindparam("voucher")
)


def write_book(connection: Connection, book: Book) -> None:
    """Punches, corrections, leaves and accounts."""
    insert_many(connection, punches, _PUNCH_COLUMNS, [_punch_row(punch) for punch in book.new_punches])
    accounts = sorted((place, account) for place, account in book.judged.items() if account is not None)
    rows = [_account_row(place, account, book.policy.version) for place, account in accounts]
    insert_many(connection, attendance_accounts, _ACCOUNT_COLUMNS, rows, replace=True)
    gone = sorted(place for place, account in book.judged.items() if account is None)
    new = {punch.id for punch in book.new_punches}
    steps: tuple[tuple[Any, list[dict[str, object]]], ...] = (
        (_NO_ACCOUNT, [{"session": session, "voucher": voucher} for session, voucher in gone]),
        (_UNDO, [{"target": punch.id} for punch in book.undone_punches if punch.id not in new]),
        (insert(corrections), [_correction_row(one) for one in book.new_corrections.values()]),
        (_CORRECTION_CHANGED, [_correction_change(one) for one in book.changed_corrections.values()]),
        (insert(leaves), [_leave_row(one) for one in book.new_leaves.values()]),
        (_LEAVE_CHANGED, [_leave_change(one) for one in book.changed_leaves.values()]),
    )
    for statement, values in steps:
        if values:
            connection.execute(statement, values)


def _punch_row(punch: KeptPunch) -> Row:
    return (
        punch.id,
        punch.session_id,
        punch.voucher_no,
        micros(punch.at),
        punch.doubtful,
        punch.source,
        punch.device,
        punch.undone,
        str(punch.direction),
        punch.outside,
    )


def _account_row(place: Place, account: Account, policy_version: int) -> Row:
    return (
        *place,
        account.mark.value,
        account.hours,
        account.corrected,
        " ".join(sorted(account.flags)),
        account.came_at and micros(account.came_at),
        account.left_at and micros(account.left_at),
        policy_version,
    )


def _correction_row(one: KeptCorrection) -> dict[str, object]:
    return {
        "id": one.id,
        "session_id": one.session_id,
        "voucher_no": one.voucher_no,
        "mark": one.mark,
        "reason": one.reason,
        "operator": one.operator,
        "at": one.at,
        "state": one.state,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
        "withdrawn_by": one.withdrawn_by,
        "withdrawn_at": one.withdrawn_at,
        "policy_version": one.policy_version,
    }


def _correction_change(one: KeptCorrection) -> dict[str, object]:
    return {
        "target": one.id,
        "new_state": one.state,
        "new_decided_by": one.decided_by,
        "new_decided_at": one.decided_at,
        "new_withdrawn_by": one.withdrawn_by,
        "new_withdrawn_at": one.withdrawn_at,
    }


def _leave_row(one: KeptLeave) -> dict[str, object]:
    return {
        "id": one.id,
        "session_id": one.session_id,
        "voucher_no": one.voucher_no,
        "kind": one.kind,
        "reason": one.reason,
        "operator": one.operator,
        "at": one.at,
        "withdrawn_by": one.withdrawn_by,
        "withdrawn_at": one.withdrawn_at,
    }


def _leave_change(one: KeptLeave) -> dict[str, object]:
    return {"target": one.id, "new_withdrawn_by": one.withdrawn_by, "new_withdrawn_at": one.withdrawn_at}
