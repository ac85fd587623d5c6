"""请假 and 销假: somebody is excused from a session, or no longer."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, facts
from sync.domain.attendance import LeaveKind
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.errors import UnknownThing
from sync.protocol.facts import FactType
from sync.protocol.payloads import LeaveTaken, LeaveWithdrawn


def take_leave(
    desk: Desk, voucher_no: VoucherNo, *, session_id: SessionId, kind: LeaveKind, reason: str, operator: StaffId
) -> FactId:
    """Write the leave, before the session or after it; its id. The centre has the last word.

    Raises UnknownThing (session, operator, a voucher of nobody in the class), InvalidInput (reason) or the StoreError
    tree; nothing is recorded then.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        session = classes.find_session(tx, session_id)
        if session is None:
            raise UnknownThing("session")
        if session.class_id not in enrolled_in(tx, voucher_no):
            raise UnknownThing("trainee")
        leave = LeaveTaken(session_id, session.class_id, voucher_no, kind.value, words)
        return facts.append(tx, author, leave).header.id


def withdraw_leave(desk: Desk, leave: str, *, operator: StaffId) -> FactId:
    """The leave stands no longer; the fact that says so. `leave`: its id, taken at whatever PC or by request.

    Raises UnknownThing (operator, something else's id) or the StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        taken_here = facts.find(tx, FactId(leave))
        if taken_here is not None and taken_here.header.type != FactType.LEAVE_TAKEN:
            raise UnknownThing("leave")
        return facts.append(tx, author, LeaveWithdrawn(leave)).header.id
