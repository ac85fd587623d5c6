"""From a text that was read to whose voucher it is, as far as this PC can tell."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.store import roster, scans
from sync.desk.store.lists import Lists
from sync.desk.store.store import Transaction
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.judgement import StatusKnowledge, doubt_voucher, refuse_state, refuse_voucher
from sync.domain.trusted_time import Moment
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherClaims
from sync.protocol.joining import Resolution
from sync.protocol.voucher_code import MAX_CHARACTERS, CodeRefusal, VerifiedCode, is_voucher_code, verify_code

_REASON_OF = {
    CodeRefusal.TOO_LONG: Reason.MALFORMED_CODE,
    CodeRefusal.NO_PREFIX: Reason.NOT_A_VOUCHER,
    CodeRefusal.BAD_ALPHABET: Reason.MALFORMED_CODE,
    CodeRefusal.BAD_ENVELOPE: Reason.MALFORMED_CODE,
    CodeRefusal.UNKNOWN_KEY: Reason.KEY_UNKNOWN,
    CodeRefusal.REVOKED_KEY: Reason.KEY_REVOKED,
    CodeRefusal.BAD_SIGNATURE: Reason.BAD_SIGNATURE,
    CodeRefusal.BAD_PAYLOAD: Reason.MALFORMED_CODE,
    CodeRefusal.KEY_NOT_ALLOWED: Reason.KEY_NOT_ALLOWED,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """`claims` None: nobody this PC can name. `stands_against`: certain refusal, or a doubt that names nobody.

    `doubt` counts only when nothing else stands against the act itself.
    """

    claims: VoucherClaims | None
    stands_against: Reason | None
    doubt: Reason | None = None


def recognise(text: str, lists: Lists, moment: Moment, resolution: Resolution | None) -> Recognised:
    """Verify a signed code, or take the centre's word on an opaque one. Never raises, whatever `text` is."""
    if is_voucher_code(text):
        found = verify_code(text, lists.trust)
        if isinstance(found, VerifiedCode):
            return _judge(found.claims, lists, moment)
        return Recognised(None, _REASON_OF[found])
    if not lists.policy.may_be_national_code(text):
        return Recognised(None, Reason.NOT_A_VOUCHER)
    if resolution is None:
        return Recognised(None, Reason.ONLY_CENTRE_CAN_READ)
    if resolution.claims is None:
        return Recognised(None, Reason.UNKNOWN_AT_CENTRE)
    refusal = refuse_state(resolution.state)
    return Recognised(resolution.claims, refusal) if refusal else _judge(resolution.claims, lists, moment)


def enrolled_in(tx: Transaction, voucher_no: VoucherNo) -> frozenset[ClassId]:
    """The classes the holder is in, as far as this PC knows: by the feed, and by its own enrolments."""
    return scans.classes_of_voucher(tx, voucher_no) | {e.class_id for e in roster.entries_of_voucher(tx, voucher_no)}


def evidence(text: str) -> str:
    """What of a text goes into the record: at most as much as a real code has, half characters replaced."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode()


def _judge(claims: VoucherClaims, lists: Lists, moment: Moment) -> Recognised:
    status = StatusKnowledge(
        lists.status.as_of if lists.status else None, lists.status is not None and claims.voucher_no in lists.status
    )
    return Recognised(
        claims,
        refuse_voucher(claims, moment, status, lists.policy),
        doubt_voucher(claims, moment, status, lists.policy),
    )
