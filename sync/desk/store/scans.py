"""The local view: what this desk's own facts mean for the screen, together with what the feed says.

A local scan speaks for itself until its receipt was there before the feed was last read to its end; from then on the
feed does. So a download never waits for an upload, and nothing is counted twice or vanishes in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    union,
    update,
)

from sync.desk.store import kept
from sync.desk.store.attention import SETTLED_BY_PEOPLE
from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import attendance, receipts, scans, sessions
from sync.domain.ids import ClassId, FactId, SessionId, VoucherNo
from sync.domain.verdicts import Reason
from sync.protocol.receipts import Outcome, ReceiptCode


class ScanKind(StrEnum):
    """What a fact did: someone signed in or out, someone was enrolled, or nothing changed."""

    PUNCH = "punch"
    SIGN_OUT = "sign_out"
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
    code_hash: bytes | None = None,
) -> None:
    """Write the view of a fact, in the fact's own transaction. `code_hash`: of an opaque code."""
    tx.execute(
        insert(scans).values(
            fact_id=fact_id,
            kind=kind,
            session_id=session_id,
            class_id=class_id,
            voucher_no=voucher_no,
            code_hash=code_hash,
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
    row = tx.execute(_BY_FACT, {"fact": fact_id}).one_or_none()
    return None if row is None else _scan(row)


def recent(tx: Connection, session_id: SessionId, limit: int) -> list[Scan]:
    """The last scans for a session, enrolments into its class made on the way included, newest first."""
    return [_scan(row) for row in tx.execute(_OF_SESSION, {"session": session_id, "most": limit})]


def enrolments_of_class(tx: Connection, class_id: ClassId) -> list[Scan]:
    """Enrolments made here that the feed does not speak for yet, and those the centre did not grant."""
    return [_scan(row) for row in tx.execute(_ENROLMENTS, {"class": class_id, "mark": kept.get_feed_mark(tx)})]


def own_enrolments(tx: Connection) -> list[Scan]:
    """Enrolments made here, into whatever class, that the feed does not speak for yet."""
    return [_scan(row) for row in tx.execute(_OWN_ENROLMENTS, {"mark": kept.get_feed_mark(tx)})]


def name_enrolled_here(tx: Connection, voucher_no: VoucherNo) -> str | None:
    """What the code of the holder said who was enrolled here, while the feed does not speak for it yet."""
    return tx.execute(_OWN_NAME, {"voucher": voucher_no, "mark": kept.get_feed_mark(tx)}).scalar()


def count_enrolments(tx: Connection, class_id: ClassId) -> int:
    """How many places this desk's own enrolments take that the feed does not speak for yet."""
    asked = enrolments_of_class(tx, class_id)
    return sum(not (scan.outcome and scan.outcome.needs_attention) for scan in asked)


def classes_of_voucher(tx: Connection, voucher_no: VoucherNo) -> frozenset[ClassId]:
    """Classes the holder was enrolled in here that the feed does not speak for yet."""
    rows = tx.execute(_CLASSES_OF_VOUCHER, {"voucher": voucher_no, "mark": kept.get_feed_mark(tx)})
    return frozenset(ClassId(row.class_id) for row in rows)


def is_present(tx: Connection, session_id: SessionId, voucher_no: VoucherNo) -> bool:
    """Whether the holder is signed in to the session, at this desk or anywhere else."""
    asked = {"session": session_id, "voucher": voucher_no, "mark": kept.get_feed_mark(tx)}
    return any(tx.execute(query, asked).first() is not None for query in (_PUNCH_OF_VOUCHER, _FED_OF_VOUCHER))


def own_punch(tx: Connection, session_id: SessionId, voucher_no: VoucherNo) -> FactId | None:
    """The sign-in of the holder made here that stands and can be taken back; None: it came from elsewhere."""
    asked = {"session": session_id, "voucher": voucher_no, "mark": kept.get_feed_mark(tx)}
    row = tx.execute(_PUNCH_OF_VOUCHER, asked).first()
    return None if row is None else FactId(row.fact_id)


def has_come_with(tx: Connection, session_id: SessionId, code_hash: bytes) -> bool:
    """Whether this very opaque code was taken for the session before and stands, whoever speaks for it by now."""
    return tx.execute(_PUNCH_OF_CODE, {"session": session_id, "hash": code_hash}).first() is not None


def enrolments_taken_back(tx: Connection) -> frozenset[tuple[ClassId, VoucherNo]]:
    """Enrolments undone here while the feed still tells of them."""
    rows = tx.execute(_ENROLMENTS_TAKEN_BACK, {"mark": kept.get_feed_mark(tx)})
    return frozenset((ClassId(row.class_id), VoucherNo(row.holder)) for row in rows if row.holder is not None)


def present(tx: Connection, session_id: SessionId) -> list[tuple[object, datetime, Reason | None]]:
    """Who is signed in: voucher number (or fact, while only the centre can tell), earliest time, the desk's reason."""
    people: dict[object, tuple[datetime, Reason | None]] = {}
    for row in tx.execute(_FED_OF_SESSION, {"session": session_id, "mark": kept.get_feed_mark(tx)}):
        people[row.voucher_no] = (from_micros(row.at), None)
    for row in tx.execute(_PUNCHES, {"session": session_id, "mark": kept.get_feed_mark(tx)}):
        scan = _scan(row)
        known = people.get(scan.voucher_no or scan.fact_id)
        if known is None or scan.at < known[0]:
            people[scan.voucher_no or scan.fact_id] = (scan.at, scan.reason)
    return [(who, at, reason) for who, (at, reason) in people.items()]


def count_present(tx: Connection, session_id: SessionId) -> int:
    """How many are signed in."""
    return int(tx.execute(_COUNT_PRESENT, {"session": session_id, "mark": kept.get_feed_mark(tx)}).scalar_one())


def hours_not_yet_fed(tx: Connection, class_id: ClassId, voucher_no: VoucherNo) -> int:
    """Class hours of sessions signed in here that the feed's sum does not hold yet."""
    asked = {"class": class_id, "voucher": voucher_no, "mark": kept.get_feed_mark(tx)}
    return int(tx.execute(_HOURS, asked).scalar_one())


def hours_not_yet_fed_of_class(tx: Connection, class_id: ClassId) -> dict[VoucherNo, int]:
    """The same for everyone of a class who signed in here."""
    rows = tx.execute(_HOURS_OF_CLASS, {"class": class_id, "mark": kept.get_feed_mark(tx)})
    hours: dict[VoucherNo, int] = {}
    for row in rows:
        hours[VoucherNo(row.holder)] = hours.get(VoucherNo(row.holder), 0) + row.hours
    return hours


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


# The statements, built once: building one takes longer than running it. `mark` is the feed's, see the head of the file.

_NOT_GRANTED = [outcome.value for outcome in Outcome if outcome.needs_attention]
_HOLDER = func.coalesce(scans.c.voucher_no, receipts.c.voucher_no)
"""An opaque code's voucher is known once the centre has answered."""
_IS_HOLDER = and_(
    or_(scans.c.voucher_no == bindparam("voucher"), scans.c.voucher_no.is_(None)),
    bindparam("voucher") == _HOLDER,
)
"""Said twice: the first is about one column, so that an index that ends with it serves both halves."""
SPEAKS_FOR_ITSELF = or_(
    receipts.c.number.is_(None),
    receipts.c.outcome == Outcome.HELD.value,
    and_(receipts.c.number > bindparam("mark"), receipts.c.outcome.not_in(_NOT_GRANTED)),
)


def _last_receipt() -> ColumnElement[bool]:
    newer = receipts.alias("newer")
    newest = select(func.max(newer.c.number)).where(newer.c.fact_id == scans.c.fact_id).correlate(scans)
    return and_(receipts.c.fact_id == scans.c.fact_id, receipts.c.number == newest.scalar_subquery())


def _standing(kind: ScanKind, *columns: ColumnElement[Any]) -> Select[Any]:
    """Scans of a kind that nobody took back; the given columns, by default all of a Scan."""
    said: ColumnElement[str] = literal_column(f"'{kind.value}'")  # as the index of the few enrolments says it
    return WITH_RECEIPT.with_only_columns(*(columns or _COLUMNS), maintain_column_froms=True).where(
        scans.c.kind == said, scans.c.undone_by.is_(None)
    )


_COLUMNS: tuple[Any, ...] = (*scans.c, _HOLDER.label("holder"), receipts.c.outcome, receipts.c.code)
WITH_RECEIPT: Select[Any] = select(*_COLUMNS).select_from(scans.outerjoin(receipts, _last_receipt()))
_BY_FACT = WITH_RECEIPT.where(scans.c.fact_id == bindparam("fact"))
_OF_SESSION = (
    WITH_RECEIPT.where(scans.c.session_id == bindparam("session"))
    .order_by(scans.c.at.desc(), scans.c.fact_id.desc())
    .limit(bindparam("most"))
)
_ENROLMENTS = (
    _standing(ScanKind.ENROLMENT)
    .where(
        scans.c.class_id == bindparam("class"),
        or_(SPEAKS_FOR_ITSELF, and_(receipts.c.outcome.in_(_NOT_GRANTED), ~SETTLED_BY_PEOPLE)),
    )
    .order_by(scans.c.at)
)
_OWN_ENROLMENTS = _standing(ScanKind.ENROLMENT).where(SPEAKS_FOR_ITSELF).order_by(scans.c.at.desc())
_OWN_NAME = _standing(ScanKind.ENROLMENT, scans.c.name).where(_IS_HOLDER, SPEAKS_FOR_ITSELF).limit(1)
_CLASSES_OF_VOUCHER = _standing(ScanKind.ENROLMENT, scans.c.class_id).where(
    _IS_HOLDER, SPEAKS_FOR_ITSELF
)
_PUNCHES = _standing(ScanKind.PUNCH).where(scans.c.session_id == bindparam("session"), SPEAKS_FOR_ITSELF)
_PUNCH_OF_VOUCHER = _PUNCHES.where(_IS_HOLDER).limit(1)
_PUNCH_OF_CODE = (
    _standing(ScanKind.PUNCH)
    .where(scans.c.session_id == bindparam("session"), scans.c.code_hash == bindparam("hash"))
    .where(or_(receipts.c.outcome.is_(None), receipts.c.outcome.not_in(_NOT_GRANTED)))
    .limit(1)
)


def _taken_back(kind: ScanKind, *columns: ColumnElement[Any]) -> Select[Any]:
    """Scans of a kind undone here by a fact that the feed does not speak for yet."""
    answer = receipts.alias("answer")
    fed = select(answer.c.number).where(answer.c.fact_id == scans.c.undone_by, answer.c.number <= bindparam("mark"))
    return WITH_RECEIPT.with_only_columns(*columns, maintain_column_froms=True).where(
        scans.c.kind == kind.value, scans.c.undone_by.is_not(None), ~fed.correlate(scans).exists()
    )


_ENROLMENTS_TAKEN_BACK = _taken_back(ScanKind.ENROLMENT, scans.c.class_id, _HOLDER.label("holder"))
_again, _again_answer = scans.alias("again"), receipts.alias("again_answer")
_CAME_AGAIN = (
    select(_again.c.fact_id)
    .outerjoin(_again_answer, _again_answer.c.fact_id == _again.c.fact_id)
    .where(
        _again.c.session_id == bindparam("session"),
        _again.c.kind == ScanKind.PUNCH.value,
        _again.c.undone_by.is_(None),
        func.coalesce(_again.c.voucher_no, _again_answer.c.voucher_no) == _HOLDER,
        or_(_again_answer.c.outcome.is_(None), _again_answer.c.outcome.not_in(_NOT_GRANTED)),
    )
    .correlate(scans, receipts)
    .exists()
)
_FED = select(attendance).where(
    attendance.c.session_id == bindparam("session"),
    # The feed still tells of a sign-in that was undone here a moment ago, and there was no other.
    attendance.c.voucher_no.not_in(
        _taken_back(ScanKind.PUNCH, _HOLDER).where(
            scans.c.session_id == bindparam("session"), _HOLDER.is_not(None), ~_CAME_AGAIN
        )
    ),
)
_FED_OF_SESSION = _FED.with_only_columns(attendance.c.voucher_no, func.min(attendance.c.at).label("at")).group_by(
    attendance.c.voucher_no
)
_FED_OF_VOUCHER = _FED.where(attendance.c.voucher_no == bindparam("voucher")).limit(1)
PUNCHES_OF_CLASS = WITH_RECEIPT.where(
    scans.c.kind.in_((ScanKind.PUNCH.value, ScanKind.SIGN_OUT.value)),
    scans.c.class_id == bindparam("class"),
    scans.c.undone_by.is_(None),
    SPEAKS_FOR_ITSELF,
)
TAKEN_BACK_OF_CLASS = _taken_back(ScanKind.PUNCH, scans.c.session_id, _HOLDER.label("holder")).where(
    scans.c.class_id == bindparam("class")
)
STANDING_OF_CLASS = _standing(ScanKind.PUNCH, scans.c.session_id, _HOLDER.label("holder")).where(
    scans.c.class_id == bindparam("class"),
    or_(receipts.c.outcome.is_(None), receipts.c.outcome.not_in(_NOT_GRANTED)),
)
_COUNT_PRESENT = select(func.count()).select_from(
    union(
        _PUNCHES.with_only_columns(func.coalesce(_HOLDER, scans.c.fact_id), maintain_column_froms=True),
        _FED.with_only_columns(attendance.c.voucher_no),
    ).subquery()
)
_HOURS = select(func.coalesce(func.sum(sessions.c.hours), 0)).where(
    sessions.c.id.in_(
        _standing(ScanKind.PUNCH, scans.c.session_id).where(
            scans.c.class_id == bindparam("class"), _IS_HOLDER, SPEAKS_FOR_ITSELF
        )
    )
)
_SIGNED_IN = (
    _standing(ScanKind.PUNCH, scans.c.session_id, _HOLDER.label("holder"))
    .where(scans.c.class_id == bindparam("class"), _HOLDER.is_not(None), SPEAKS_FOR_ITSELF)
    .distinct()
    .subquery()
)
_HOURS_OF_CLASS = select(_SIGNED_IN.c.holder, sessions.c.hours).join(
    sessions, sessions.c.id == _SIGNED_IN.c.session_id
)
