"""发放: vouchers for people who are entitled to them, and 领取: the holder claims one."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, update

from sync.central.store import tables
from sync.domain.identifiers import is_citizen_id, normalise
from sync.domain.ids import ProjectNo, TraineeId, VoucherNo, uuid7
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.errors import InvalidInput

COLUMNS = ("name", "id_number", "phone", "kind", "project", "ratio_percent", "valid_from", "valid_until")
_MAX_RATIO = 100
_MAX_LENGTH = 200
_NOT_TEXT = ("Cc", "Cs")
"""Categories of characters that nobody means: controls (NUL, say) and halves of characters."""
_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2199, 6, 6)
"""What a voucher code has room for."""


@dataclass(frozen=True, slots=True)
class Application:
    """One person and the voucher to issue; `project` 0 for a sign-in-only voucher."""

    name: str
    id_number: str
    phone: str
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


def issue_vouchers(connection: Connection, applications: Sequence[Application]) -> list[VoucherNo]:
    """One voucher each, in state ISSUED. A person known by the ID number is not entered twice.

    Raises InvalidInput for a project the scheme does not have.
    """
    known_projects = set(connection.scalars(select(tables.projects.c.no)))
    for line, application in enumerate(applications, 1):
        subsidy = application.kind is VoucherKind.SUBSIDY
        if subsidy and application.project not in known_projects:
            raise InvalidInput(f"application {line}: no such project")
    return [_issue(connection, application) for application in applications]


def claim_voucher(connection: Connection, number: VoucherNo) -> bool:
    """ISSUED → CLAIMED; whether the voucher was there to be claimed."""
    vouchers = tables.vouchers
    waiting = (vouchers.c.no == number) & (vouchers.c.state == VoucherState.ISSUED)
    return connection.execute(update(vouchers).where(waiting).values(state=VoucherState.CLAIMED)).rowcount == 1


def _issue(connection: Connection, application: Application) -> VoucherNo:
    row = {
        "trainee": _trainee(connection, application),
        "kind": application.kind,
        "state": VoucherState.ISSUED,
        "project": application.project,
        "ratio_percent": application.ratio_percent,
        "valid_from": application.valid_from,
        "valid_until": application.valid_until,
    }
    (number,) = connection.execute(insert(tables.vouchers).values(row)).inserted_primary_key or (0,)
    return VoucherNo(number)


def _trainee(connection: Connection, application: Application) -> TraineeId:
    people = tables.trainees
    known = connection.scalar(select(people.c.id).where(people.c.id_number == application.id_number))
    if known is not None:
        return TraineeId(known)
    fresh = TraineeId(f"T-{uuid7().hex}")
    person = {"id": fresh, "name": application.name, "id_number": application.id_number, "phone": application.phone}
    connection.execute(insert(people).values(person))
    return fresh


def _application(row: dict[str, str | None], line: int) -> Application:
    text = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if not all(map(_is_text, text.values())):
        raise InvalidInput(f"line {line}: something is too long or holds a control character")
    if not text["name"] or not is_citizen_id(text["id_number"]):
        raise InvalidInput(f"line {line}: name or id_number is not well-formed")
    try:
        application = Application(
            text["name"],
            normalise(text["id_number"]),
            text["phone"],
            VoucherKind(text["kind"]),
            ProjectNo(int(text["project"] or "0")),
            int(text["ratio_percent"] or "0"),
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


def _is_text(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and not any(unicodedata.category(character) in _NOT_TEXT for character in text)
