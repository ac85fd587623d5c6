"""Forms on paper and in workbooks: turned into pictures, read as text, opened again by another library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.background import Background, Stopped
from desktop.printing.form_sheet import FormSheet
from desktop.printing.form_words import file_name
from desktop.printing.pages import lay_out
from desktop.printing.print_form import PrinterGone, paint_on, pdf_bytes, print_pages
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_form import export_form
from sync.desk.operations.show_form import FormWish, Unmasked, form_choices, show_form
from sync.desk.store import facts
from sync.domain.forms import Align, Column, Form, FormKind, FormTable
from sync.domain.ids import ClassId
from sync.errors import InvalidInput, UnknownThing
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, PEOPLE

TODAY = NOW.date()
IN_CLASS = [person for person in PEOPLE if person.class_id == CLASS_A]
INSPECTION = Unmasked("检查", FRONT_DESK)


def form(desk: Desk, kind: FormKind, unmasked: Unmasked | None = None) -> Form:
    return show_form(desk, FormWish(kind, CLASS_A, TODAY, unmasked))


def opened(path: Path, content: bytes) -> QPdfDocument:
    path.write_bytes(content)
    document = QPdfDocument()
    document.load(str(path))
    assert document.status() is QPdfDocument.Status.Ready
    return document


def words(document: QPdfDocument) -> str:
    return "".join(page_words(document))


def page_words(document: QPdfDocument) -> list[str]:
    """Of each page, without blanks: the reader guesses lines, and takes some columns for upright writing."""
    return ["".join(document.getAllText(page).text().split()) for page in range(document.pageCount())]


def long_form(rows: int) -> Form:
    columns = (Column("序号", 10, Align.RIGHT, number=True), Column("姓名", 60), Column("备注", 60))
    table = FormTable(columns, tuple((str(n), f"试{n}", "很长的备注" * (n % 12)) for n in range(1, rows + 1)))
    return Form(FormKind.ROSTER, "花名册", (("班级", "甲班"),), (table,), ("共",), ("班主任",), landscape=True)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("kind", list(FormKind))
def test_every_form_is_a_page_with_ink_on_it(desk: Desk, tmp_path: Path, kind: FormKind) -> None:
    made = form(desk, kind)
    document = opened(tmp_path / "form.pdf", pdf_bytes(lay_out(made), lambda _done, _whole: None))
    text = words(document)
    assert made.title.split("　", maxsplit=1)[0] in text
    assert "第1页共1页" in text
    assert all("".join(column.title.split()) in text for table in made.tables for column in table.columns)
    size = document.pagePointSize(0)
    assert (size.width() > size.height()) is made.landscape
    picture = document.render(0, QSize(600, 600))
    seen = [picture.pixelColor(x, y) for x in range(0, 600, 2) for y in range(0, 600, 2)]
    assert sum(colour.alpha() > 200 and colour.lightness() < 120 for colour in seen) > 100
    assert b"/FontFile" in (tmp_path / "form.pdf").read_bytes()


@pytest.mark.usefixtures("dressed")
def test_names_are_masked_unless_a_reason_is_written_down(desk: Desk, tmp_path: Path) -> None:
    masked = words(opened(tmp_path / "a.pdf", pdf_bytes(lay_out(form(desk, FormKind.ROSTER)), lambda _d, _w: None)))
    assert not any(person.name in masked or person.id_number in masked for person in IN_CLASS)
    with desk.store.read() as tx:
        assert facts.count(tx) == 0
    whole = lay_out(form(desk, FormKind.ROSTER, INSPECTION))
    text = words(opened(tmp_path / "b.pdf", pdf_bytes(whole, lambda _d, _w: None)))
    assert all(person.name in text and person.id_number in text for person in IN_CLASS)
    with desk.store.read() as tx:
        assert facts.count_by_type(tx) == {"identity_revealed": 1}


def test_no_reason_no_numbers(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        form(desk, FormKind.ROSTER, Unmasked(" ", FRONT_DESK))
    with pytest.raises(UnknownThing):
        show_form(desk, FormWish(FormKind.RESULTS, ClassId("none"), TODAY))


@pytest.mark.usefixtures("dressed")
def test_a_long_table_repeats_its_head_and_tears_no_row(tmp_path: Path) -> None:
    document = opened(tmp_path / "long.pdf", pdf_bytes(lay_out(long_form(300)), lambda _d, _w: None))
    assert document.pageCount() > 8
    pages = page_words(document)
    assert all("序号姓名备注" in page for page in pages)
    assert all(sum(f"{n}试{n}{'很长的备注' * (n % 12)}" in page for page in pages) == 1 for n in (11, 57, 150, 299))
    assert f"第3页共{len(pages)}页" in pages[2]


@pytest.mark.usefixtures("dressed")
def test_long_work_can_be_stopped() -> None:
    def stop(done: int, _whole: int) -> None:
        if done > 10:
            raise Stopped

    with pytest.raises(Stopped):
        lay_out(long_form(300), stop)
    with pytest.raises(Stopped):
        pdf_bytes(lay_out(long_form(3000)), stop)


@pytest.mark.usefixtures("dressed")
def test_a_printer_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(PrinterGone):
        print_pages(lay_out(form(desk, FormKind.ROSTER)), "no such printer", lambda _d, _w: None)


@pytest.mark.parametrize("kind", list(FormKind))
def test_the_workbook_says_what_the_paper_says(desk: Desk, tmp_path: Path, kind: FormKind) -> None:
    made = form(desk, kind, INSPECTION if kind is not FormKind.DAY else None)
    (tmp_path / "stick").mkdir()
    export_form(desk, made, tmp_path / "stick" / "form.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "stick" / "form.xlsx")).get_sheet_by_index(0).to_python()
    cells = [tuple(_plain(cell) for cell in row) for row in rows]
    assert cells[0][0] == made.title
    for table in made.tables:
        width = len(table.columns)
        head = cells.index((*(column.title for column in table.columns), *[""] * (len(cells[0]) - width)))
        written = [row[:width] for row in cells[head + 1 : head + 1 + len(table.rows)]]
        assert written == list(table.rows)
        if table.totals:
            assert cells[head + 1 + len(table.rows)][:width] == table.totals
    assert all(note in {row[0] for row in cells} for note in made.notes)


def _plain(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def test_a_name_is_no_formula(desk: Desk, tmp_path: Path) -> None:
    evil = Form(FormKind.ROSTER, "表", (), (FormTable((Column("姓名", 20),), (("=1+1",), ("\x07试",))),))
    (tmp_path / "stick").mkdir()
    export_form(desk, evil, tmp_path / "stick" / "form.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "stick" / "form.xlsx")).get_sheet_by_index(0).to_python()
    assert ["=1+1"] in rows
    assert ["试"] in rows
    with pytest.raises(InvalidInput):
        export_form(desk, evil, desk.store.path.parent / "form.xlsx")


def test_the_months_and_days_to_choose_from(desk: Desk) -> None:
    choices = form_choices(desk, CLASS_A)
    assert choices.days == (choices.today,) == (TODAY,)
    assert choices.months == (TODAY.replace(day=1),)
    assert form_choices(desk, None).months == (TODAY.replace(day=1),)


@pytest.fixture
def sheet(qtbot: QtBot, desk: Desk, disk: Background, dressed: object) -> Iterator[FormSheet]:
    page, long = QWidget(), Background()
    qtbot.addWidget(page)
    page.resize(1184, 632)
    made = FormSheet(page, desk, disk, long)
    made.operator = FRONT_DESK
    page.show()
    yield made
    long.close()


def test_the_sheet_shows_saves_and_asks_why(qtbot: QtBot, sheet: FormSheet, tmp_path: Path, desk: Desk) -> None:
    sheet.open_for(CLASS_A, FormKind.ATTENDANCE)
    qtbot.waitUntil(sheet.save_book.isEnabled)
    assert "出勤簿" in sheet.shown
    (tmp_path / "stick").mkdir()
    for name, as_book in (("a.pdf", False), ("a.xlsx", True)):
        with qtbot.waitSignal(sheet.said):
            sheet.save(tmp_path / "stick" / name, as_book=as_book)
        assert (tmp_path / "stick" / name).stat().st_size > 1000
    sheet.whole.setChecked(True)
    sheet.reason.setText("检查")
    with qtbot.waitSignal(sheet.revealed):
        QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    with desk.store.read() as tx:
        assert facts.count_by_type(tx) == {"identity_revealed": 1}
    sheet.kind.setCurrentIndex(list(FormKind).index(FormKind.DAY))
    qtbot.waitUntil(lambda: "日结单" in sheet.shown)


def test_a_place_that_takes_no_file_is_told_in_the_sheet(qtbot: QtBot, sheet: FormSheet, tmp_path: Path) -> None:
    sheet.open_for(CLASS_A)
    qtbot.waitUntil(sheet.save_book.isEnabled)
    sheet.save(tmp_path / "nowhere" / "a.pdf", as_book=False)
    qtbot.waitUntil(sheet.trouble.isVisible)
    assert sheet.trouble.text().startswith("R01")


def test_what_one_was_shown_whole_the_next_is_not(qtbot: QtBot, sheet: FormSheet) -> None:
    sheet.open_for(CLASS_A, FormKind.ROSTER)
    qtbot.waitUntil(sheet.save_book.isEnabled)
    sheet.whole.setChecked(True)
    sheet.reason.setText("检查")
    with qtbot.waitSignal(sheet.revealed):
        sheet._read()
    whole = sheet._pages
    sheet.operator = None
    assert not sheet.save_book.isEnabled()
    qtbot.waitUntil(sheet.save_book.isEnabled)
    assert sheet._pages is not None
    assert sheet._pages is not whole
    assert IN_CLASS[0].id_number not in str(sheet._pages.form)
    assert not sheet.reason.text()


def test_another_form_with_whole_numbers_and_no_reason_shows_nothing(qtbot: QtBot, sheet: FormSheet) -> None:
    sheet.open_for(CLASS_A, FormKind.ROSTER)
    qtbot.waitUntil(sheet.save_book.isEnabled)
    sheet.whole.setChecked(True)
    sheet.kind.setCurrentIndex(list(FormKind).index(FormKind.RESULTS))
    assert (sheet.shown, sheet.save_book.isEnabled(), sheet.main.isEnabled()) == ("", False, False)
    assert sheet._reason_field._trouble.text()
    sheet.whole.setChecked(False)
    qtbot.waitUntil(sheet.save_book.isEnabled)
    assert "成绩" in sheet.shown
    assert not sheet._reason_field._trouble.text()


class JobPrinter(QPrinter):
    """Prints into a file and notes when its job is given up; the file's own engine knows no jobs."""

    given_up_while = QPrinter.PrinterState.Idle

    def abort(self) -> bool:
        self.given_up_while = self.printerState()
        return super().abort()


@pytest.mark.usefixtures("dressed")
def test_a_job_that_is_stopped_halfway_is_taken_back_from_the_printer(tmp_path: Path) -> None:
    def stop(done: int, _whole: int) -> None:
        if done > 1:
            raise Stopped

    pages = lay_out(long_form(300))
    for told, state in ((stop, QPrinter.PrinterState.Active), (lambda _d, _w: None, QPrinter.PrinterState.Idle)):
        printer = JobPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        with pytest.raises(Stopped) if told is stop else nullcontext():
            paint_on(printer, pages, told)
        assert printer.given_up_while is state


def test_a_saved_form_is_called_by_its_class_and_day(desk: Desk) -> None:
    roster, day = file_name(form(desk, FormKind.ROSTER)), file_name(form(desk, FormKind.DAY))
    assert roster.startswith("学员花名册 ")
    assert roster.endswith(f"{form_choices(desk, CLASS_A).today}")
    assert len(roster.split()) >= 3
    assert day.startswith("日结单 ")
    assert not set(roster + day) & set('\\/:*?"<>|')
