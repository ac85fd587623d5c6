"""请假 and 销假: somebody is excused from a session, or no longer."""

from __future__ import annotations

from collections.abc import Sequence

from sync.desk.operations.authorship import authorship, check_may_amend
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, facts, marks
from sync.desk.store.store import Transaction
from sync.domain.attendance import LeaveKind
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.facts import FactType
from sync.protocol.payloads import LeaveTaken, LeaveWithdrawn

Place = tuple[SessionId, VoucherNo]


def take_leave(
    desk: Desk, voucher_no: VoucherNo, *, session_id: SessionId, kind: LeaveKind, reason: str, operator: StaffId
) -> FactId:
    """Write the leave for one session; as `take_leaves`."""
    return take_leaves(desk, [(session_id, voucher_no)], kind=kind, reason=reason, operator=operator)[0]


def take_leaves(
    desk: Desk, places: Sequence[Place], *, kind: LeaveKind, reason: str, operator: StaffId
) -> tuple[FactId, ...]:
    """Write one leave a place, before its session or after it, all or none; their ids. The centre has the last word.

    Raises UnknownThing (session, operator, a voucher of nobody in the class), InvalidInput (reason, somebody
    for IT) or the StoreError tree; nothing is recorded then.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        check_may_amend(tx, operator)
        return tuple(facts.append(tx, author, _leave(tx, place, kind, words)).header.id for place in places)


def _leave(tx: Transaction, place: Place, kind: LeaveKind, words: str) -> LeaveTaken:
    session_id, voucher_no = place
    session = classes.find_session(tx, session_id)
    if session is None:
        raise UnknownThing("session")
    if session.class_id not in enrolled_in(tx, voucher_no):
        raise UnknownThing("trainee")
    return LeaveTaken(session_id, session.class_id, voucher_no, kind.value, words)


def withdraw_leave(desk: Desk, leave: str, *, operator: StaffId) -> FactId:
    """The leave stands no longer; the fact that says so. `leave`: its id, taken at whatever PC or by request.

    Raises UnknownThing (operator, something else's id), InvalidInput (somebody else's, and not a class manager) or the
    StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        taken_here = facts.find(tx, FactId(leave))
        if taken_here is not None and taken_here.header.type != FactType.LEAVE_TAKEN:
            raise UnknownThing("leave")
        maker = taken_here.header.operator if taken_here is not None else marks.fed_authors(tx, [leave]).get(leave)
        if maker not in (None, operator) and not classes.is_manager(tx, operator):
            raise InvalidInput("this takes a class manager")
        return facts.append(tx, author, LeaveWithdrawn(leave)).header.id
