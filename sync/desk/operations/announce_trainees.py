"""Announce the people of a list for a class: the whole list or nobody; call one of them off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, expected, facts, roster
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState
from sync.domain.expected_people import ExpectedState, Person, fault_of
from sync.domain.identifiers import normalise
from sync.domain.ids import ClassId, FactId, StaffId
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import ExpectationWithdrawn, TraineeExpected

_TELL_EVERY = 100


@dataclass(frozen=True, slots=True)
class Announced:
    """`new`: the announcements made, in the order of the list; `known`: lines (from 0) of people whom the class has
    or expects already, by their document numbers, and who were left out.
    """

    new: tuple[FactId, ...]
    known: tuple[int, ...]


def announce_trainees(
    desk: Desk,
    class_id: ClassId,
    people: Sequence[Person],
    *,
    operator: StaffId,
    progress: Callable[[int, int], object] = lambda done, whole: None,
) -> Announced:
    """One fact a person, in one transaction; durable when this returns. `progress(done, whole)` may raise to stop.

    Raises UnknownThing (class, operator), InvalidInput that names the line, or the StoreError tree; nothing is recorded
    then.
    """
    for line, person in enumerate(people, 1):
        fault = fault_of(person)
        if fault is not None:
            raise InvalidInput(f"line {line}: {fault.value}")
    moment = desk.clock.read()
    with desk.writing() as tx:
        _check_class(tx, class_id)
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        numbers = numbers_of_class(tx, class_id)
        new, known = [], []
        for line, person in enumerate(people):
            if person.number in numbers:
                known.append(line)
            else:
                numbers.add(person.number)
                new.append(facts.append(tx, author, _payload(class_id, person)).header.id)
            if line % _TELL_EVERY == 0:
                progress(line, len(people))
        progress(len(people), len(people))
        return Announced(tuple(new), tuple(known))


def withdraw_announcement(desk: Desk, announcement: FactId, *, reason: str, operator: StaffId) -> FactId:
    """Call somebody off who will not come; the fact that says so.

    Raises UnknownThing (announcement, operator), InvalidInput (reason, or enrolled already) or the StoreError tree;
    nothing is recorded then.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        found = expected.find(tx, announcement)
        if found is None:
            raise UnknownThing("announcement")
        if found.state is ExpectedState.ENROLLED:
            raise InvalidInput("enrolled already: leaving the class is another act")
        return facts.append(tx, author, ExpectationWithdrawn(announcement, words)).header.id


def numbers_of_class(tx: Transaction, class_id: ClassId) -> set[str]:
    """Document numbers of everybody whom the class has or expects, as far as this PC knows."""
    there = {normalise(entry.id_number) for entry in roster.entries_of_class(tx, class_id)}
    return there | {one.person.number for one in expected.of_class(tx, class_id)}


def _check_class(tx: Transaction, class_id: ClassId) -> None:
    known = classes.find_class(tx, class_id)
    if known is None:
        raise UnknownThing("class")
    if known[0].state is not ClassState.OPEN:
        raise InvalidInput("the class is not open any more")


def _payload(class_id: ClassId, person: Person) -> TraineeExpected:
    return TraineeExpected(
        class_id,
        person.name,
        person.document_kind.value,
        person.number,
        person.phone,
        person.employer,
        person.remark,
    )
