"""Lists of people as they come: real workbooks, good and bad, read and judged against a real record."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sync.desk.operations.announce_trainees import announce_trainees
from sync.desk.operations.desk import Desk
from sync.desk.operations.import_roster import import_roster
from sync.desk.operations.read_roster_file import CheckedList, read_roster_file, tidy_name
from sync.desk.operations.save_template import save_template
from sync.desk.spreadsheets.roster_headings import column_named
from sync.desk.store import expected, facts
from sync.domain.expected_people import Person
from sync.domain.identifiers import citizen_check_character
from sync.domain.identity_documents import DocumentKind
from sync.domain.people_list import FileFault, LineTrouble, ListColumn
from sync.errors import InvalidInput, WorkbookUnusable
from tests.fakes.site import CLASS_A, FRONT_DESK, PEOPLE

HEAD = ("序号", "姓名*", "性别", "证件类型", "身份证号码", "联系电话", "工作单位", "备注")


def number(n: int) -> str:
    first17 = f"990000{1960 + n % 40}0101{n // 40:03d}"
    return first17 + citizen_check_character(first17)


def line(n: int, name: str = "", **other: object) -> tuple[object, ...]:
    row = {"no": n, "name": name or f"试{chr(0x4E00 + n)}", "sex": None, "kind": "居民身份证", "id": number(n)}
    row |= {"phone": f"199{n:08d}", "employer": None, "remark": None}
    return tuple((row | other).values())


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def make(
        *rows: tuple[object, ...], head: tuple[object, ...] = HEAD, then: Callable[[Worksheet], object] | None = None
    ) -> Path:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        for row in (head, *rows):
            sheet.append(list(row))
        if then:
            then(sheet)
        book.save(tmp_path / "list.xlsx")
        return tmp_path / "list.xlsx"

    return make


Make = Callable[..., Path]


def read(desk: Desk, path: Path) -> CheckedList:
    return read_roster_file(desk, CLASS_A, path)


def troubles(checked: CheckedList) -> list[list[tuple[str, str]]]:
    return [[(trouble.value, cell) for trouble, cell in one.troubles] for one in checked.lines]


def test_a_good_list_is_taken_whole_and_only_once(desk: Desk, workbook: Make) -> None:
    checked = read(desk, workbook(line(1), line(2, employer="示例公司"), line(3)))
    assert troubles(checked) == [[], [], []]
    assert all("*" in one.name + one.id_number for one in checked.lines)
    assert "990000" not in repr(checked)
    told = import_roster(desk, CLASS_A, checked, operator=FRONT_DESK)
    assert len(told.new) == 3
    again = read(desk, workbook(line(1), line(4)))
    assert troubles(again) == [[("in_class", "E2")], []]
    with desk.store.read() as tx:
        assert [one.person.employer for one in expected.of_class(tx, CLASS_A)] == [None, "示例公司", None]


def test_who_is_on_the_roster_already_is_left_out(desk: Desk, workbook: Make) -> None:
    checked = read(desk, workbook(line(1, PEOPLE[0].name, id=PEOPLE[0].id_number)))
    assert troubles(checked) == [[("in_class", "E2")]]
    with pytest.raises(InvalidInput):
        import_roster(desk, CLASS_A, checked, operator=FRONT_DESK)


def test_each_line_says_what_is_wrong_and_in_which_cell(desk: Desk, workbook: Make) -> None:
    checked = read(
        desk,
        workbook(
            line(1, id=990000196001010012),  # a number: Excel keeps fifteen digits
            line(2, id="3.10101E+17"),
            line(3, id=datetime(1990, 1, 1)),  # noqa: DTZ001  a workbook's dates have no zone
            line(4, id="990000196001010010"),
            line(5, kind="军官证"),
            line(6, phone="一三八"),
            line(7, name=" "),
            line(8, id=None),
            line(9, "试甲", id=number(8)),
            line(9),
            line(9, name="试九"),
            line(10, phone=19900000010),
            line(11, phone=None),
            line(12, sex="女"),
            line(13, name="试\u202e坏"),
        ),
    )
    assert troubles(checked) == [
        [("digits_lost", "E2")],
        [("digits_lost", "E3")],
        [("date", "E4")],
        [("identity", "E5")],
        [("kind", "D6")],
        [("phone", "F7")],
        [("name_missing", "B8")],
        [("id_missing", "E9")],
        [],
        [],
        [("twice", "E12")],
        [],
        [("no_phone", "F14")],
        [("sex_differs", "C15")] if int(number(12)[16]) % 2 else [],
        [("name", "B16")],
    ]
    assert len(checked.people) == 5


def test_numbers_as_people_type_them_are_understood(desk: Desk, workbook: Make) -> None:
    wide = number(2).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789X"})
    spaced = f"{number(3)[:6]} {number(3)[6:14]} {number(3)[14:]}".lower()
    checked = read(desk, workbook(line(2, id=wide), line(3, id=spaced)))
    assert [person.number for person in checked.people] == [number(2), number(3)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张　三", "张三"),
        ("阿卜杜•试 ", "阿卜杜·试"),
        ("Li  Shi", "Li Shi"),
        ("𠮷试", "𠮷试"),
        ("长" * 40, "长" * 40),
    ],
)
def test_names_are_kept_as_they_are_but_for_blanks_and_dots(desk: Desk, workbook: Make, typed: str, name: str) -> None:
    assert tidy_name(typed) == name
    (person,) = read(desk, workbook(line(1, typed))).people
    assert person.name == name


def test_formulas_need_a_result(desk: Desk, workbook: Make) -> None:
    path = workbook(line(1, name='="试"&"算"'), line(2, remark="#N/A"))
    assert troubles(read(desk, path)) == [[("formula", "B2"), ], [("formula", "H3")]]


def test_a_formula_with_a_result_is_taken_and_told(desk: Desk, workbook: Make, tmp_path: Path) -> None:
    path = workbook(line(1, name='="试"&"算"'))
    with_result = tmp_path / "calculated.xlsx"
    with ZipFile(path) as old, ZipFile(with_result, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<v></v>", "<v>试算</v>".encode()).replace(b"<v />", "<v>试算</v>".encode())
                data = data.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            new.writestr(part, data)
    checked = read(desk, with_result)
    assert troubles(checked) == [[("computed", "B2")]]
    assert checked.people[0].name == "试算"


def test_merged_cells_belong_to_nobody(desk: Desk, workbook: Make) -> None:
    checked = read(desk, workbook(line(1), line(2), then=lambda sheet: sheet.merge_cells("F2:F3")))
    assert troubles(checked) == [[("merged", "F2")], [("merged", "F3")]]
    assert checked.people == ()


def test_headings_may_stand_lower_have_codes_or_other_words(desk: Desk, workbook: Make) -> None:
    rows = (("", "AAC003", "AAC147", "AAE005"), ("", "试一", number(1), "19900000001"))
    checked = read(desk, workbook(*rows, head=("某公司学员名单",)))
    assert len(checked.people) == 1
    assert column_named("证件\n号码（必填）") == (ListColumn.ID_NUMBER, 0)
    assert column_named("备 注") == (ListColumn.REMARK, 0)


def test_hidden_sheets_are_not_read_but_told(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.active
    assert isinstance(hidden, Worksheet)
    hidden.append(HEAD)
    hidden.append(list(line(1)))
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("名单")
    shown.append(HEAD)
    shown.append(list(line(2)))
    book.save(tmp_path / "two.xlsx")
    checked = read(desk, tmp_path / "two.xlsx")
    assert (checked.sheet, checked.hidden, [person.number for person in checked.people]) == ("名单", 1, [number(2)])


def _ole(content: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + content.encode("utf-16-le")


def _bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<a/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(130):
                part.write(bytes(1 << 20))


@pytest.mark.parametrize(
    ("fault", "content"),
    [
        (FileFault.OLD_WORKBOOK, _ole("Workbook")),
        (FileFault.PASSWORD, _ole("EncryptedPackage")),
        (FileFault.PLAIN_TEXT, "姓名,身份证号码\n".encode("gbk")),
        (FileFault.NO_WORKBOOK, b"\x89PNG\0"),
        (FileFault.NO_WORKBOOK, b""),
        (FileFault.DAMAGED, b"PK\x03\x04 and nothing more"),
    ],
)
def test_other_files_are_told_for_what_they_are(desk: Desk, tmp_path: Path, fault: FileFault, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    _refused(desk, path, fault)


def _refused(desk: Desk, path: Path, fault: FileFault) -> None:
    with pytest.raises(WorkbookUnusable) as refusal:
        read(desk, path)
    assert refusal.value.fault == fault


def test_a_file_that_unfolds_without_end_is_not_unfolded(desk: Desk, tmp_path: Path) -> None:
    _bomb(tmp_path / "bomb.xlsx")
    before = time.monotonic()
    _refused(desk, tmp_path / "bomb.xlsx", FileFault.TOO_LARGE)
    assert time.monotonic() - before < 1


def test_files_without_a_list(desk: Desk, tmp_path: Path, workbook: Make) -> None:
    _refused(desk, tmp_path / "gone.xlsx", FileFault.NOT_THERE)
    _refused(desk, tmp_path, FileFault.NOT_THERE)
    _refused(desk, workbook(("a", "b"), head=("商品", "价格")), FileFault.NO_HEADINGS)
    _refused(desk, workbook(), FileFault.NOBODY)
    _refused(desk, workbook(head=("姓名", "证件号码", "姓名")), FileFault.COLUMN_TWICE)
    _refused(desk, workbook(line(1), then=lambda sheet: sheet.cell(30_000, 1, "x") and None), FileFault.TOO_MANY)
    with ZipFile(tmp_path / "letter.docx", "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
    _refused(desk, tmp_path / "letter.docx", FileFault.NO_WORKBOOK)


def test_the_template_is_read_back_without_its_example(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "stick" / "template.xlsx"
    path.parent.mkdir()
    save_template(desk, path)
    _refused(desk, path, FileFault.NOBODY)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    assert sheet["B1"].fill.fgColor.rgb != sheet["J1"].fill.fgColor.rgb
    assert sheet["E500"].number_format == "@"
    assert {one.formula1 for one in sheet.data_validations.dataValidation} >= {'"男,女"'}
    typed: tuple[str | int, ...] = (1, "试一", "男", "居民身份证", number(1), "19900000001", "大专", "", "示例公司")
    for place, value in enumerate(typed, 1):
        sheet.cell(3, place, value)
    book.save(path)
    (person,) = read(desk, path).people
    assert person == Person("试一", DocumentKind.CITIZEN_ID, number(1), "19900000001", "示例公司", "学历：大专")


def test_five_thousand_people_are_read_in_seconds_and_can_be_stopped(desk: Desk, workbook: Make) -> None:
    path = workbook(*(line(n) for n in range(5000)))
    before = time.monotonic()
    checked = read(desk, path)
    assert time.monotonic() - before < 5
    assert len(checked.lines) == 5000

    class Enough(Exception):
        pass

    def stop(done: int, whole: int) -> None:
        if done > 1000:
            raise Enough

    with pytest.raises(Enough):
        import_roster(desk, CLASS_A, checked, operator=FRONT_DESK, told=stop)
    with desk.store.read() as tx:
        assert facts.count(tx) == 0
        assert expected.of_class(tx, CLASS_A) == []


def test_warnings_let_a_line_in() -> None:
    assert {trouble for trouble in LineTrouble if trouble.is_warning} == {
        LineTrouble.NO_PHONE,
        LineTrouble.SEX_DIFFERS,
        LineTrouble.COMPUTED,
        LineTrouble.NAME_TWICE,
    }


def test_somebody_announced_meanwhile_is_left_out(desk: Desk, workbook: Make) -> None:
    checked = read(desk, workbook(line(1), line(2)))
    announce_trainees(desk, CLASS_A, checked.people[:1], operator=FRONT_DESK)
    told = import_roster(desk, CLASS_A, checked, operator=FRONT_DESK)
    assert (len(told.new), told.known) == (1, (0,))
