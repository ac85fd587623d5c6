"""The local view: what this desk's own facts mean for the screen, together with what the feed says.

A local scan speaks for itself until its receipt was there before the feed was last read to its end; from then on the
feed does. So a download never waits for an upload, and nothing is counted twice or vanishes in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from sync.desk.store import kept
from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import attendance, receipts, scans, sessions
from sync.domain.ids import ClassId, FactId, SessionId, VoucherNo
from sync.domain.verdicts import Reason
from sync.protocol.receipts import Outcome, ReceiptCode


class ScanKind(StrEnum):
    """What a fact did: someone signed in, someone was enrolled, or nothing changed."""

    PUNCH = "punch"
    ENROLMENT = "enrolment"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of this desk. `outcome` is the centre's, None while it has not answered."""

    fact_id: FactId
    kind: ScanKind
    session_id: SessionId | None
    class_id: ClassId | None
    voucher_no: VoucherNo | None
    name: str | None
    reason: Reason
    at: datetime
    undone: bool
    outcome: Outcome | None
    code: ReceiptCode | None


def record(  # noqa: PLR0913  one argument a column
    tx: Connection,
    *,
    fact_id: FactId,
    kind: ScanKind,
    session_id: SessionId | None,
    class_id: ClassId | None,
    voucher_no: VoucherNo | None,
    name: str | None,
    reason: Reason,
    at: datetime,
) -> None:
    """Write the view of a fact, in the fact's own transaction."""
    tx.execute(
        insert(scans).values(
            fact_id=fact_id,
            kind=kind,
            session_id=session_id,
            class_id=class_id,
            voucher_no=voucher_no,
            name=name,
            reason=reason,
            at=to_micros(at),
        )
    )


def undo(tx: Connection, fact_id: FactId, by: FactId) -> None:
    """Mark a scan as undone by another fact."""
    tx.execute(update(scans).where(scans.c.fact_id == fact_id).values(undone_by=by))


def find(tx: Connection, fact_id: FactId) -> Scan | None:
    """One scan by its fact."""
    row = tx.execute(_with_receipt().where(scans.c.fact_id == fact_id)).one_or_none()
    return None if row is None else _scan(row)


def recent(tx: Connection, session_id: SessionId, limit: int) -> list[Scan]:
    """The last scans for a session, enrolments into its class made on the way included, newest first."""
    rows = tx.execute(
        _with_receipt()
        .where(scans.c.session_id == session_id)
        .order_by(scans.c.at.desc(), scans.c.fact_id.desc())
        .limit(limit)
    )
    return [_scan(row) for row in rows]


def enrolments_of_class(tx: Connection, class_id: ClassId) -> list[Scan]:
    """Enrolments made here that the feed does not speak for yet, and those the centre did not grant."""
    rows = tx.execute(
        _with_receipt()
        .where(
            scans.c.class_id == class_id,
            scans.c.kind == ScanKind.ENROLMENT.value,
            scans.c.undone_by.is_(None),
            or_(_speaks_for_itself(tx), receipts.c.outcome.in_(_NOT_GRANTED)),
        )
        .order_by(scans.c.at)
    )
    return [_scan(row) for row in rows]


def count_enrolments(tx: Connection, class_id: ClassId) -> int:
    """How many places this desk's own enrolments take that the feed does not speak for yet."""
    asked = enrolments_of_class(tx, class_id)
    return sum(not (scan.outcome and scan.outcome.needs_attention) for scan in asked)


def classes_of_voucher(tx: Connection, voucher_no: VoucherNo) -> frozenset[ClassId]:
    """Classes the holder was enrolled in here that the feed does not speak for yet."""
    rows = tx.execute(
        _with_receipt().where(
            _voucher() == voucher_no,
            scans.c.kind == ScanKind.ENROLMENT.value,
            scans.c.undone_by.is_(None),
            _speaks_for_itself(tx),
        )
    )
    return frozenset(ClassId(row.class_id) for row in rows)


def is_present(tx: Connection, session_id: SessionId, voucher_no: VoucherNo) -> bool:
    """Whether the holder is signed in to the session, at this desk or anywhere else."""
    here = _punches(tx, session_id).where(_voucher() == voucher_no).limit(1)
    if tx.execute(here).first() is not None:
        return True
    there = select(attendance.c.id).where(
        attendance.c.session_id == session_id, attendance.c.voucher_no == voucher_no
    )
    return tx.execute(there.limit(1)).first() is not None


def present(tx: Connection, session_id: SessionId) -> list[tuple[object, datetime, Reason | None]]:
    """Who is signed in: voucher number (or fact, while only the centre can tell), earliest time, the desk's reason."""
    people: dict[object, tuple[datetime, Reason | None]] = {}
    fed = tx.execute(
        select(attendance.c.voucher_no, func.min(attendance.c.at).label("at"))
        .where(attendance.c.session_id == session_id)
        .group_by(attendance.c.voucher_no)
    )
    for row in fed:
        people[row.voucher_no] = (from_micros(row.at), None)
    for row in tx.execute(_punches(tx, session_id)):
        scan = _scan(row)
        known = people.get(scan.voucher_no or scan.fact_id)
        if known is None or scan.at < known[0]:
            people[scan.voucher_no or scan.fact_id] = (scan.at, scan.reason)
    return [(who, at, reason) for who, (at, reason) in people.items()]


def hours_not_yet_fed(tx: Connection, class_id: ClassId, voucher_no: VoucherNo) -> int:
    """Class hours of sessions signed in here that the feed's sum does not hold yet."""
    mine = (
        select(sessions.c.id, sessions.c.hours)
        .join(scans, scans.c.session_id == sessions.c.id)
        .outerjoin(receipts, _last_receipt())
        .where(
            scans.c.class_id == class_id,
            _voucher() == voucher_no,
            scans.c.kind == ScanKind.PUNCH.value,
            scans.c.undone_by.is_(None),
            _speaks_for_itself(tx),
        )
        .distinct()
        .subquery()
    )
    return int(tx.execute(select(func.coalesce(func.sum(mine.c.hours), 0))).scalar_one())


_NOT_GRANTED = [outcome.value for outcome in Outcome if outcome.needs_attention]


def _punches(tx: Connection, session_id: SessionId) -> Any:
    return _with_receipt().where(
        scans.c.session_id == session_id,
        scans.c.kind == ScanKind.PUNCH.value,
        scans.c.undone_by.is_(None),
        _speaks_for_itself(tx),
    )


def _speaks_for_itself(tx: Connection) -> ColumnElement[bool]:
    mark = kept.get_feed_mark(tx)
    return or_(
        receipts.c.number.is_(None),
        receipts.c.outcome == Outcome.HELD.value,
        and_(receipts.c.number > mark, receipts.c.outcome.not_in(_NOT_GRANTED)),
    )


def _last_receipt() -> ColumnElement[bool]:
    newer = receipts.alias("newer")
    newest = select(func.max(newer.c.number)).where(newer.c.fact_id == scans.c.fact_id).correlate(scans)
    return and_(receipts.c.fact_id == scans.c.fact_id, receipts.c.number == newest.scalar_subquery())


def _voucher() -> ColumnElement[Any]:
    """An opaque code's voucher is known once the centre has answered."""
    return func.coalesce(scans.c.voucher_no, receipts.c.voucher_no)


def _with_receipt() -> Any:
    columns = (scans, _voucher().label("holder"), receipts.c.outcome, receipts.c.code)
    return select(*columns).select_from(scans.outerjoin(receipts, _last_receipt()))


def _scan(row: Any) -> Scan:
    return Scan(
        FactId(row.fact_id),
        ScanKind(row.kind),
        SessionId(row.session_id) if row.session_id else None,
        ClassId(row.class_id) if row.class_id else None,
        VoucherNo(row.holder) if row.holder is not None else None,
        row.name,
        Reason(row.reason),
        from_micros(row.at),
        row.undone_by is not None,
        Outcome(row.outcome) if row.outcome else None,
        ReceiptCode(row.code) if row.code else None,
    )
