"""Figures of the statistics out of the program: as text that Excel opens (CSV, with the mark that says UTF-8), as a
workbook, or as a picture.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from sync.desk.operations.desk import Desk
from sync.desk.operations.export_form import check_place, export_form
from sync.domain.forms import Align, Column, Form, FormKind, FormTable
from sync.protocol.whole_file import write_whole

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIRST_MM, _OTHER_MM = 60, 30
_ANY_KIND = FormKind.DAY
"""A workbook looks the same for every kind of form; these figures are none of them."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """`head` names the columns, the first of which names the rows; `note` says what the figures are and are not."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def as_text(self) -> str:
        """With tabs between the cells: what a spreadsheet takes from the clipboard."""
        return "\n".join("\t".join(map(_plain, row)) for row in (self.head, *self.rows))


def export_csv(desk: Desk, table: FigureTable, path: Path) -> None:
    """Raises InvalidInput (no place for a file) or DiskFull."""
    check_place(desk, path)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([*map(_plain, row)] for row in (table.head, *table.rows))
    write_whole(path, [text.getvalue().encode("utf-8-sig")])


def export_workbook(desk: Desk, table: FigureTable, path: Path) -> None:
    """Raises as `export_csv`."""
    columns = tuple(
        Column(name, _FIRST_MM if place == 0 else _OTHER_MM, Align.LEFT if place == 0 else Align.RIGHT)
        for place, name in enumerate(table.head)
    )
    notes = (table.note,) if table.note else ()
    export_form(desk, Form(_ANY_KIND, table.title, (), (FormTable(columns, table.rows),), notes), path)


def export_picture(desk: Desk, png: bytes, path: Path) -> None:
    """The bytes of a PNG. Raises as `export_csv`."""
    check_place(desk, path)
    write_whole(path, [png])


def _plain(cell: str) -> str:
    """A name that looks like a formula is no formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
