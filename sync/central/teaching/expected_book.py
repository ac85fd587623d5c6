"""Who was announced for which class, loaded for one batch: what it changes is told to the site and written at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from sync.central.news.published import expected_change
from sync.central.store.among import among
from sync.central.store.tables import expected_people, roster_entries, trainees, vouchers
from sync.domain.expected_people import ExpectedState, Person
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ClassId, FactId
from sync.protocol.changes import Change

_CHANGE = (
    update(expected_people)
    .where(expected_people.c.id == bindparam("person"))
    .values(state=bindparam("now"), voucher_no=bindparam("voucher"))
)


@dataclass(slots=True)
class KeptPerson:
    """One announcement; `id` is the fact's that made it, `at` when the centre took it."""

    id: FactId
    class_id: ClassId
    person: Person
    at: datetime
    voucher_no: int | None = None
    state: ExpectedState = ExpectedState.EXPECTED


@dataclass
class ExpectedBook:
    """By its id each announcement that a batch may speak of; `members`: who is in which class, by identity number."""

    people: dict[FactId, KeptPerson] = field(default_factory=dict)
    members: dict[tuple[ClassId, str], int] = field(default_factory=dict)
    new: list[KeptPerson] = field(default_factory=list)
    changed: dict[FactId, KeptPerson] = field(default_factory=dict)
    _standing: dict[tuple[ClassId, str], KeptPerson] = field(default_factory=dict)

    def add(self, kept: KeptPerson) -> None:
        """Somebody who was announced before."""
        self.people[kept.id] = kept
        if kept.state is not ExpectedState.WITHDRAWN:
            self._standing[kept.class_id, kept.person.number] = kept

    def is_announced(self, class_id: ClassId, number: str) -> bool:
        """Whether an announcement of this person for the class stands."""
        return (class_id, number) in self._standing

    def is_member(self, class_id: ClassId, number: str) -> bool:
        """Whether somebody with this number is in the class, announced or not."""
        return (class_id, number) in self.members

    def announce(self, kept: KeptPerson) -> None:
        """Somebody new."""
        self.add(kept)
        self.new.append(kept)

    def withdraw(self, kept: KeptPerson) -> None:
        """Will not come; may be announced again."""
        del self._standing[kept.class_id, kept.person.number]
        self._put(kept, ExpectedState.WITHDRAWN, None)

    def joined(self, class_id: ClassId, number: str, voucher_no: int) -> None:
        """Somebody got a place in the class."""
        self.members[class_id, number] = voucher_no
        kept = self._standing.get((class_id, number))
        if kept is not None:
            self._put(kept, ExpectedState.ENROLLED, voucher_no)

    def left(self, class_id: ClassId, number: str) -> None:
        """Somebody gave the place up: the announcement stands again."""
        self.members.pop((class_id, number), None)
        kept = self._standing.get((class_id, number))
        if kept is not None:
            self._put(kept, ExpectedState.EXPECTED, None)

    def news(self) -> list[Change]:
        """What the site's desks are told."""
        told = {kept.id: kept for kept in self.new} | self.changed
        return [expected_change(kept) for kept in told.values()]

    def write(self, connection: Connection) -> None:
        """Everything that is new, then everything that changed."""
        if self.new:
            connection.execute(insert(expected_people), [_row(kept) for kept in self.new])
        fresh = {kept.id for kept in self.new}
        moved = [kept for kept in self.changed.values() if kept.id not in fresh]
        if moved:
            rows = [{"person": kept.id, "now": kept.state, "voucher": kept.voucher_no} for kept in moved]
            connection.execute(_CHANGE, rows)

    def _put(self, kept: KeptPerson, state: ExpectedState, voucher_no: int | None) -> None:
        kept.state, kept.voucher_no = state, voucher_no
        self.changed[kept.id] = kept


def load_expected(
    connection: Connection, book: ExpectedBook, ids: Collection[str], numbers: Collection[str]
) -> None:
    """Announcements by their ids and of the people with the identity `numbers`, and where these are enrolled."""
    wanted = or_(among(expected_people.c.id, ids), among(expected_people.c.id_number, numbers))
    for row in connection.execute(select(expected_people).where(wanted).order_by(expected_people.c.id)):
        book.add(_kept(row))
    places = (
        select(roster_entries.c.class_id, trainees.c.id_number, roster_entries.c.voucher_no)
        .join(vouchers, vouchers.c.no == roster_entries.c.voucher_no)
        .join(trainees, trainees.c.id == vouchers.c.trainee)
        .where(among(trainees.c.id_number, numbers))
    )
    for row in connection.execute(places):
        book.members[ClassId(row.class_id), row.id_number] = row.voucher_no


def _kept(row: Any) -> KeptPerson:
    person = Person(
        row.name, DocumentKind(row.document_kind), row.id_number, row.phone, row.employer, row.remark
    )
    return KeptPerson(row.id, row.class_id, person, row.at, row.voucher_no, ExpectedState(row.state))


def _row(kept: KeptPerson) -> dict[str, object]:
    person = kept.person
    return {
        "id": kept.id,
        "class_id": kept.class_id,
        "name": person.name,
        "document_kind": person.document_kind,
        "id_number": person.number,
        "phone": person.phone,
        "employer": person.employer,
        "remark": person.remark,
        "voucher_no": kept.voucher_no,
        "state": kept.state,
        "at": kept.at,
    }
