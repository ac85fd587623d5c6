"""The classes of this site, to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import classes, roster, scans
from sync.domain.ids import ClassId


@dataclass(frozen=True, slots=True)
class ClassCard:
    """One class; `pending` of the `enrolled` are not the centre's word yet."""

    class_id: ClassId
    name: str
    project_name: str
    capacity: int
    enrolled: int
    pending: int
    required_hours: int


def list_classes(desk: Desk) -> tuple[ClassCard, ...]:
    """All classes of the site, by name."""
    with desk.store.read() as tx:
        cards = []
        for known, project_name in classes.all_classes(tx):
            waiting = scans.count_enrolments(tx, known.id)
            enrolled = roster.count_of_class(tx, known.id) + waiting
            cards.append(
                ClassCard(
                    known.id, known.name, project_name, known.capacity, enrolled, waiting, known.required_hours
                )
            )
        return tuple(cards)
