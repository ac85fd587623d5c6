"""What statistics are made of: sums over the feed's tables, and this desk's own sign-ins that it does not tell yet.

A sign-in undone here a moment ago is still counted until the feed has heard of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, cast, func, or_, select

from sync.desk.store import kept
from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.scans import SPEAKS_FOR_ITSELF, WITH_RECEIPT, ScanKind
from sync.desk.store.tables import attendance, classes, facts, projects, receipts, roster_entries, scans, sessions
from sync.domain.classes import ClassState, Session
from sync.domain.ids import ClassId, SessionId, VoucherNo


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a roster. `hours_done`: the centre's sum; `ratio_percent` None: sign-in only, or not told."""

    class_id: ClassId
    voucher_no: VoucherNo | None
    hours_done: int
    ratio_percent: int | None


@dataclass(frozen=True, slots=True)
class TaughtClass:
    """A class with its project's standard (fen; None: none is known)."""

    id: ClassId
    name: str
    project_name: str
    required_hours: int
    state: ClassState
    standard_fen: int | None


def taught_classes(tx: Connection) -> list[TaughtClass]:
    """All but the cancelled ones, by name."""
    its_project = projects.c.id == cast(classes.c.project, String)
    told = select(classes, projects.c.standard_fen).outerjoin(projects, its_project)
    rows = tx.execute(told.where(classes.c.state != ClassState.CANCELLED.value).order_by(classes.c.name, classes.c.id))
    return [
        TaughtClass(
            ClassId(row.id),
            row.name,
            row.project_name,
            row.required_hours,
            ClassState(row.state),
            row.standard_fen,
        )
        for row in rows
    ]


def every_session(tx: Connection) -> list[Session]:
    """By their start."""
    rows = tx.execute(select(sessions).order_by(sessions.c.starts, sessions.c.id))
    return [
        Session(SessionId(row.id), ClassId(row.class_id), from_micros(row.starts), from_micros(row.ends), row.hours)
        for row in rows
    ]


def members(tx: Connection) -> list[Member]:
    """Everyone on a roster."""
    entries = roster_entries.c
    rows = tx.execute(select(entries.class_id, entries.voucher_no, entries.hours_done, entries.ratio_percent))
    return [Member(ClassId(row[0]), None if row[1] is None else VoucherNo(row[1]), row[2], row[3]) for row in rows]


def credited_hours(tx: Connection) -> dict[SessionId, int]:
    """Class hours credited at each session to those who are on the class's roster, as the feed tells."""
    entries = roster_entries.c
    here = (entries.voucher_no == attendance.c.voucher_no) & (entries.class_id == attendance.c.class_id)
    rows = tx.execute(
        select(attendance.c.session_id, func.sum(attendance.c.hours))
        .join(roster_entries, here)
        .group_by(attendance.c.session_id)
    )
    return {SessionId(row[0]): int(row[1]) for row in rows}


def own_sign_ins(tx: Connection) -> set[tuple[SessionId, VoucherNo]]:
    """Of whom this desk alone knows by now that they came; of those the feed tells nobody is among them."""
    mark = kept.get_feed_mark(tx)
    not_told = or_(
        scans.c.fact_id.in_(select(facts.c.id).where(facts.c.settled_by.is_(None))),
        scans.c.fact_id.in_(select(receipts.c.fact_id).where(receipts.c.number > mark)),
    )
    holder = func.coalesce(scans.c.voucher_no, receipts.c.voucher_no)
    told = select(attendance.c.id).where(
        attendance.c.session_id == scans.c.session_id, attendance.c.voucher_no == holder
    )
    own = WITH_RECEIPT.with_only_columns(scans.c.session_id, holder.label("holder"), maintain_column_froms=True).where(
        scans.c.kind == ScanKind.PUNCH.value,
        scans.c.undone_by.is_(None),
        holder.is_not(None),
        not_told,
        SPEAKS_FOR_ITSELF,
        ~told.correlate(scans, receipts).exists(),
    )
    rows = tx.execute(own.distinct(), {"mark": mark})
    return {(SessionId(row.session_id), VoucherNo(row.holder)) for row in rows}


def signed_in(tx: Connection, of: Iterable[SessionId]) -> set[tuple[SessionId, VoucherNo]]:
    """Who came to these sessions, as the feed tells."""
    told = attendance.c.session_id.in_(list(of))
    rows = tx.execute(select(attendance.c.session_id, attendance.c.voucher_no).where(told))
    return {(SessionId(row.session_id), VoucherNo(row.voucher_no)) for row in rows}


def sessions_under_way(every: Iterable[Session], now: datetime) -> list[Session]:
    """Which have begun and are not over."""
    at = to_micros(now)
    return [one for one in every if to_micros(one.starts) <= at < to_micros(one.ends)]
