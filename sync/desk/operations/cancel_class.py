"""停班: a class will not be held (any further); the centre has the last word."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, facts
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, FactId, StaffId
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import ClassCancelled


def cancel_class(desk: Desk, class_id: ClassId, *, reason: str, operator: StaffId) -> FactId:
    """Write it. One transaction; durable when this returns.

    Raises UnknownThing (class, operator), InvalidInput (reason, a class that is not open) or the StoreError tree.
    """
    words = stated(reason)
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, desk.clock.read(), desk.lists.read(tx))
        known = classes.find_class(tx, class_id)
        if known is None:
            raise UnknownThing("class")
        if known[0].state is not ClassState.OPEN:
            raise InvalidInput("the class is cancelled or closed")
        return facts.append(tx, author, ClassCancelled(class_id, words)).header.id
