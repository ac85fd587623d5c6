"""Look at a list of people before anything of it is taken: line by line, what is fine and what stands against it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sync.desk.operations.announce_trainees import numbers_of_class
from sync.desk.operations.desk import Desk
from sync.desk.spreadsheets.roster_file import ListLine, PeopleList, read_people
from sync.domain.expected_people import Person, PersonFault, fault_of
from sync.domain.identifiers import normalise
from sync.domain.identity_documents import DocumentKind, Sex, sex_in
from sync.domain.ids import ClassId
from sync.domain.masking import mask_id_number, mask_name, mask_phone
from sync.domain.people_list import LineTrouble, ListColumn

__all__ = ["CheckedLine", "CheckedList", "read_roster_file"]
_KINDS = {
    "居民身份证": DocumentKind.CITIZEN_ID,
    "身份证": DocumentKind.CITIZEN_ID,
    "01": DocumentKind.CITIZEN_ID,
    "港澳台居民居住证": DocumentKind.RESIDENCE_PERMIT,
    "外国人永久居留身份证": DocumentKind.PERMANENT_RESIDENCE_CARD,
    "护照": DocumentKind.PASSPORT,
}
_SEXES = {"男": Sex.MALE, "1": Sex.MALE, "女": Sex.FEMALE, "2": Sex.FEMALE}
_FAULTS = {
    PersonFault.NAME: (LineTrouble.NAME, ListColumn.NAME),
    PersonFault.IDENTITY: (LineTrouble.IDENTITY, ListColumn.ID_NUMBER),
    PersonFault.PHONE: (LineTrouble.PHONE, ListColumn.PHONE),
    PersonFault.WORDS: (LineTrouble.WORDS, ListColumn.REMARK),
}
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅", "·"))
"""What keyboards give for the middle dot of a name (U+00B7)."""
_ONLY_CHINESE = re.compile(r"[\u3400-\u9fff\s]+")
_ADDED = ((ListColumn.EDUCATION, "学历"), (ListColumn.HOUSEHOLD, "户口性质"))
Troubles = tuple[tuple[LineTrouble, str], ...]


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line, masked. `troubles` with the cell they are in; `person` None where anything forbids taking it."""

    row: int
    name: str
    id_number: str
    phone: str
    troubles: Troubles
    person: Person | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckedList:
    """`sheet` was read; `hidden` sheets were not looked at."""

    sheet: str
    hidden: int
    lines: tuple[CheckedLine, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Who can be taken."""
        return tuple(line.person for line in self.lines if line.person is not None)


def read_roster_file(
    desk: Desk, class_id: ClassId, path: Path, told: Callable[[int, int], object] = lambda _done, _whole: None
) -> CheckedList:
    """What a workbook holds for this class; nothing is recorded. `told(done, whole)` may raise to stop.

    Raises WorkbookUnusable or the StoreError tree.
    """
    found = read_people(path, told)
    with desk.reading() as tx:
        there = numbers_of_class(tx, class_id)
    return check_lines(found, there)


def check_lines(found: PeopleList, there: set[str]) -> CheckedList:
    """`there`: document numbers of those whom the class has or expects."""
    people = [_person(line) for line in found.lines]
    numbers = Counter(person.number for person in people if person.id_number)
    names = Counter(person.name for person in people if person.name)
    seen: set[str] = set()
    lines = []
    for line, person in zip(found.lines, people, strict=True):
        troubles = _troubles(line, person, there, names)
        if numbers[person.number] > 1 and person.number in seen:
            troubles = _with(troubles, LineTrouble.TWICE, line.cells[ListColumn.ID_NUMBER])
        seen.add(person.number)
        lines.append(_checked(line, person, troubles))
    return CheckedList(found.sheet, found.hidden, tuple(lines))


def _checked(line: ListLine, person: Person, troubles: Troubles) -> CheckedLine:
    fine = all(trouble.is_warning for trouble, _ in troubles)
    return CheckedLine(
        line.row,
        mask_name(person.name),
        mask_id_number(person.number),
        mask_phone(person.phone),
        troubles,
        person if fine else None,
    )


def _person(line: ListLine) -> Person:
    values = line.values
    kind = _KINDS.get(_plain(values, ListColumn.DOCUMENT_KIND), DocumentKind.CITIZEN_ID)
    added = [f"{name}：{values[column]}" for column, name in _ADDED if values.get(column)]
    remark = "；".join([*([values[ListColumn.REMARK]] if values.get(ListColumn.REMARK) else []), *added])
    return Person(
        tidy_name(values.get(ListColumn.NAME, "")),
        kind,
        normalise(values.get(ListColumn.ID_NUMBER, "")),
        normalise(values.get(ListColumn.PHONE, "")),
        values.get(ListColumn.EMPLOYER) or None,
        remark or None,
    )


def tidy_name(text: str) -> str:
    """张 三 → 张三: blanks that only spread a Chinese name out are no part of it; one kind of middle dot."""
    name = " ".join(unicodedata.normalize("NFC", text).translate(_DOTS).split())
    return "".join(name.split()) if _ONLY_CHINESE.fullmatch(name) else name


def _troubles(line: ListLine, person: Person, there: set[str], names: Counter[str]) -> Troubles:
    """What the cells themselves had, then what is missing or wrong, then whether the person is new."""
    cells, troubles = line.cells, line.troubles
    read = {cell for _, cell in troubles}
    missing = (
        (ListColumn.NAME, LineTrouble.NAME_MISSING, person.name),
        (ListColumn.ID_NUMBER, LineTrouble.ID_MISSING, person.id_number),
        (ListColumn.PHONE, LineTrouble.NO_PHONE, person.phone),
    )
    for column, trouble, value in missing:
        if not value and cells.get(column, "") not in read:
            troubles = _with(troubles, trouble, cells.get(column, ""))
    if ListColumn.DOCUMENT_KIND in line.values and _plain(line.values, ListColumn.DOCUMENT_KIND) not in _KINDS:
        troubles = _with(troubles, LineTrouble.KIND, cells[ListColumn.DOCUMENT_KIND])
    if any(not trouble.is_warning for trouble, _ in troubles):
        return troubles
    fault = fault_of(person)
    if fault is not None:
        trouble, column = _FAULTS[fault]
        return _with(troubles, trouble, cells.get(column, ""))
    if person.number in there:
        return _with(troubles, LineTrouble.IN_CLASS, cells[ListColumn.ID_NUMBER])
    if names[person.name] > 1:
        troubles = _with(troubles, LineTrouble.NAME_TWICE, cells[ListColumn.NAME])
    told = _SEXES.get(_plain(line.values, ListColumn.SEX))
    if told is not None and sex_in(person.document_kind, person.id_number) not in (told, None):
        troubles = _with(troubles, LineTrouble.SEX_DIFFERS, cells[ListColumn.SEX])
    return troubles


def _with(troubles: Troubles, trouble: LineTrouble, cell: str) -> Troubles:
    return (*troubles, (trouble, cell))


def _plain(values: Mapping[ListColumn, str], column: ListColumn) -> str:
    return normalise(values.get(column, ""))
