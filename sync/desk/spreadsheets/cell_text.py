"""Text in a cell is text: a name that begins with = is no formula, a number of eighteen digits keeps all of them."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_AS_TEXT = "@"


def write_text(cell: Cell, text: str) -> None:
    """Put `text` into the cell, without the controls that no workbook can hold."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    cell.data_type = "s"
    cell.number_format = _AS_TEXT
