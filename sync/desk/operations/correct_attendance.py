"""补签: what somebody's mark at a session should be. It stays visible as a correction in every print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.desk.operations.authorship import authorship, check_may_amend
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, facts, scans
from sync.desk.store.store import Transaction
from sync.domain.attendance import CORRECTABLE, Mark, needs_second_person
from sync.domain.classes import Session
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.domain.trusted_time import Grade, Moment
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import AttendanceCorrected

Place = tuple[SessionId, VoucherNo]


@dataclass(frozen=True, slots=True)
class Corrected:
    """`fact_id` names the correction from now on. `needs_approval`: it waits for another class manager."""

    fact_id: FactId
    at: datetime
    needs_approval: bool


def correct_attendance(
    desk: Desk, voucher_no: VoucherNo, *, session_id: SessionId, mark: Mark, reason: str, operator: StaffId
) -> Corrected:
    """Write the correction of one mark; as `correct_marks`."""
    return correct_marks(desk, [(session_id, voucher_no)], mark=mark, reason=reason, operator=operator)[0]


def correct_marks(
    desk: Desk, places: Sequence[Place], *, mark: Mark, reason: str, operator: StaffId
) -> tuple[Corrected, ...]:
    """Write one correction a place, all or none; durable when this returns. The centre has the last word.

    Raises UnknownThing (session, operator, a voucher of nobody at the session), InvalidInput (reason, a mark that is
    not corrected into, a session still to come, somebody for IT) or the StoreError tree; nothing is recorded then.
    """
    words = stated(reason)
    if mark not in CORRECTABLE:
        raise InvalidInput("leave is taken, not corrected into")
    moment = desk.clock.read()
    made = []
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        author = authorship(tx, desk, operator, moment, lists)
        check_may_amend(tx, operator)
        for session_id, voucher_no in places:
            session = _session(tx, session_id, voucher_no, moment)
            corrected = AttendanceCorrected(session_id, session.class_id, voucher_no, mark.value, words)
            fact = facts.append(tx, author, corrected)
            waits = moment.grade is Grade.DOUBTFUL or needs_second_person(session, moment.best, lists.policy)
            made.append(Corrected(fact.header.id, moment.best, waits))
    return tuple(made)


def _session(tx: Transaction, session_id: SessionId, voucher_no: VoucherNo, moment: Moment) -> Session:
    session = classes.find_session(tx, session_id)
    if session is None:
        raise UnknownThing("session")
    if session.class_id not in enrolled_in(tx, voucher_no) and not scans.is_present(tx, session_id, voucher_no):
        raise UnknownThing("trainee")
    if moment.grade is not Grade.DOUBTFUL and moment.best < session.starts:
        raise InvalidInput("the session has not begun")
    return session
