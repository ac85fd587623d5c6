"""What matters now about somebody who stands before the desk, beside the answer itself. Not an act of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.show_agenda import SessionCard, session_card
from sync.desk.store import classes, scans
from sync.desk.store.missed_sign_outs import has_missed_sign_out
from sync.desk.store.store import Transaction
from sync.domain.classes import Session, session_for_clock
from sync.domain.forecast import Outlook, forecast, unplanned_hours
from sync.domain.ids import FactId, VoucherNo
from sync.domain.policy import Policy

_SOON = timedelta(days=14)
"""An expiry further away is nobody's concern at the desk."""


@dataclass(frozen=True, slots=True)
class Matters:
    """Each empty where there is nothing to say.

    `outlook`: whether the class's hours can be reached; `missed_sign_out`: at an earlier session, where the policy asks
    for one; `expires`: the last day of a voucher that no class holds, if it is soon; `opens`: when sign-in opens, for
    whoever is too early; `earlier`: the sign-in made here that can be taken back, for whoever comes again.
    """

    outlook: Outlook | None = None
    missed_sign_out: bool = False
    expires: date | None = None
    opens: datetime | None = None
    earlier: FactId | None = None


NOTHING = Matters()


def matters_of_trainee(
    tx: Transaction, session: Session, voucher_no: VoucherNo, hours: tuple[int, int], policy: Policy
) -> Matters:
    """Of somebody who is or was signed in; `hours` are class hours done, this session's held, and required."""
    return Matters(
        outlook=_outlook(tx, session, *hours, policy),
        missed_sign_out=policy.sign_out_required and has_missed_sign_out(tx, session, voucher_no),
        earlier=scans.own_punch(tx, session.id, voucher_no),
    )


def opening_of(session: Session, policy: Policy) -> datetime:
    """From when on the desk takes sign-ins, UTC."""
    return session.starts - timedelta(minutes=policy.sign_in_opens_minutes)


def expires_soon(valid_until: date, at: datetime, policy: Policy) -> date | None:
    """`valid_until` when it is worth a word."""
    return valid_until if valid_until - policy.day_of(at) <= _SOON else None


def session_of_holder(tx: Transaction, voucher_no: VoucherNo, at: datetime, policy: Policy) -> SessionCard | None:
    """The session, on now, of a class the holder is enrolled in."""
    around = timedelta(days=1)
    theirs = _theirs(tx, voucher_no, at - around, at + around)
    return _card(tx, session_for_clock(theirs, at, policy))


def next_session_of_holder(tx: Transaction, voucher_no: VoucherNo, at: datetime) -> SessionCard | None:
    """The next one to start within a month, of a class the holder is enrolled in."""
    theirs = _theirs(tx, voucher_no, at, at + timedelta(days=31))
    return _card(tx, next((session for session in theirs if session.starts > at), None))


def _theirs(tx: Transaction, voucher_no: VoucherNo, start: datetime, end: datetime) -> list[Session]:
    belongs_to = enrolled_in(tx, voucher_no)
    return [session for session in classes.sessions_between(tx, start, end) if session.class_id in belongs_to]


def _card(tx: Transaction, session: Session | None) -> SessionCard | None:
    known = session and classes.find_class(tx, session.class_id)
    return session_card(session, known[0].name) if session and known else None


def _outlook(tx: Transaction, session: Session, done: int, required: int, policy: Policy) -> Outlook | None:
    """Of the sessions after this one; a class that asks for no hours has none to miss."""
    if not required:
        return None
    all_of_them = classes.sessions_of(tx, session.class_id)
    to_come = [each.hours for each in all_of_them if each.starts >= session.ends]
    return forecast(done, to_come, required, policy, unplanned_hours(all_of_them, required)).outlook
