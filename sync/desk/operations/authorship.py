"""Under whose name the desk writes."""

from __future__ import annotations

from sync.desk.operations.desk import Desk
from sync.desk.store import classes
from sync.desk.store.facts import Authorship
from sync.desk.store.lists import Lists
from sync.desk.store.store import Transaction
from sync.domain.ids import StaffId
from sync.domain.trusted_time import Moment
from sync.errors import InvalidInput, UnknownThing


def authorship(tx: Transaction, desk: Desk, operator: StaffId, moment: Moment, lists: Lists) -> Authorship:
    """The mark every fact of this act carries. Raises UnknownThing when `operator` does not work at this site."""
    if not classes.is_staff(tx, operator):
        raise UnknownThing("operator")
    return Authorship(desk.welcome.device, operator, moment, lists.status.version if lists.status else None)


def check_may_amend(tx: Transaction, operator: StaffId) -> None:
    """补签 and 请假 are for whoever works with the trainees. Raises InvalidInput for somebody for IT."""
    if classes.is_for_it(tx, operator):
        raise InvalidInput("somebody for IT amends no attendance")
