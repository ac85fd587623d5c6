"""Which screens each role works with."""

from __future__ import annotations

from desktop.app.roles import may_set_up, screens_of
from desktop.main_window import _SCREEN_WORDS
from sync.domain.staff import StaffRole

EVERYBODY = tuple(StaffRole)


def test_every_screen_is_somebodys_and_every_name_is_a_screen() -> None:
    every = frozenset[str]().union(*(screens_of(role) for role in StaffRole))
    assert every == set(_SCREEN_WORDS)


def test_it_sees_no_people_and_the_front_desk_no_settings() -> None:
    assert screens_of(StaffRole.IT) == {"sync_status", "set_up"}
    assert not {"set_up", "statistics", "classes", "attendance"} & screens_of(StaffRole.CLERK)


def test_a_class_manager_reads_how_the_pc_is_set_and_changes_it_where_nobody_is_named_for_it() -> None:
    assert screens_of(StaffRole.CLASS_MANAGER) == set(_SCREEN_WORDS)
    assert not may_set_up(StaffRole.CLASS_MANAGER, EVERYBODY)
    assert may_set_up(StaffRole.CLASS_MANAGER, (StaffRole.CLERK, StaffRole.CLASS_MANAGER))
    assert may_set_up(StaffRole.IT, EVERYBODY)
    assert not may_set_up(StaffRole.CLERK, (StaffRole.CLERK,))
