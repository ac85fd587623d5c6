"""Fetch what the record knows of some places: one query a table."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from sync.central.attendance.book import Book, KeptCorrection, KeptLeave, KeptPunch
from sync.central.store.among import among
from sync.central.store.tables import attendance_accounts, corrections, leaves, punches, sessions
from sync.domain.attendance import Account, CorrectionState, Flag, LeaveKind, Mark
from sync.domain.classes import Session


def load_sessions(connection: Connection, book: Book, ids: Collection[str]) -> None:
    """The sessions themselves."""
    for row in connection.execute(select(sessions).where(sessions.c.id.in_(ids))):
        book.sessions[row.id] = session_of(row)
        if row.cancelled:
            book.cancelled.add(row.id)


def load_book(connection: Connection, book: Book, session_ids: Collection[str], voucher_nos: Collection[int]) -> None:
    """Everything about each of the vouchers at each of the sessions; the vouchers are locked by the caller."""
    for row in connection.execute(select(punches).where(_there(punches, session_ids, voucher_nos))):
        book.know(punch_of(row))
    for row in connection.execute(select(leaves).where(_there(leaves, session_ids, voucher_nos))):
        book.know(leave_of(row))
    for row in connection.execute(select(corrections).where(_there(corrections, session_ids, voucher_nos))):
        book.know(correction_of(row))
    accounts = select(attendance_accounts).where(_there(attendance_accounts, session_ids, voucher_nos))
    for row in connection.execute(accounts):
        book.accounts[row.session_id, row.voucher_no] = account_of(row)


def session_of(row: Any) -> Session:
    """课次."""
    return Session(row.id, row.class_id, row.starts, row.ends, row.hours)


def punch_of(row: Any) -> KeptPunch:
    """打卡."""
    return KeptPunch(
        row.fact_id,
        row.at,
        row.direction,
        row.doubtful,
        row.outside,
        row.undone,
        session_id=row.session_id,
        voucher_no=row.voucher_no,
        source=row.source,
        device=row.device,
    )


def leave_of(row: Any) -> KeptLeave:
    """请假."""
    return KeptLeave(
        row.id,
        row.at,
        LeaveKind(row.kind),
        row.withdrawn_at is not None,
        session_id=row.session_id,
        voucher_no=row.voucher_no,
        reason=row.reason,
        operator=row.operator,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
    )


def correction_of(row: Any) -> KeptCorrection:
    """补签."""
    return KeptCorrection(
        row.id,
        row.at,
        Mark(row.mark),
        CorrectionState(row.state),
        session_id=row.session_id,
        voucher_no=row.voucher_no,
        reason=row.reason,
        operator=row.operator,
        policy_version=row.policy_version,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
    )


def account_of(row: Any) -> Account:
    """What they came to; which punch counted is not kept."""
    flags = frozenset(map(Flag, row.flags.split()))
    return Account(
        Mark(row.mark), row.hours, row.corrected, flags, came_at=row.came_at, left_at=row.left_at
    )


def _there(table: Table, session_ids: Collection[str], voucher_nos: Collection[int]) -> ColumnElement[bool]:
    return among(table.c.session_id, session_ids) & among(table.c.voucher_no, voucher_nos)
