"""补签: what somebody's mark at a session should be. It stays visible as a correction in every print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, facts, scans
from sync.domain.attendance import CORRECTABLE, Mark, needs_second_person
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.domain.trusted_time import Grade
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import AttendanceCorrected


@dataclass(frozen=True, slots=True)
class Corrected:
    """`fact_id` names the correction from now on. `needs_approval`: it waits for another class manager."""

    fact_id: FactId
    at: datetime
    needs_approval: bool


def correct_attendance(
    desk: Desk, voucher_no: VoucherNo, *, session_id: SessionId, mark: Mark, reason: str, operator: StaffId
) -> Corrected:
    """Write the correction. One transaction; durable when this returns. The centre has the last word.

    Raises UnknownThing (session, operator, a voucher of nobody at the session), InvalidInput (reason, a mark that is
    not corrected into, a session still to come) or the StoreError tree; nothing is recorded then.
    """
    words = stated(reason)
    if mark not in CORRECTABLE:
        raise InvalidInput("leave is taken, not corrected into")
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        author = authorship(tx, desk, operator, moment, lists)
        session = classes.find_session(tx, session_id)
        if session is None:
            raise UnknownThing("session")
        if session.class_id not in enrolled_in(tx, voucher_no) and not scans.is_present(tx, session_id, voucher_no):
            raise UnknownThing("trainee")
        doubtful = moment.grade is Grade.DOUBTFUL
        if not doubtful and moment.best < session.starts:
            raise InvalidInput("the session has not begun")
        corrected = AttendanceCorrected(session_id, session.class_id, voucher_no, mark.value, words)
        fact = facts.append(tx, author, corrected)
    waits = doubtful or needs_second_person(session, moment.best, lists.policy)
    return Corrected(fact.header.id, moment.best, waits)
