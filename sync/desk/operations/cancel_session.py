"""停课: a session still to come will not be held; the centre has the last word."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.stated_reason import stated
from sync.desk.store import class_plan, classes, facts, own_acts
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, FactId, SessionId, StaffId
from sync.domain.trusted_time import Grade
from sync.errors import UnknownThing
from sync.protocol.payloads import ClassCancelled, SessionCancelled
from sync.protocol.receipts import ReceiptCode

_NOT_OPEN = {
    ClassState.CANCELLED: ReceiptCode.CLASS_CANCELLED,
    ClassState.CLOSED: ReceiptCode.CLASS_CLOSED,
    None: ReceiptCode.CLASS_UNKNOWN,
}


def cancel_session(desk: Desk, session_id: SessionId, *, reason: str, operator: StaffId) -> FactId | ReceiptCode:
    """Write it, or say with the centre's own word why it cannot be: it has begun, or its class is given up or over.

    One transaction; durable when this returns. Raises UnknownThing (session, operator), InvalidInput (reason) or the
    StoreError tree.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        session = class_plan.find_planned(tx, session_id)
        if session is None:
            raise UnknownThing("session")
        state = _state(tx, session.class_id)
        if state is not ClassState.OPEN:
            return _NOT_OPEN[state]
        if session.starts <= moment.best and moment.grade is not Grade.DOUBTFUL:
            return ReceiptCode.SESSION_BEGUN
        return facts.append(tx, author, SessionCancelled(session_id, session.class_id, words)).header.id


def _state(tx: Transaction, class_id: ClassId) -> ClassState | None:
    """As the feed tells it, or as it was made here and is on its way."""
    if any(act.speaks and isinstance(act.payload, ClassCancelled) for act in own_acts.acts_of_class(tx, class_id)):
        return ClassState.CANCELLED
    known = classes.find_class(tx, class_id)
    return known[0].state if known is not None else None
