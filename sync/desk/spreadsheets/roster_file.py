"""Reading a list of people: cells as text with what is wrong with them; who the people are is judged elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sync.desk.spreadsheets.roster_headings import column_named
from sync.desk.spreadsheets.workbook_file import open_workbook, read_workbook_file
from sync.domain.people_list import FileFault, LineTrouble, ListColumn
from sync.errors import WorkbookUnusable

_HEADINGS_WITHIN, _MOST_COLUMNS, _MOST_LINES = 20, 100, 20_000
_EXACT_DIGITS = 15
_LONGEST_CELL = 1000
_ROUNDED = re.compile(r"[0-9.]+E\+[0-9]+", re.IGNORECASE)
_EXAMPLE = "示例"
_TELL_EVERY = 200
_LONG_NUMBERS = (ListColumn.ID_NUMBER, ListColumn.PHONE)
_DATES = (date, datetime, time, timedelta)


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line; `row` as the workbook counts. `troubles` with the cell's name, as B7."""

    row: int
    values: Mapping[ListColumn, str] = field(repr=False)
    troubles: tuple[tuple[LineTrouble, str], ...]
    cells: Mapping[ListColumn, str]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """`sheet` is the one that was read; `hidden`: sheets that nobody sees and that were not looked at."""

    sheet: str
    hidden: int
    lines: tuple[ListLine, ...]


def read_people(path: Path, told: Callable[[int, int], object] = lambda _done, _whole: None) -> PeopleList:
    """The first sheet in sight that has the headings. `told(lines done, lines in all)` may raise to stop.

    Raises WorkbookUnusable.
    """
    content = read_workbook_file(path)
    book = open_workbook(content, values=False)
    sheets = cast("list[Worksheet]", book.worksheets)
    seen = [one for one in sheets if one.sheet_state == "visible"]
    for sheet in seen:
        if sheet.max_row > _MOST_LINES:
            raise WorkbookUnusable(FileFault.TOO_MANY)
        found = _headings(sheet)
        if found is not None:
            lines = _Lines(content, sheet, *found).read(told)
            if not lines:
                raise WorkbookUnusable(FileFault.NOBODY)
            return PeopleList(sheet.title, len(sheets) - len(seen), tuple(lines))
    raise WorkbookUnusable(FileFault.NO_HEADINGS)


def _headings(sheet: Worksheet) -> tuple[int, dict[ListColumn, int]] | None:
    """In which row they stand, and the place of each column; a name and a number there must be."""
    width = min(sheet.max_column, _MOST_COLUMNS)
    for row, cells in enumerate(sheet.iter_rows(max_row=_HEADINGS_WITHIN, max_col=width, values_only=True), start=1):
        places: dict[ListColumn, tuple[int, int]] = {}
        for place, value in enumerate(cells, start=1):
            named = column_named(value) if isinstance(value, str) else None
            if named is None:
                continue
            column, rank = named
            if column in places and places[column][0] == rank and column is not ListColumn.NUMBER:
                raise WorkbookUnusable(FileFault.COLUMN_TWICE)
            places[column] = min(places.get(column, (rank, place)), (rank, place))
        if ListColumn.NAME in places and ListColumn.ID_NUMBER in places:
            return row, {column: place for column, (_, place) in places.items()}
    return None


class _Lines:
    """Reads below the headings; the results of formulas are fetched only where there are any."""

    def __init__(self, content: bytes, sheet: Worksheet, heading_row: int, places: dict[ListColumn, int]) -> None:
        self._content, self._sheet = content, sheet
        self._first, self._places = heading_row + 1, places
        self._merged = _merged_cells(sheet, places.values(), self._first)
        self._results: Worksheet | None = None

    def read(self, told: Callable[[int, int], object]) -> list[ListLine]:
        """Those with more in them than a number; the template's example is passed over."""
        lines, last = [], self._sheet.max_row
        for row in range(self._first, last + 1):
            line = self._line(row)
            filled = line.troubles or line.values.keys() - {ListColumn.NUMBER}
            if filled and line.values.get(ListColumn.NUMBER) != _EXAMPLE:
                lines.append(line)
            if row % _TELL_EVERY == 0:
                told(row - self._first, last - self._first)
        return lines

    def _line(self, row: int) -> ListLine:
        values: dict[ListColumn, str] = {}
        troubles: list[tuple[LineTrouble, str]] = []
        names = {column: f"{get_column_letter(place)}{row}" for column, place in self._places.items()}
        for column, place in self._places.items():
            value, computed = self._value(row, place)
            text, trouble = _as_text(column, value)
            if text:
                values[column] = text
            if column is ListColumn.NUMBER:
                continue
            trouble = LineTrouble.MERGED if (row, place) in self._merged else trouble
            if trouble is not None:
                troubles.append((trouble, names[column]))
            elif computed:
                troubles.append((LineTrouble.COMPUTED if text else LineTrouble.FORMULA, names[column]))
        return ListLine(row, values, tuple(troubles), names)

    def _value(self, row: int, place: int) -> tuple[Any, bool]:
        """What stands in the cell, and whether a formula put it there."""
        cell = self._sheet.cell(row, place)
        if cell.data_type != "f":
            return cell.value, False
        if self._results is None:
            results = open_workbook(self._content, values=True)[self._sheet.title]
            assert isinstance(results, Worksheet)  # noqa: S101  the same sheet, read a second time
            self._results = results
        return self._results.cell(row, place).value, True


def _merged_cells(sheet: Worksheet, places: Iterable[int], first: int) -> set[tuple[int, int]]:
    """Cells of our columns below the headings that are one with another."""
    ours = set(places)
    return {
        (row, column)
        for merged in sheet.merged_cells.ranges
        for row in range(max(first, merged.min_row), min(merged.max_row, _MOST_LINES) + 1)
        for column in range(merged.min_col, min(merged.max_col, _MOST_COLUMNS) + 1)
        if column in ours
    }


def _as_text(column: ListColumn, value: Any) -> tuple[str, LineTrouble | None]:
    """What the cell says, without blanks around it."""
    if value is None:
        return "", None
    if isinstance(value, bool) or value in ERROR_CODES:
        return "", LineTrouble.FORMULA
    if isinstance(value, _DATES):
        return "", LineTrouble.DATE
    if isinstance(value, int | float):
        return _number_as_text(column, value)
    text = str(value).strip()[:_LONGEST_CELL]
    if column in _LONG_NUMBERS and _ROUNDED.fullmatch(text):
        return "", LineTrouble.DIGITS_LOST
    return text, None


def _number_as_text(column: ListColumn, value: float) -> tuple[str, LineTrouble | None]:
    if value != value or abs(value) >= 10**_EXACT_DIGITS:  # noqa: PLR0124  not a number is not itself
        return "", LineTrouble.DIGITS_LOST
    whole = int(value)
    return (str(whole) if whole == value else str(value)), None
