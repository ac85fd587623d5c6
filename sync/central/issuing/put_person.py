"""People as the scheme knows them: the document they show, where to reach them, what eligibility is judged by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.central.problems import Problem, ProblemKind
from sync.central.store.json_text import to_json
from sync.central.store.locks import lock_named
from sync.central.store.tables import institutions, trainees
from sync.domain.account_names import is_account_name
from sync.domain.eligibility import Value
from sync.domain.identifiers import normalise
from sync.domain.identity_documents import DocumentKind, is_document_no
from sync.domain.ids import TraineeId, uuid7
from sync.domain.names import is_person_name
from sync.domain.predicate_form import is_attribute_name, is_value

_PHONE = re.compile(r"(?:\+?[0-9][0-9 -]{3,24})?")
_ACCOUNT = re.compile(r"(?:[0-9]{8,30})?")


class Standing(StrEnum):
    """What became of one person's entry."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One person as entered. `employer`: an institution's id; `bank_account`: the one tied to the card, or ""."""

    name: str
    id_number: str
    phone: str = ""
    document_kind: DocumentKind = DocumentKind.CITIZEN_ID
    employer: str | None = None
    bank_account: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)

    def faults(self) -> list[str]:
        """The fields that cannot be taken."""
        sound = {
            "name": is_person_name(self.name) and is_account_name(self.name),
            "id_number": is_document_no(self.document_kind, self.id_number),
            "phone": _PHONE.fullmatch(self.phone) is not None,
            "bank_account": _ACCOUNT.fullmatch(self.bank_account) is not None,
            "attributes": all(is_attribute_name(name) and is_value(value) for name, value in self.attributes.items()),
        }
        return [name for name, is_sound in sound.items() if not is_sound]

    def to_row(self) -> dict[str, Any]:
        """The columns of `trainees` but for the id."""
        return {
            "name": self.name,
            "id_number": normalise(self.id_number),
            "phone": self.phone,
            "document_kind": self.document_kind,
            "employer": self.employer,
            "bank_account": self.bank_account,
            "attributes": to_json(dict(sorted(self.attributes.items()))),
        }


@dataclass(frozen=True, slots=True)
class Entered:
    """Who an entry is, and what became of it."""

    trainee: TraineeId
    standing: Standing


def put_people(connection: Connection, people: Sequence[PersonalData]) -> list[Entered]:
    """Enter people or bring what is known about them up to date; all of them or none. In the order given.

    Vouchers issued before keep what was decided then. Raises Problem that names rows and fields, never what is in them.
    """
    rows = _checked_rows(connection, people)
    known = _lock_known(connection, rows)
    return [_put(connection, row, known.get(row["id_number"])) for row in rows]


def find_or_enter(connection: Connection, people: Sequence[PersonalData]) -> list[Entered]:
    """As `put_people`, but nothing known is changed: somebody known by the number must have the same name.

    For people whom an institution reports: it may not rewrite what the authority has entered.
    """
    rows = _checked_rows(connection, people)
    known = _lock_known(connection, rows)
    others = [at for at, row in enumerate(rows) if row["id_number"] in known and _is_another(row, known)]
    if others:
        raise _refused([{"row": at, "field": "name", "why": "another name is known for this number"} for at in others])
    return [_same(known[row["id_number"]]) if row["id_number"] in known else _enter(connection, row) for row in rows]


def lock_people(connection: Connection, id_numbers: Iterable[str]) -> None:
    """Nobody else enters or changes those people meanwhile. Who enters several one by one locks all of them first."""
    lock_named(connection, *(f"id_number:{normalise(number)}" for number in id_numbers))


def _checked_rows(connection: Connection, people: Sequence[PersonalData]) -> list[dict[str, Any]]:
    faults = [
        {"row": at, "field": name, "why": "not well-formed"}
        for at, person in enumerate(people)
        for name in person.faults()
    ]
    if faults:
        raise _refused(faults)
    rows = [person.to_row() for person in people]
    first = {row["id_number"]: at for at, row in reversed(list(enumerate(rows)))}
    twice = [at for at, row in enumerate(rows) if first[row["id_number"]] != at]
    if twice:
        raise _refused([{"row": at, "field": "id_number", "why": "stands in an earlier row too"} for at in twice])
    _check_employers(connection, rows)
    return rows


def _check_employers(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    named = {row["employer"] for row in rows} - {None}
    known = set(connection.scalars(select(institutions.c.id).where(institutions.c.id.in_(named)))) if named else set()
    unknown = [at for at, row in enumerate(rows) if row["employer"] is not None and row["employer"] not in known]
    if unknown:
        raise _refused([{"row": at, "field": "employer", "why": "not known"} for at in unknown])


def _lock_known(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Those of `rows` who are known, by number; nobody else enters or changes any of them meanwhile."""
    numbers = [row["id_number"] for row in rows]
    lock_people(connection, numbers)
    found = connection.execute(select(trainees).where(trainees.c.id_number.in_(numbers)))
    return {row.id_number: row for row in found}


def _is_another(row: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    found = known[row["id_number"]]
    return bool(found.name != row["name"] or found.document_kind != row["document_kind"])


def _put(connection: Connection, row: dict[str, Any], known: Any | None) -> Entered:
    if known is None:
        return _enter(connection, row)
    held = {name: getattr(known, name) for name in row} | {"attributes": json.loads(known.attributes)}
    if held == row | {"attributes": json.loads(row["attributes"])}:
        return _same(known)
    connection.execute(update(trainees).where(trainees.c.id == known.id).values(row))
    return Entered(TraineeId(known.id), Standing.CHANGED)


def _same(known: Any) -> Entered:
    return Entered(TraineeId(known.id), Standing.SAME)


def _enter(connection: Connection, row: dict[str, Any]) -> Entered:
    fresh = TraineeId(f"T-{uuid7().hex}")
    connection.execute(insert(trainees).values(id=fresh, **row))
    return Entered(fresh, Standing.NEW)


def _refused(faults: Sequence[Mapping[str, object]]) -> Problem:
    return Problem(ProblemKind.PERSON_REFUSED, unmet=faults)
