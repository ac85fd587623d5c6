"""A class's attendance with its sums: who is on the roster, and guests of whom something is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from sync.central.attendance.book import Book
from sync.central.attendance.load_book import account_of, correction_of, leave_of, punch_of, session_of
from sync.central.store.tables import (
    attendance_accounts,
    corrections,
    leaves,
    punches,
    roster_entries,
    sessions,
    trainees,
    vouchers,
)
from sync.domain.attendance import Account, Evidence, Summary, summarise
from sync.domain.classes import Session
from sync.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Attender:
    """One voucher's attendance; `accounts` and `evidence` by session. A guest has no place on the roster."""

    voucher_no: int
    trainee: str
    name: str
    enrolled: bool
    accounts: Mapping[str, Account]
    evidence: Mapping[str, Evidence]
    summary: Summary


@dataclass(frozen=True, slots=True)
class ClassAttendance:
    """`sessions` in order of time, without cancelled ones."""

    sessions: Sequence[Session]
    attenders: Sequence[Attender]


def class_attendance(
    connection: Connection, class_id: str, required_hours: int, policy: Policy, now: datetime
) -> ClassAttendance:
    """What is kept; nothing is judged anew."""
    book = Book(policy, lambda _session, _voucher_no, _hours: None)
    held = _load(connection, book, class_id)
    enrolled = set(
        connection.scalars(select(roster_entries.c.voucher_no).where(roster_entries.c.class_id == class_id))
    )
    numbers = enrolled | {place[1] for place in (*book.evidence, *book.accounts)}
    who = select(vouchers.c.no, vouchers.c.trainee, trainees.c.name).join(
        trainees, trainees.c.id == vouchers.c.trainee
    )
    rows = connection.execute(who.where(vouchers.c.no.in_(numbers)).order_by(vouchers.c.no))
    return ClassAttendance(
        held, [_attender(row, row.no in enrolled, book, held, (required_hours, now)) for row in rows]
    )


def _load(connection: Connection, book: Book, class_id: str) -> list[Session]:
    """By sub-query: a class may have many sessions."""
    of_class = sessions.c.class_id == class_id
    for row in connection.execute(select(sessions).where(of_class).order_by(sessions.c.starts, sessions.c.id)):
        book.sessions[row.id] = session_of(row)
        if row.cancelled:
            book.cancelled.add(row.id)
    theirs = select(sessions.c.id).where(of_class)
    for table, read in ((punches, punch_of), (leaves, leave_of), (corrections, correction_of)):
        rows = connection.execute(select(table).where(table.c.session_id.in_(theirs)).order_by(table.c.at))
        for row in rows:
            book.know(read(row))
    for row in connection.execute(select(attendance_accounts).where(attendance_accounts.c.session_id.in_(theirs))):
        book.accounts[row.session_id, row.voucher_no] = account_of(row)
    return [session for session in book.sessions.values() if session.id not in book.cancelled]


def _attender(
    row: Any, enrolled: bool, book: Book, held: Sequence[Session], asked: tuple[int, datetime]
) -> Attender:
    ids = [session.id for session in held]
    accounts: dict[str, Account] = {id_: book.accounts[id_, row.no] for id_ in ids if (id_, row.no) in book.accounts}
    evidence: dict[str, Evidence] = {id_: book.evidence[id_, row.no] for id_ in ids if (id_, row.no) in book.evidence}
    return Attender(row.no, row.trainee, row.name, enrolled, accounts, evidence, summarise(held, accounts, *asked))
