"""Which screens each role works with. The only place that says so."""

from __future__ import annotations

from collections.abc import Collection

from sync.domain.staff import StaffRole

_CLERK = frozenset({"check_in", "enrolment", "roster", "attention", "sync_status"})
_OF_CLASSES = _CLERK | {"attendance", "classes", "statistics", "set_up"}
_OF_THE_PC = frozenset({"sync_status", "set_up"})
_SCREENS = {StaffRole.CLERK: _CLERK, StaffRole.CLASS_MANAGER: _OF_CLASSES, StaffRole.IT: _OF_THE_PC}


def screens_of(role: StaffRole) -> frozenset[str]:
    """The screens somebody of `role` sees."""
    return _SCREENS[role]


def may_set_up(role: StaffRole, all_roles: Collection[StaffRole]) -> bool:
    """Who changes how the PC is set: IT; class managers, who read it otherwise, where a site names nobody for IT."""
    return role is StaffRole.IT or (role is StaffRole.CLASS_MANAGER and StaffRole.IT not in all_roles)
