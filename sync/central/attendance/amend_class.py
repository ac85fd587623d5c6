"""Corrections and leave by a class manager's own request, for a class of their institution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from sync.central.acting.act import Act
from sync.central.acting.whose import own_class
from sync.central.attendance.amendment import Amendment
from sync.central.attendance.book import Book, KeptCorrection, KeptLeave, Place
from sync.central.attendance.correct import OPEN_STATES, decide_correction, propose_correction
from sync.central.attendance.load_book import correction_of, leave_of
from sync.central.attendance.open_places import open_places
from sync.central.attendance.take_leave import take_leave, withdraw_leave
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import corrections, leaves, roster_entries, sessions, vouchers
from sync.domain.attendance import Decision, LeaveKind, Mark
from sync.domain.ids import SessionId, SiteId
from sync.domain.staff import StaffRole
from sync.domain.vouchers import VoucherState
from sync.protocol.receipts import ReceiptCode

_Made = TypeVar("_Made", KeptCorrection, KeptLeave)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for under an `id` of the client's choice: a `mark`, or a kind of `leave`."""

    id: str
    session: SessionId
    voucher_no: int
    kind: Mark | LeaveKind
    reason: str

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.session, self.voucher_no


def correct(connection: Connection, act: Act, class_id: str, wanted: Wanted) -> KeptCorrection:
    """A correction that stands or waits. The same again gets the same. Raises Problem."""
    site = _lock(connection, act, class_id, wanted.id)
    found = connection.execute(select(corrections).where(corrections.c.id == wanted.id)).one_or_none()
    if found is not None:
        kept = correction_of(found)
        _check_same(wanted, kept, kept.mark, act)
        return kept
    with open_places(connection, site, [wanted.session], [wanted.voucher_no], act.policy) as book:
        _check_place(connection, book, class_id, wanted.place)
        made = propose_correction(book, _amendment(act, wanted.id), wanted.place, Mark(wanted.kind), wanted.reason)
        return _granted(made)


def decide(connection: Connection, act: Act, class_id: str, correction_id: str, decision: Decision) -> KeptCorrection:
    """Approve, decline or withdraw a correction of the class. The same again changes nothing. Raises Problem."""
    site = _lock(connection, act, class_id, correction_id)
    session, voucher = _place_of(connection, class_id, corrections, correction_id)
    with open_places(connection, site, [session], [voucher], act.policy) as book:
        correction = book.corrections[correction_id]
        state = _state_of(connection, voucher)
        _refuse_if(decide_correction(book, _amendment(act, correction_id), correction, decision, state))
    return correction


def excuse(connection: Connection, act: Act, class_id: str, wanted: Wanted) -> KeptLeave:
    """A leave. The same again gets the same. Raises Problem."""
    site = _lock(connection, act, class_id, wanted.id)
    found = connection.execute(select(leaves).where(leaves.c.id == wanted.id)).one_or_none()
    if found is not None:
        kept = leave_of(found)
        _check_same(wanted, kept, kept.kind, act)
        return kept
    with open_places(connection, site, [wanted.session], [wanted.voucher_no], act.policy) as book:
        _check_place(connection, book, class_id, wanted.place)
        made = take_leave(book, _amendment(act, wanted.id), wanted.place, LeaveKind(wanted.kind), wanted.reason)
        return _granted(made)


def end_leave(connection: Connection, act: Act, class_id: str, leave_id: str) -> KeptLeave:
    """It stands no longer. The same again changes nothing. Raises Problem."""
    site = _lock(connection, act, class_id, leave_id)
    session, voucher = _place_of(connection, class_id, leaves, leave_id)
    with open_places(connection, site, [session], [voucher], act.policy) as book:
        leave = book.leaves[leave_id]
        _refuse_if(withdraw_leave(book, _amendment(act, leave_id), leave))
    return leave


def _lock(connection: Connection, act: Act, class_id: str, id_: str) -> SiteId:
    """The site of a class of the asker's, and the id, whatever it may stand for."""
    site = SiteId(own_class(connection, act.asker, class_id).site)
    lock_named(connection, f"site:{site}", f"amendment:{id_}")
    return site


def _amendment(act: Act, id_: str) -> Amendment:
    return Amendment(id_, act.asker.id, StaffRole(act.asker.role), act.now)


def _place_of(connection: Connection, class_id: str, table: Any, id_: str) -> Place:
    """Of a correction or leave of the class; of another's it is like one that does not exist."""
    of_class = (table.c.id == id_) & (sessions.c.id == table.c.session_id) & (sessions.c.class_id == class_id)
    row = connection.execute(select(table.c.session_id, table.c.voucher_no).where(of_class)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.NOT_FOUND)
    return row.session_id, row.voucher_no


def _check_place(connection: Connection, book: Book, class_id: str, place: Place) -> None:
    """Whoever is on the roster, or was seen at the session, can be corrected there until the check before payment."""
    session = book.sessions.get(place[0])
    if session is None or session.class_id != class_id:
        raise Problem(ProblemKind.NOT_FOUND)
    if session.id in book.cancelled:
        raise Problem(ProblemKind.SESSION_CLOSED, "cancelled")
    entry = select(roster_entries.c.class_id).where(roster_entries.c.voucher_no == place[1])
    if connection.scalar(entry) != class_id and not book.evidence[place].punches:
        raise Problem(ProblemKind.NOT_ENROLLED)
    if _state_of(connection, place[1]) not in OPEN_STATES:
        raise Problem(ProblemKind.VOUCHER_NOT_USABLE)


def _state_of(connection: Connection, number: int) -> VoucherState | None:
    state = connection.scalar(select(vouchers.c.state).where(vouchers.c.no == number))
    return state and VoucherState(state)


def _check_same(wanted: Wanted, kept: KeptCorrection | KeptLeave, kind: Mark | LeaveKind, act: Act) -> None:
    asked = (wanted.place, wanted.kind, wanted.reason, act.asker.id)
    if asked != (kept.place, kind, kept.reason, kept.operator):
        raise Problem(ProblemKind.ID_TAKEN)


def _granted(made: _Made | ReceiptCode) -> _Made:
    if isinstance(made, ReceiptCode):
        raise _problem(made)
    return made


def _refuse_if(refusal: ReceiptCode | None) -> None:
    if refusal is not None:
        raise _problem(refusal)


def _problem(refusal: ReceiptCode) -> Problem:
    """The same word in the other list."""
    return Problem(ProblemKind(refusal.value.replace("_", "-")))
