"""A voucher for everybody in a CSV table, as an authority's own lists come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sync.central.issuing.new_voucher import ISSUED, NewVoucher, begin_voucher
from sync.central.issuing.put_person import PersonalData, find_or_enter, lock_people
from sync.central.move_voucher import Occasion
from sync.central.problems import Problem
from sync.central.store import tables
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ProjectNo, TraineeId, VoucherNo
from sync.domain.vouchers import VoucherKind
from sync.errors import InvalidInput

COLUMNS = ("name", "id_number", "phone", "kind", "project", "ratio_percent", "valid_from", "valid_until")
DOCUMENT_KIND = "document_kind"
"""A column that may be absent: citizen ids then."""
_MAX_RATIO = 100
_MAX_DIGITS = 20
_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2199, 6, 6)
"""What a voucher code has room for."""


@dataclass(frozen=True, slots=True)
class Application:
    """One person and the voucher to issue; `project` 0 for a sign-in-only voucher."""

    person: PersonalData
    kind: VoucherKind
    project: ProjectNo
    ratio_percent: int
    valid_from: date
    valid_until: date


def read_applications(lines: Iterable[str]) -> list[Application]:
    """A CSV table headed by COLUMNS. Raises InvalidInput that names the line, never what stands in it."""
    table = csv.DictReader(lines)
    try:
        missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
        if missing:
            raise InvalidInput(f"the table lacks the column {missing[0]}")
        return [_application(row, table.line_num) for row in table]
    except csv.Error:
        raise InvalidInput(f"line {table.line_num + 1}: not a line of a CSV table") from None


def issue_vouchers(
    connection: Connection, applications: Sequence[Application], occasion: Occasion
) -> list[VoucherNo]:
    """One voucher each, in state ISSUED. A person known by the document's number is not entered twice.

    Raises InvalidInput for a project the scheme does not have, or a number known under another name.
    """
    known_projects = set(connection.scalars(select(tables.projects.c.no)))
    for line, application in enumerate(applications, 1):
        subsidy = application.kind is VoucherKind.SUBSIDY
        if subsidy and application.project not in known_projects:
            raise InvalidInput(f"application {line}: no such project")
    lock_people(connection, (application.person.id_number for application in applications))
    people = [_trainee(connection, application, line) for line, application in enumerate(applications, 1)]
    return [
        begin_voucher(connection, _voucher(application, trainee), ISSUED, occasion)
        for application, trainee in zip(applications, people, strict=True)
    ]


def _trainee(connection: Connection, application: Application, line: int) -> TraineeId:
    try:
        (entered,) = find_or_enter(connection, [application.person])
    except Problem as problem:
        raise InvalidInput(f"application {line}: another name is known for this number") from problem
    return entered.trainee


def _voucher(application: Application, trainee: TraineeId) -> NewVoucher:
    return NewVoucher(
        trainee,
        application.kind,
        application.project,
        application.ratio_percent,
        application.valid_from,
        application.valid_until,
    )


def _application(row: dict[str, str | None], line: int) -> Application:
    text = {column: (row.get(column) or "").strip() for column in (*COLUMNS, DOCUMENT_KIND)}
    person = _person(text, line)
    try:
        application = Application(
            person,
            VoucherKind(text["kind"]),
            ProjectNo(_number(text["project"])),
            _number(text["ratio_percent"]),
            date.fromisoformat(text["valid_from"]),
            date.fromisoformat(text["valid_until"]),
        )
    except ValueError:
        raise InvalidInput(f"line {line}: kind, project, ratio_percent or a date is not well-formed") from None
    in_order = _FIRST_DAY <= application.valid_from <= application.valid_until <= _LAST_DAY
    if not in_order or not 0 <= application.ratio_percent <= _MAX_RATIO:
        raise InvalidInput(f"line {line}: validity or ratio_percent is out of range")
    if application.project < 0 or (application.kind is VoucherKind.SUBSIDY) != (application.project > 0):
        raise InvalidInput(f"line {line}: a subsidy voucher has a project, a sign-in-only voucher has none")
    return application


def _person(text: dict[str, str], line: int) -> PersonalData:
    try:
        kind = DocumentKind(text[DOCUMENT_KIND] or DocumentKind.CITIZEN_ID)
    except ValueError:
        raise InvalidInput(f"line {line}: {DOCUMENT_KIND} is none of {', '.join(DocumentKind)}") from None
    person = PersonalData(text["name"], text["id_number"], text["phone"], kind)
    if faults := person.faults():
        raise InvalidInput(f"line {line}: {' and '.join(faults)} cannot be taken as given")
    return person


def _number(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise ValueError(text)
    return int(text or "0")
