"""A printed form as a workbook: the same title, facts, columns, rows and notes as on paper."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sync.desk.spreadsheets.cell_text import write_text
from sync.domain.forms import Column, Form, FormTable

_TITLE, _STRONG, _QUIET = Font(size=16, bold=True), Font(bold=True), Font(color="4A5767")
_HEAD = PatternFill("solid", fgColor="E4ECFD")
_THIN = Side(style="thin", color="8593A5")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_MM_PER_CHARACTER = 1.9
_PAPER_A4 = "9"


def form_bytes(form: Form) -> bytes:
    """The .xlsx file. Its first table's head stays in sight and is repeated on every page that is printed."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = form.title[:31]
    _write_head(sheet, form)
    for number, table in enumerate(form.tables):
        first = _write_table(sheet, table)
        if number == 0:
            sheet.print_title_rows = f"{first}:{first}"
            sheet.freeze_panes = f"A{first + 1}"
    for line in (*form.notes, *form.signatures, form.code):
        if line:
            _put(sheet, sheet.max_row + 1, 1, line)
    _set_up_page(sheet, form)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_head(sheet: Worksheet, form: Form) -> None:
    _put(sheet, 1, 1, form.title).font = _TITLE
    for row, (name, value) in enumerate(form.facts, start=2):
        _put(sheet, row, 1, name + "：" + value).font = _QUIET


def _write_table(sheet: Worksheet, table: FormTable) -> int:
    """In which row its head stands."""
    row = sheet.max_row + 2
    if table.heading:
        _put(sheet, row, 1, table.heading).font = _STRONG
        row += 1
    for place, column in enumerate(table.columns, start=1):
        cell = _put(sheet, row, place, column.title)
        cell.font, cell.fill, cell.border = _STRONG, _HEAD, _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        _widen(sheet, place, column)
    for line in (*table.rows, *([table.totals] if table.totals else [])):
        _write_row(sheet, table, line, strong=line is table.totals)
    return row


def _write_row(sheet: Worksheet, table: FormTable, line: tuple[str, ...], *, strong: bool) -> None:
    row = sheet.max_row + 1
    for place, (column, text) in enumerate(zip(table.columns, line, strict=True), start=1):
        cell = _put(sheet, row, place, text)
        if column.number and text.isdecimal():
            cell.value, cell.number_format = int(text), "0"
        cell.border = _BOX
        cell.alignment = Alignment(horizontal="center" if column.align == "centre" else column.align.value)
        if strong:
            cell.font = _STRONG


def _put(sheet: Worksheet, row: int, place: int, text: str) -> Cell:
    cell = sheet.cell(row, place)
    assert isinstance(cell, Cell)  # noqa: S101  nothing is merged
    write_text(cell, text)
    return cell


def _widen(sheet: Worksheet, place: int, column: Column) -> None:
    shape = sheet.column_dimensions[get_column_letter(place)]
    shape.width = max(shape.width if shape.customWidth else 0, column.width / _MM_PER_CHARACTER)


def _set_up_page(sheet: Worksheet, form: Form) -> None:
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.orientation = "landscape" if form.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页 共 &N 页"))
