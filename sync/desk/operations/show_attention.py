"""待处理: what the centre did not simply take, with who, where and when. Only an answer or a person ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.store import attention, classes, conflicts, facts, receipts, roster, scans
from sync.desk.store.attention import Decided
from sync.desk.store.conflicts import Answer, Conflict, Party, Said
from sync.desk.store.store import Transaction
from sync.domain.attention import AttentionDecision, ConflictState, may_settle
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.domain.masking import mask_name
from sync.domain.verdicts import Reason
from sync.protocol.facts import Fact, FactType
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode

__all__ = ["Answer", "Attention", "AttentionTask", "Decided", "Party", "Said", "Trouble", "Urgency", "show_attention"]
_SHOWN = 50
"""Of what only waits, and of what was decided."""
_ACCEPT, _REVIEW, _SEEN = AttentionDecision.ACCEPT, AttentionDecision.REVIEW, AttentionDecision.SEEN


class Urgency(StrEnum):
    """Whether somebody here has to act, or it only waits, or somebody has decided."""

    TO_DECIDE = "to_decide"
    WAITING = "waiting"
    DECIDED = "decided"


class Trouble(StrEnum):
    """In what way a record was not simply taken."""

    LOST = "lost"
    """Another class has the voucher, or the class cannot have the person."""
    CONTESTED = "contested"
    """Another site wanted a voucher that is enrolled here."""
    REJECTED = "rejected"
    PROVISIONAL = "provisional"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class AttentionTask:
    """One record. `name` and operators are masked; `act`: None for what another PC did; `reason`: what the desk said.

    `choices`: what the operator may decide; `manager_may_leave`: leaving takes somebody else than the operator.
    """

    fact_id: FactId
    urgency: Urgency
    trouble: Trouble
    act: FactType | None
    code: ReceiptCode | None
    reason: Reason | None
    name: str | None
    at: datetime
    ours: Party | None
    theirs: Party | None
    state: ConflictState | None
    said: tuple[Said, ...]
    answer: Answer | None
    decided: Decided | None
    choices: tuple[AttentionDecision, ...]
    manager_may_leave: bool


@dataclass(frozen=True, slots=True)
class Attention:
    """Everything, the most urgent first; `to_decide`: how many somebody has to act on, for the badge. Of `cut` only the
    newest are there: all of them are in the book of receipts (`show_receipts`).
    """

    tasks: tuple[AttentionTask, ...]
    to_decide: int
    zone: ZoneInfo
    now: datetime
    cut: frozenset[Urgency] = frozenset()


def show_attention(desk: Desk, operator: StaffId | None = None) -> Attention:
    """As this PC knows it. Without an operator nobody may decide anything."""
    with desk.reading() as tx:
        zone = ZoneInfo(desk.lists.read(tx).policy.site_zone)
        open_ = attention.to_decide(tx)
        calm = {
            Urgency.WAITING: attention.waiting(tx, _SHOWN + 1),
            Urgency.DECIDED: attention.decided(tx, _SHOWN + 1),
        }
        cut = frozenset(urgency for urgency, ids in calm.items() if len(ids) > _SHOWN)
        groups: list[tuple[Urgency, Sequence[FactId]]] = [
            (Urgency.TO_DECIDE, open_),
            *((urgency, ids[:_SHOWN]) for urgency, ids in calm.items()),
        ]
        tasks = [task_of(tx, desk, fact_id, urgency, operator) for urgency, ids in groups for fact_id in ids]
        return Attention(tuple(task for task in tasks if task), len(open_), zone, desk.clock.read().best, cut)


def task_of(
    tx: Transaction, desk: Desk, fact_id: FactId, urgency: Urgency, operator: StaffId | None
) -> AttentionTask | None:
    """One record as it stands; None for what is neither in this PC's record nor told by the centre."""
    fact, told = facts.find(tx, fact_id), conflicts.find(tx, fact_id)
    receipt = receipts.latest(tx, fact_id) if fact else None
    if told is None and (fact is None or receipt is None):
        return None
    trouble = _trouble(told, receipt)
    scan = scans.find(tx, fact_id)
    allowed = _choices(trouble, urgency, fact, told)
    own_act = fact is not None and fact.header.operator == operator
    choices = tuple(one for one in allowed if operator is not None and _may(tx, operator, one, own_act=own_act))
    ours = told.ours if told else _own_side(tx, desk, fact)
    return AttentionTask(
        fact_id,
        urgency,
        trouble,
        FactType(fact.header.type) if fact else None,
        told.code if told else receipt.code if receipt else None,
        scan.reason if scan else None,
        _name(tx, fact, told, scan.name if scan else None, receipt),
        ours.at if ours and trouble is not Trouble.CONTESTED else told.opened_at if told else desk.clock.read().best,
        ours,
        told.theirs if told else _winner(receipt),
        told.state if told else None,
        told.decisions if told else (),
        told.answer if told else None,
        attention.find_decision(tx, fact_id),
        choices,
        _ACCEPT in allowed and _ACCEPT not in choices,
    )


def _trouble(told: Conflict | None, receipt: Receipt | None) -> Trouble:
    if told is not None and told.theirs is not None:
        return Trouble.LOST if told.lost else Trouble.CONTESTED
    match receipt and receipt.outcome:
        case Outcome.CONFLICT:
            return Trouble.LOST
        case Outcome.PROVISIONAL:
            return Trouble.PROVISIONAL
        case Outcome.HELD:
            return Trouble.HELD
    return Trouble.REJECTED


def _choices(
    trouble: Trouble, urgency: Urgency, fact: Fact | None, told: Conflict | None
) -> tuple[AttentionDecision, ...]:
    """What can be said about it at all. Nobody asks twice for a review, nor for one of what was given up meanwhile."""
    if urgency is not Urgency.TO_DECIDE:
        return (_SEEN,) if urgency is Urgency.WAITING and trouble is Trouble.PROVISIONAL else ()
    looked_at = told is not None and told.state in (ConflictState.REVIEW, ConflictState.ANSWERED, ConflictState.FREED)
    if trouble is Trouble.LOST and (fact is None or fact.header.type == FactType.ENROLMENT_REQUESTED):
        return (_ACCEPT, _SEEN) if looked_at else (_ACCEPT, _REVIEW)
    return (_SEEN,) if looked_at else (_SEEN, _REVIEW)


def _may(tx: Transaction, operator: StaffId, decision: AttentionDecision, *, own_act: bool) -> bool:
    role = next((member.role for member in classes.all_staff(tx) if member.id == operator), None)
    return role is not None and may_settle(decision, role, own_act=own_act)


def _own_side(tx: Transaction, desk: Desk, fact: Fact | None) -> Party | None:
    if fact is None:
        return None
    named = fact.payload
    class_id = str(named.get("class_id") or named.get("to_class") or "")
    known = classes.find_class(tx, ClassId(class_id))
    operator = next((one.name for one in classes.all_staff(tx) if one.id == fact.header.operator), None)
    at = fact.header.moment.best
    return Party(desk.welcome.site_name, known[0].name if known else None, at, None, operator and mask_name(operator))


def _winner(receipt: Receipt | None) -> Party | None:
    """As far as the receipt tells; the feed tells more a moment later."""
    winner = receipt.winner if receipt else None
    return Party(winner.site, winner.class_name, winner.at, winner.at, None) if winner else None


def _name(
    tx: Transaction, fact: Fact | None, told: Conflict | None, seen: str | None, receipt: Receipt | None
) -> str | None:
    """Masked; the roster's, where the scan did not say it."""
    if told is not None and told.name:
        return told.name
    number = fact.payload.get("voucher_no") if fact else None
    number = receipt.voucher_no if number is None and receipt else number
    if seen is None and type(number) is int:
        seen = next((entry.name for entry in roster.entries_of_voucher(tx, VoucherNo(number))), None)
    return mask_name(seen) if seen else None
