"""Somebody's file: small to send and endless to unfold, or exchanged while it is read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sync.desk.spreadsheets.roster_file import read_people
from sync.desk.spreadsheets.workbook_file import open_workbook, read_workbook_file
from sync.domain.people_list import FileFault, ListColumn
from sync.errors import WorkbookUnusable

_CELLS = 4_000_000


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["姓名", "证件号码"])
    sheet.append(["=\"孙\"&\"试\"", "990000199001010016"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_endless_empty_cells_are_counted_before_they_are_parsed(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with ZipFile(BytesIO(workbook())) as given, ZipFile(path, "w", ZIP_DEFLATED) as made:
        for part in given.namelist():
            content = given.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", b"<row>" + b"<c/>" * _CELLS + b"</row></sheetData>")
            made.writestr(part, content)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(WorkbookUnusable) as caught:
        read_people(path)
    assert caught.value.fault is FileFault.TOO_LARGE


def test_a_file_that_is_gone_after_it_was_read_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook())
    content = read_workbook_file(path)
    path.unlink()
    assert open_workbook(content, values=True).sheetnames == open_workbook(content, values=False).sheetnames


def test_formulas_are_read_from_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook())
    (line,) = read_people(path).lines
    assert ListColumn.NAME not in line.values
