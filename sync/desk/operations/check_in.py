"""签到: a text was read, or a person was found by hand; answer, record, and only then let the screen speak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import Recognised, enrolled_in, evidence, recognise
from sync.desk.operations.show_agenda import SessionCard
from sync.desk.operations.what_matters import (
    NOTHING,
    Matters,
    expires_soon,
    matters_of_trainee,
    next_session_of_holder,
    opening_of,
    session_of_holder,
)
from sync.desk.store import classes, contact, facts, kept, roster, scans, strangers
from sync.desk.store.facts import Authorship
from sync.desk.store.lists import Lists
from sync.desk.store.scans import ScanKind
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, Session
from sync.domain.identifiers import is_citizen_id
from sync.domain.ids import ClassId, FactId, SessionId, StaffId, VoucherNo
from sync.domain.judgement import judge_by_the_clock, judge_sign_in
from sync.domain.masking import mask_name
from sync.domain.policy import Policy
from sync.domain.trusted_time import Grade, Moment
from sync.domain.verdicts import Reason, Verdict
from sync.errors import UnknownThing
from sync.protocol.joining import Resolution
from sync.protocol.payloads import AttendancePunched, Method, Payload, VoucherSeen
from sync.protocol.voucher_code import is_voucher_code

_BY_DATE = (Reason.EXPIRED, Reason.NOT_YET_VALID)
"""A voucher in use in the session's class does not expire (FAQ item 9)."""
_BY_CLOCK = (Reason.TOO_EARLY, Reason.SIGNED_IN, Reason.SIGNED_IN_LATE, Reason.SESSION_OVER)


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What the clerk sees. `name` is masked; `number` counts who signed in to this session; times in UTC.

    `fact_id` None: a stranger's code, nothing was recorded. `other_session`: where the holder belongs now, if not here.
    `next_session`: when their class meets next, if it does not now. `list_as_of`: the date of the status list this was
    checked against.
    """

    reason: Reason
    at: datetime
    fact_id: FactId | None = None
    voucher_no: VoucherNo | None = None
    name: str | None = None
    number: int | None = None
    hours_done: int | None = None
    hours_required: int | None = None
    other_session: SessionCard | None = None
    next_session: SessionCard | None = None
    list_as_of: datetime | None = None
    matters: Matters = NOTHING


@dataclass(frozen=True, slots=True)
class _Presented:
    """Who was presented how, for which session. `valid_until`: what a code says, None without one."""

    session: Session
    voucher_no: VoucherNo | None
    name: str | None
    code: str | None
    valid_until: date | None = None


def needs_centre(desk: Desk, text: str) -> bool:
    """Whether only the centre can read `text`, so that it is worth asking before the check-in."""
    if is_voucher_code(text):
        return False
    with desk.store.read() as tx:
        return desk.lists.read(tx).policy.may_be_national_code(text)


def may_be_code(desk: Desk, text: str) -> bool:
    """Whether a text that someone pasted is to be taken for a code.

    A citizen's number may look like a national code; it is pasted to find the person, and must not get into the record.
    """
    return is_voucher_code(text) or (not is_citizen_id(text) and needs_centre(desk, text))


def check_in(
    desk: Desk, text: str, *, session_id: SessionId, operator: StaffId, resolution: Resolution | None = None
) -> CheckedIn:
    """Take the text of a presented code for a session. One transaction; durable when this returns.

    Raises UnknownThing (session, operator) or the StoreError tree; nothing is recorded then.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        session = _session(tx, session_id)
        author = authorship(tx, desk, operator, moment, lists)
        seen = recognise(text, lists, moment, resolution)
        if seen.stands_against is Reason.NOT_A_VOUCHER:
            strangers.note(tx, text, moment.best)
            return CheckedIn(Reason.NOT_A_VOUCHER, moment.best)
        claims = seen.claims
        if claims is not None:
            contact.note_proof(tx, claims.signed_at)
        presented = _Presented(
            session,
            claims.voucher_no if claims else None,
            name_of(tx, claims.voucher_no) or claims.name if claims else None,
            evidence(text),
            claims.valid_until if claims else None,
        )
        reason = _judge(tx, seen, session, moment, lists.policy)
        return _record(tx, presented, reason, author, lists)


def check_in_by_hand(desk: Desk, voucher_no: VoucherNo, *, session_id: SessionId, operator: StaffId) -> CheckedIn:
    """Sign in someone the clerk found in the roster, when a code does not read or there is no phone.

    Raises UnknownThing (session, operator, a voucher of nobody at this site) or the StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        session = _session(tx, session_id)
        author = authorship(tx, desk, operator, moment, lists)
        belongs_to = enrolled_in(tx, voucher_no)
        if not belongs_to:
            raise UnknownThing("trainee")
        presented = _Presented(session, voucher_no, name_of(tx, voucher_no), None)
        reason = _judge_by_hand(tx, voucher_no, session, moment, lists)
        return _record(tx, presented, reason, author, lists)


def _judge(tx: Transaction, seen: Recognised, session: Session, moment: Moment, policy: Policy) -> Reason:
    if seen.claims is None and seen.stands_against is not None and seen.stands_against.verdict is Verdict.REFUSED:
        return seen.stands_against
    if _is_cancelled(tx, session.class_id):
        return Reason.CLASS_CANCELLED
    if seen.claims is None:
        clock = _by_the_clock(session, moment, policy)  # whoever it is: an hour too late is too late
        return clock if clock.verdict is Verdict.REFUSED else seen.stands_against or Reason.MALFORMED_CODE
    number = seen.claims.voucher_no
    belongs_to = enrolled_in(tx, number)
    in_use_here = session.class_id in belongs_to
    if seen.stands_against is not None and not (in_use_here and seen.stands_against in _BY_DATE):
        return seen.stands_against
    reason = _unless_doubtful(judge_sign_in(seen.claims, session, belongs_to, moment.best, policy), moment)
    if reason is Reason.NOT_ENROLLED and _is_roster_old(tx, moment, policy):
        return Reason.ALREADY_SIGNED_IN if scans.is_present(tx, session.id, number) else Reason.ROSTER_OLD
    if reason.verdict is Verdict.REFUSED:
        return reason
    if scans.is_present(tx, session.id, number):
        return Reason.ALREADY_SIGNED_IN
    return seen.doubt or reason


def _judge_by_hand(
    tx: Transaction, voucher_no: VoucherNo, session: Session, moment: Moment, lists: Lists
) -> Reason:
    if lists.status is not None and voucher_no in lists.status:
        return Reason.VOID
    if session.class_id not in enrolled_in(tx, voucher_no):
        return Reason.OTHER_CLASS
    if _is_cancelled(tx, session.class_id):
        return Reason.CLASS_CANCELLED
    reason = _by_the_clock(session, moment, lists.policy)
    if reason.verdict is not Verdict.REFUSED and scans.is_present(tx, session.id, voucher_no):
        return Reason.ALREADY_SIGNED_IN
    return reason


def _is_roster_old(tx: Transaction, moment: Moment, policy: Policy) -> bool:
    """Whether someone whom the roster here does not have may be on it at the centre by now."""
    read_at = kept.get_feed_as_of(tx)
    if read_at is None or moment.grade is Grade.DOUBTFUL:
        return True
    return moment.best - read_at > timedelta(hours=policy.roster_hours)


def _by_the_clock(session: Session, moment: Moment, policy: Policy) -> Reason:
    return _unless_doubtful(judge_by_the_clock(session, moment.best, policy), moment)


def _unless_doubtful(reason: Reason, moment: Moment) -> Reason:
    """Nothing is refused, and nothing is sure, by a clock that cannot be relied upon."""
    return Reason.CLOCK_DOUBTFUL if reason in _BY_CLOCK and moment.grade is Grade.DOUBTFUL else reason


def _record(tx: Transaction, presented: _Presented, reason: Reason, author: Authorship, lists: Lists) -> CheckedIn:
    """Write the fact and its view. A scan that counts as attendance is a punch, any other was only seen."""
    opaque = presented.code if presented.code and not is_voucher_code(presented.code) else None
    code_hash = strangers.keyed_hash(tx, opaque) if opaque else None
    nameless = code_hash is not None and presented.voucher_no is None
    again = nameless and code_hash is not None and scans.has_come_with(tx, presented.session.id, code_hash)
    counts = reason.verdict is not Verdict.REFUSED and reason is not Reason.ALREADY_SIGNED_IN and not again
    fact = facts.append(tx, author, _payload(presented, reason, counts=counts))
    at = author.moment.best
    scans.record(
        tx,
        fact_id=fact.header.id,
        kind=ScanKind.PUNCH if counts else ScanKind.SEEN,
        session_id=presented.session.id,
        class_id=presented.session.class_id,
        voucher_no=presented.voucher_no,
        name=presented.name,
        reason=reason,
        at=at,
        code_hash=code_hash,
    )
    answer = CheckedIn(
        reason,
        at,
        fact.header.id,
        presented.voucher_no,
        mask_name(presented.name) if presented.name else None,
        list_as_of=lists.status.as_of if lists.status else None,
    )
    return _with_card(tx, answer, presented, lists.policy)


def _payload(presented: _Presented, reason: Reason, *, counts: bool) -> Payload:
    session = presented.session
    verdict = reason.verdict.value
    if not counts:
        return VoucherSeen(
            session.id, session.class_id, presented.voucher_no, presented.code, verdict, reason.value
        )
    method = Method.CODE if presented.code else Method.BY_HAND
    return AttendancePunched(
        session.id, session.class_id, presented.voucher_no, presented.code, method.value, verdict, reason.value
    )


def _with_card(tx: Transaction, answer: CheckedIn, presented: _Presented, policy: Policy) -> CheckedIn:
    """Add what matters now about the person: their place in the queue, their hours, or where they belong."""
    voucher_no, session = presented.voucher_no, presented.session
    if answer.reason is Reason.TOO_EARLY:
        return replace(answer, matters=Matters(opens=opening_of(session, policy)))
    if voucher_no is None:
        return answer
    if answer.reason is Reason.OTHER_CLASS:
        now = session_of_holder(tx, voucher_no, answer.at, policy)
        later = None if now else next_session_of_holder(tx, voucher_no, answer.at)
        return replace(answer, other_session=now, next_session=later)
    if answer.reason.verdict is Verdict.REFUSED:
        return answer
    return _with_hours(tx, answer, presented, voucher_no, policy)


def _with_hours(
    tx: Transaction, answer: CheckedIn, presented: _Presented, voucher_no: VoucherNo, policy: Policy
) -> CheckedIn:
    session = presented.session
    known = classes.find_class(tx, session.class_id)
    required = known[0].required_hours if known else 0
    fed = [e for e in roster.entries_of_voucher(tx, voucher_no) if e.class_id == session.class_id]
    done = sum(entry.hours_done for entry in fed[:1]) + scans.hours_not_yet_fed(tx, session.class_id, voucher_no)
    matters = matters_of_trainee(tx, session, voucher_no, (done, required), policy)
    if presented.valid_until is not None and session.class_id not in enrolled_in(tx, voucher_no):
        expires = expires_soon(presented.valid_until, answer.at, policy)
        matters = replace(matters, outlook=None, expires=expires)  # a guest: the class asks no hours of them
    return replace(
        answer,
        number=scans.count_present(tx, session.id),
        hours_done=done,
        hours_required=required or None,
        matters=matters,
    )


def name_of(tx: Transaction, voucher_no: VoucherNo) -> str | None:
    """The roster has the full name; one enrolled here a moment ago has the code's, which may be cut."""
    known = next((entry.name for entry in roster.entries_of_voucher(tx, voucher_no)), None)
    return known or scans.name_enrolled_here(tx, voucher_no)


def _is_cancelled(tx: Transaction, class_id: ClassId) -> bool:
    known = classes.find_class(tx, class_id)
    return known is not None and known[0].state is ClassState.CANCELLED


def _session(tx: Transaction, session_id: SessionId) -> Session:
    session = classes.find_session(tx, session_id)
    if session is None:
        raise UnknownThing("session")
    return session
