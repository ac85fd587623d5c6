"""签退: somebody leaves a session; by their code, or found by hand. The centre makes one account of both ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.desk.operations.authorship import authorship
from sync.desk.operations.check_in import name_of
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import Recognised, enrolled_in, evidence, recognise
from sync.desk.store import classes, facts, scans, strangers
from sync.desk.store.facts import Authorship
from sync.desk.store.scans import ScanKind
from sync.desk.store.store import Transaction
from sync.domain.attendance import Direction
from sync.domain.classes import Session
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.domain.judgement import judge_sign_in
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
_ELSEWHERE = (Reason.OTHER_CLASS, Reason.NOT_ENROLLED)


@dataclass(frozen=True, slots=True)
class SignedOut:
    """What the clerk sees; `name` is masked. `fact_id` None: a stranger's code, nothing was recorded."""

    reason: Reason
    at: datetime
    fact_id: FactId | None = None
    voucher_no: VoucherNo | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Who leaves which session, by what."""

    session: Session
    voucher_no: VoucherNo | None
    name: str | None
    code: str | None


def sign_out(
    desk: Desk, text: str, *, session_id: SessionId, operator: StaffId, resolution: Resolution | None = None
) -> SignedOut:
    """Take the text of a presented code as leaving the session. One transaction; durable when this returns.

    Whether the holder signed in is not asked: they may have done so by phone, and the centre knows.
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
            return SignedOut(Reason.NOT_A_VOUCHER, moment.best)
        number = seen.claims.voucher_no if seen.claims else None
        name = name_of(tx, number) or seen.claims.name if seen.claims and number is not None else None
        reason = _judge(tx, seen, session, moment, lists.policy)
        return _record(tx, _Leaving(session, number, name, evidence(text)), reason, author)


def sign_out_by_hand(desk: Desk, voucher_no: VoucherNo, *, session_id: SessionId, operator: StaffId) -> SignedOut:
    """Sign out someone the clerk found in the roster.

    Raises UnknownThing (session, operator, a voucher of nobody in the class) or the StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        session = _session(tx, session_id)
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        if session.class_id not in enrolled_in(tx, voucher_no):
            raise UnknownThing("trainee")
        leaving = _Leaving(session, voucher_no, name_of(tx, voucher_no), None)
        return _record(tx, leaving, _by_the_clock(session, moment), author)


def _judge(tx: Transaction, seen: Recognised, session: Session, moment: Moment, policy: Policy) -> Reason:
    if seen.claims is None:
        return seen.stands_against or Reason.MALFORMED_CODE
    belongs_to = enrolled_in(tx, seen.claims.voucher_no)
    in_use_here = session.class_id in belongs_to
    if seen.stands_against is not None and not (in_use_here and seen.stands_against in _BY_DATE):
        return seen.stands_against
    elsewhere = judge_sign_in(seen.claims, session, belongs_to, moment.best, policy)
    if elsewhere in _ELSEWHERE:
        return elsewhere
    reason = _by_the_clock(session, moment)
    return seen.doubt or reason if reason is Reason.SIGNED_OUT else reason


def _by_the_clock(session: Session, moment: Moment) -> Reason:
    """Nobody leaves what has not begun; how late somebody leaves does not matter."""
    if moment.grade is Grade.DOUBTFUL:
        return Reason.CLOCK_DOUBTFUL
    return Reason.TOO_EARLY if moment.best < session.starts else Reason.SIGNED_OUT


def _record(tx: Transaction, leaving: _Leaving, reason: Reason, author: Authorship) -> SignedOut:
    counts = reason.verdict is not Verdict.REFUSED
    opaque = leaving.code if leaving.code and not is_voucher_code(leaving.code) else None
    fact = facts.append(tx, author, _payload(leaving, reason, counts=counts))
    scans.record(
        tx,
        fact_id=fact.header.id,
        kind=ScanKind.SIGN_OUT if counts else ScanKind.SEEN,
        session_id=leaving.session.id,
        class_id=leaving.session.class_id,
        voucher_no=leaving.voucher_no,
        name=leaving.name,
        reason=reason,
        at=author.moment.best,
        code_hash=strangers.keyed_hash(tx, opaque) if opaque else None,
    )
    name = mask_name(leaving.name) if leaving.name else None
    return SignedOut(reason, author.moment.best, fact.header.id, leaving.voucher_no, name)


def _payload(leaving: _Leaving, reason: Reason, *, counts: bool) -> Payload:
    session, number, code = leaving.session, leaving.voucher_no, leaving.code
    verdict = reason.verdict.value
    if not counts:
        return VoucherSeen(session.id, session.class_id, number, code, verdict, reason.value)
    method = Method.CODE if code else Method.BY_HAND
    return AttendancePunched(
        session.id, session.class_id, number, code, method.value, verdict, reason.value, Direction.OUT.value
    )


def _session(tx: Transaction, session_id: SessionId) -> Session:
    session = classes.find_session(tx, session_id)
    if session is None:
        raise UnknownThing("session")
    return session
