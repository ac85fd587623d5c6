"""A person decides about a record that needs attention: a fact of their own, which the centre keeps and tells."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_attention import AttentionTask, Urgency, task_of
from sync.desk.store import attention, facts
from sync.desk.store.store import Transaction
from sync.domain.attention import LONGEST_NOTE, AttentionDecision
from sync.domain.ids import FactId, StaffId
from sync.domain.names import is_line
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import AttentionSettled


def settle_attention(
    desk: Desk, about: FactId, decision: AttentionDecision, *, note: str | None = None, operator: StaffId
) -> FactId:
    """Write what was decided; the fact that says so. With ACCEPT or SEEN the local enrolment leaves the roster.

    Raises UnknownThing (operator, nothing to decide about), InvalidInput (note, what cannot be said of it or not by the
    operator) or the StoreError tree; nothing is recorded then.
    """
    words = _line(note)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        task = _task(tx, desk, about, operator)
        if decision not in task.choices:
            raise InvalidInput("this takes a class manager" if task.manager_may_leave else "not to be said about this")
        fact = facts.append(tx, author, AttentionSettled(about, decision.value, words))
        attention.put_decision(tx, about, decision, fact.header.id, moment.best)
        return fact.header.id


def _task(tx: Transaction, desk: Desk, about: FactId, operator: StaffId) -> AttentionTask:
    urgency = Urgency.TO_DECIDE if attention.is_to_decide(tx, about) else Urgency.WAITING
    stands = urgency is Urgency.TO_DECIDE or attention.is_waiting(tx, about)
    task = task_of(tx, desk, about, urgency, operator) if stands else None
    if task is None:
        raise UnknownThing("record to decide about")
    return task


def _line(note: str | None) -> str | None:
    """The words without blanks around them; None where there are none."""
    words = (note or "").strip()
    if not is_line(words, LONGEST_NOTE):
        raise InvalidInput(f"a note is one line of at most {LONGEST_NOTE} characters")
    return words or None
