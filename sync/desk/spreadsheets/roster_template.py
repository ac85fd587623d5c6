"""The template of a list of people: required columns coloured, lists to choose from, numbers kept as text."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sync.desk.spreadsheets.cell_text import write_text

_NEEDED, _OPTIONAL = PatternFill("solid", fgColor="FFE08A"), PatternFill("solid", fgColor="E8ECF2")
_GREY, _BOLD = Font(color="808080", italic=True), Font(bold=True)
_THIN = Side(style="thin", color="B5BECB")
_ROWS_READY = 2000
_KINDS = ("居民身份证", "港澳台居民居住证", "外国人永久居留身份证", "护照")
_EDUCATION = ("初中及以下", "高中", "中专", "技校", "大专", "本科", "研究生")
_HOUSEHOLD = ("农业", "非农业")
_COLUMNS: tuple[tuple[str, str, bool, int, str, tuple[str, ...]], ...] = (
    ("序号", "", False, 8, "示例", ()),
    ("姓名", "AAC003", True, 16, "张示例", ()),
    ("性别", "AAC004", False, 8, "男", ("男", "女")),
    ("证件类型", "AAC058", True, 22, "居民身份证", _KINDS),
    ("证件号码", "AAC147", True, 26, "990000199001010016", ()),
    ("联系电话", "AAE005", True, 18, "19900000000", ()),
    ("学历", "", False, 14, "大专", _EDUCATION),
    ("户口性质", "", False, 12, "非农业", _HOUSEHOLD),
    ("工作单位", "", False, 30, "示例公司", ()),
    ("备注", "", False, 30, "本行是示例，导入时自动略过", ()),
)
"""Heading, code of the field, whether required, width in characters, example, what may be chosen."""
_HELP = (
    "黄色列必填，灰色列选填；请不要改动第一行的列名。",
    "证件号码、联系电话按文本填写；若显示为 3.1E+17，号码已丢失后三位，请重新填写。",
    "请不要合并单元格；一人一行，空行会自动略过。",
    "同一证件号码在一张表中只能出现一次；已在本班的学员会提示并略过。",
    "列名也可使用代码：AAC003 姓名、AAC004 性别、AAC058 证件类型、AAC147 证件号码、AAC002 社会保障号码、AAE005 电话。",
)


def template_bytes() -> bytes:
    """The .xlsx file; its first sheet is read, the second explains."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = "花名册"
    for place, (name, code, needed, width, example, choices) in enumerate(_COLUMNS, start=1):
        letter = get_column_letter(place)
        _head(sheet, place, name, code, needed=needed)
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].number_format = "@"
        cell = _put(sheet, 2, place, example)
        cell.font = _GREY
        if choices:
            _choose(sheet, f"{letter}2:{letter}{_ROWS_READY}", choices)
    for row in sheet.iter_rows(min_row=3, max_row=_ROWS_READY, max_col=len(_COLUMNS)):
        for blank in row:
            blank.number_format = "@"
    sheet.freeze_panes = "A2"
    _explain(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Worksheet, place: int, name: str, code: str, *, needed: bool) -> None:
    cell = _put(sheet, 1, place, f"{name}*" if needed else name)
    cell.font, cell.fill = _BOLD, _NEEDED if needed else _OPTIONAL
    cell.border = Border(bottom=_THIN, right=_THIN)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    if code:
        cell.comment = Comment(f"{code}{'，必填' if needed else ''}", "Voucher Desk")
    sheet.row_dimensions[1].height = 28


def _choose(sheet: Worksheet, cells: str, choices: tuple[str, ...]) -> None:
    offered = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = "请从列表中选择", "只能填写：" + "、".join(choices)
    sheet.add_data_validation(offered)
    offered.add(cells)


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet("填写说明")
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate(_HELP, start=1):
        _put(sheet, row, 1, line)


def _put(sheet: Worksheet, row: int, place: int, text: str) -> Cell:
    cell = sheet.cell(row, place)
    assert isinstance(cell, Cell)  # noqa: S101  nothing is merged
    write_text(cell, text)
    return cell
