"""Who works at this site, to choose the operator from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import classes
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole


@dataclass(frozen=True, slots=True)
class StaffCard:
    """One person."""

    id: StaffId
    name: str
    role: StaffRole


def first_operator(staff: Sequence[StaffCard]) -> StaffId:
    """Who writes until someone is chosen: the first clerk, else whoever there is. `staff` must not be empty."""
    return min(staff, key=lambda card: card.role is not StaffRole.CLERK).id


def list_staff(desk: Desk) -> tuple[StaffCard, ...]:
    """By name."""
    with desk.store.read() as tx:
        return tuple(StaffCard(member.id, member.name, member.role) for member in classes.all_staff(tx))
