"""What is known of a class's marks: the feed's accounts, corrections and leaves, and this desk's own acts.

Of our own only what the feed does not speak for yet (as in `scans`): until the receipt was there before the feed was
last read to its end.

Our own acts that the centre did not grant are left out: they need attention, and change no mark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, or_, select

from sync.desk.store import kept
from sync.desk.store.instants import from_micros
from sync.desk.store.scans import PUNCHES_OF_CLASS, STANDING_OF_CLASS, TAKEN_BACK_OF_CLASS, ScanKind
from sync.desk.store.tables import absences, attendance, corrections, facts, leaves, receipts
from sync.domain.attendance import CorrectionState, LeaveKind, Mark
from sync.domain.ids import ClassId, SessionId, StaffId, VoucherNo
from sync.domain.verdicts import Reason
from sync.protocol.facts import Fact, FactType, read_fact
from sync.protocol.receipts import Outcome

Place = tuple[SessionId, VoucherNo]


class FedMark(NamedTuple):
    """The centre's account of one person at one session; `at` None: they were not there. Not frozen dataclasses: a
    class of 200 people and 120 sessions has 24,000 of them."""

    place: Place
    mark: Mark
    hours: int
    corrected: bool
    flags: str
    at: datetime | None
    left_at: datetime | None
    source: str | None
    device: str | None


class OwnPunch(NamedTuple):
    """A sign-in or sign-out of this desk that the feed does not speak for yet; `name` unmasked."""

    fact_id: str
    place: Place
    at: datetime
    leaves: bool
    doubtful: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """补签 as the feed tells it."""

    id: str
    place: Place
    mark: Mark
    reason: str
    operator: StaffId
    at: datetime
    state: CorrectionState
    decided_by: StaffId | None


@dataclass(frozen=True, slots=True)
class KeptLeave:
    """请假 as the feed tells it."""

    id: str
    place: Place
    kind: LeaveKind
    reason: str
    operator: StaffId
    at: datetime
    withdrawn: bool


def fed_marks(tx: Connection, class_id: ClassId) -> list[FedMark]:
    """Of everyone who was there, and of who is known not to have been."""
    there = tx.execute(_THERE, {"class": class_id})
    away = tx.execute(_AWAY, {"class": class_id})
    return [*map(_there, there), *map(_away, away)]


def taken_back(tx: Connection, class_id: ClassId) -> frozenset[Place]:
    """Where the feed still tells of a sign-in that was undone here, and nobody came again."""
    asked = {"class": class_id, "mark": kept.get_feed_mark(tx)}
    undone = {(row.session_id, row.holder) for row in tx.execute(TAKEN_BACK_OF_CLASS, asked)}
    if undone:
        undone -= {(row.session_id, row.holder) for row in tx.execute(STANDING_OF_CLASS, asked)}
    return frozenset(undone)


def own_punches(tx: Connection, class_id: ClassId) -> list[OwnPunch]:
    """Sign-ins and sign-outs that stand, of people known by their number."""
    rows = tx.execute(PUNCHES_OF_CLASS, {"class": class_id, "mark": kept.get_feed_mark(tx)})
    return [
        OwnPunch(
            row.fact_id,
            (SessionId(row.session_id), VoucherNo(row.holder)),
            from_micros(row.at),
            row.kind == ScanKind.SIGN_OUT.value,
            row.reason == Reason.CLOCK_DOUBTFUL.value,
            row.name,
        )
        for row in rows
        if row.holder is not None
    ]


def fed_corrections(tx: Connection, class_id: ClassId) -> list[KeptCorrection]:
    """Whatever became of them."""
    rows = tx.execute(select(corrections).where(corrections.c.class_id == class_id))
    return [
        KeptCorrection(
            row.id,
            _place(row),
            Mark(row.mark),
            row.reason,
            StaffId(row.operator),
            from_micros(row.at),
            CorrectionState(row.state),
            StaffId(row.decided_by) if row.decided_by else None,
        )
        for row in rows
    ]


def fed_authors(tx: Connection, ids: Collection[str]) -> dict[str, StaffId]:
    """Who made these corrections and leaves, as far as the feed tells."""
    found = (
        tx.execute(select(table.c.id, table.c.operator).where(table.c.id.in_(ids))) for table in (corrections, leaves)
    )
    return {row.id: StaffId(row.operator) for rows in found for row in rows}


def fed_leaves(tx: Connection, class_id: ClassId) -> list[KeptLeave]:
    """Withdrawn ones too."""
    rows = tx.execute(select(leaves).where(leaves.c.class_id == class_id))
    return [
        KeptLeave(
            row.id,
            _place(row),
            LeaveKind(row.kind),
            row.reason,
            StaffId(row.operator),
            from_micros(row.at),
            row.withdrawn_by is not None,
        )
        for row in rows
    ]


def own_amendments(tx: Connection) -> list[Fact]:
    """Corrections, decisions about them, leaves and their ends made here, in the order of the chain."""
    rows = tx.execute(_OWN_AMENDMENTS, {"mark": kept.get_feed_mark(tx)})
    return list(_whole(read_fact(row.header, row.payload) for row in rows))


def _whole(found: Iterator[Fact]) -> Iterator[Fact]:
    """Not those whose contents were erased when their time was over."""
    return (fact for fact in found if fact.payload_bytes is not None)


def _there(row: Any) -> FedMark:
    known = _place(row), Mark(row.mark), row.hours, row.corrected, row.flags
    return FedMark(*known, from_micros(row.at), _left(row), row.source, row.device)


def _away(row: Any) -> FedMark:
    return FedMark(_place(row), Mark(row.mark), row.hours, row.corrected, row.flags, None, _left(row), None, None)


def _place(row: Any) -> Place:
    return row.session_id, row.voucher_no


def _left(row: Any) -> datetime | None:
    return None if row.left_at is None else from_micros(row.left_at)


_THERE = select(attendance).where(attendance.c.class_id == bindparam("class"))
_AWAY = select(absences).where(absences.c.class_id == bindparam("class"))
_AMENDING = tuple(
    one.value
    for one in (
        FactType.ATTENDANCE_CORRECTED,
        FactType.CORRECTION_DECIDED,
        FactType.LEAVE_TAKEN,
        FactType.LEAVE_WITHDRAWN,
    )
)
_NOT_GRANTED = [outcome.value for outcome in Outcome if outcome.needs_attention]
_GRANTED_SINCE = select(receipts.c.fact_id).where(
    receipts.c.number > bindparam("mark"), receipts.c.outcome.not_in(_NOT_GRANTED)
)
_OWN_AMENDMENTS = (
    select(facts.c.header, facts.c.payload)
    .where(facts.c.type.in_(_AMENDING), or_(facts.c.settled_by.is_(None), facts.c.id.in_(_GRANTED_SINCE)))
    .order_by(facts.c.epoch, facts.c.seq)
)
