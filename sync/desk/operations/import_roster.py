"""Take the people of a list that was looked at: all that can be taken in one transaction, or nobody."""

from __future__ import annotations

from collections.abc import Callable

from sync.desk.operations.announce_trainees import Announced, announce_trainees
from sync.desk.operations.desk import Desk
from sync.desk.operations.read_roster_file import CheckedList
from sync.domain.ids import ClassId, StaffId
from sync.errors import InvalidInput


def import_roster(
    desk: Desk,
    class_id: ClassId,
    checked: CheckedList,
    *,
    operator: StaffId,
    told: Callable[[int, int], object] = lambda _done, _whole: None,
) -> Announced:
    """Announce them for the class. Who came onto the list meanwhile is left out and told in `known`.

    Raises InvalidInput (nobody to take, the class is not open), UnknownThing (class, operator) or the StoreError tree.
    """
    if not checked.people:
        raise InvalidInput("nobody on this list can be taken")
    return announce_trainees(desk, class_id, checked.people, operator=operator, progress=told)
