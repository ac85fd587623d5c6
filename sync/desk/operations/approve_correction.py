"""A class manager approves or declines somebody else's correction, or it is withdrawn."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.store import classes, facts
from sync.desk.store.store import Transaction
from sync.domain.attendance import Decision
from sync.domain.ids import FactId, StaffId
from sync.domain.staff import StaffRole
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.facts import FactType
from sync.protocol.payloads import CorrectionDecided


def approve_correction(
    desk: Desk, correction: str, *, operator: StaffId, decision: Decision = Decision.APPROVE
) -> FactId:
    """Write the decision; the fact that says so. `correction`: its id, made at whatever PC or by a class manager's own
    request; only the centre knows them all, and has the last word.

    Raises UnknownThing (operator, something else's id), InvalidInput (their own, or not a class manager) or the
    StoreError tree.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        made_here = facts.find(tx, FactId(correction))
        if made_here is not None and made_here.header.type != FactType.ATTENDANCE_CORRECTED:
            raise UnknownThing("correction")
        own = made_here is not None and made_here.header.operator == operator
        if decision is Decision.WITHDRAW:
            allowed = own or made_here is None or _is_manager(tx, operator)
        else:
            allowed = _is_manager(tx, operator)
        if not allowed:
            raise InvalidInput("this takes a class manager")
        if own and decision is not Decision.WITHDRAW:
            raise InvalidInput("nobody decides about a correction of their own")
        return facts.append(tx, author, CorrectionDecided(correction, decision.value)).header.id


def _is_manager(tx: Transaction, operator: StaffId) -> bool:
    return any(one.id == operator and one.role is StaffRole.CLASS_MANAGER for one in classes.all_staff(tx))
