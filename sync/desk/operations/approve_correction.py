"""A class manager approves or declines somebody else's correction, or it is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.store import classes, facts, marks
from sync.desk.store.store import Transaction
from sync.domain.attendance import Decision
from sync.domain.ids import FactId, StaffId
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.facts import FactType
from sync.protocol.payloads import CorrectionDecided


def approve_correction(
    desk: Desk, correction: str, *, operator: StaffId, decision: Decision = Decision.APPROVE
) -> FactId:
    """Write the decision about one correction; as `decide_corrections`."""
    return decide_corrections(desk, [correction], operator=operator, decision=decision)[0]


def decide_corrections(
    desk: Desk, corrections: Sequence[str], *, operator: StaffId, decision: Decision = Decision.APPROVE
) -> tuple[FactId, ...]:
    """Write one decision each, all or none; the facts that say so. `corrections`: their ids, made at whatever PC or by
    a class manager's own request; only the centre knows them all, and has the last word.

    Raises UnknownThing (operator, something else's id), InvalidInput (their own, or not a class manager) or the
    StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        made_by = marks.fed_authors(tx, corrections)
        for correction in corrections:
            _check_allowed(tx, correction, made_by.get(correction), operator, decision)
        return tuple(facts.append(tx, author, CorrectionDecided(one, decision.value)).header.id for one in corrections)


def _check_allowed(
    tx: Transaction, correction: str, told: StaffId | None, operator: StaffId, decision: Decision
) -> None:
    """`told`: who made it by the feed; None: it does not tell."""
    made_here = facts.find(tx, FactId(correction))
    if made_here is not None and made_here.header.type != FactType.ATTENDANCE_CORRECTED:
        raise UnknownThing("correction")
    maker = made_here.header.operator if made_here is not None else told
    own = maker == operator
    if decision is Decision.WITHDRAW:
        allowed = own or maker is None or classes.is_manager(tx, operator)
    else:
        allowed = classes.is_manager(tx, operator)
    if not allowed:
        raise InvalidInput("this takes a class manager")
    if own and decision is not Decision.WITHDRAW:
        raise InvalidInput("nobody decides about a correction of their own")
