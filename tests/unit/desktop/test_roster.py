"""The roster screen on a real record: feed and pending facts together, everything personal masked."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.roster.list_words import file_words, line_words
from desktop.screens.roster.presenter import RosterPresenter
from desktop.screens.roster.table import HOURS, ID_NUMBER, NAME, PHONE, STATE, state_words
from desktop.screens.roster.view import RosterView
from sync.desk.operations.announce_trainees import announce_trainees
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.show_roster import RosterLine, RosterState
from sync.desk.store import facts, feed
from sync.domain.identifiers import citizen_check_character
from sync.domain.ids import ClassId
from sync.domain.people_list import FileFault, LineTrouble
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import ReceiptCode
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, SiteKeys

Speak = Callable[[str], None]


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[RosterView]:
    speak("zh_CN")
    presenter = RosterPresenter(desk, disk)
    view = RosterView(presenter)
    qtbot.addWidget(view)
    view.resize(1184, 632)
    view.show()
    yield view
    disk.close()
    presenter.deleteLater()


def choose(qtbot: QtBot, view: RosterView, class_id: ClassId) -> None:
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.choose_class(class_id)


def cell(view: RosterView, row: int, column: int) -> str:
    return str(view.table.model().index(row, column).data())


def test_it_shows_who_is_in_the_class_and_masks_them(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    assert view.table.model().rowCount() == 5
    names = {cell(view, row, NAME) for row in range(5)}
    assert names == {"王*明", "李*", "欧**娜", "赵*芳", "单*"}
    assert all("*" in cell(view, row, ID_NUMBER) + cell(view, row, PHONE) for row in range(5))
    assert cell(view, 0, STATE) == "✓ 已录取"
    assert cell(view, 0, HOURS) == "36 / 80"


def test_an_enrolment_made_here_waits_for_the_centre(
    qtbot: QtBot, view: RosterView, desk: Desk, keys: SiteKeys
) -> None:
    enrol_trainee(desk, keys.code_for(3001, name="孙试梅"), class_id=CLASS_A, operator=FRONT_DESK)
    choose(qtbot, view, CLASS_A)
    assert cell(view, 0, NAME) == "孙*梅"
    assert "等中心回执" in cell(view, 0, STATE)
    assert "1 人等中心回执" in view._figures.text()


def test_the_filter_narrows_and_the_language_changes(qtbot: QtBot, view: RosterView, speak: Speak) -> None:
    choose(qtbot, view, CLASS_A)
    QTest.keyClick(view, Qt.Key.Key_F2)
    view.filter.setText("欧")
    assert view.table.model().rowCount() == 1
    speak("en")
    assert cell(view, 0, STATE) == "✓ Enrolled"
    assert view.table.model().headerData(STATE, Qt.Orientation.Horizontal) == "State"


def test_a_suggested_class_gives_way_to_a_chosen_one(qtbot: QtBot, view: RosterView) -> None:
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.suggest_class(CLASS_B)
    assert "养老护理" in view.chooser.text()
    next(action for action in view.chooser.menu().actions() if "初级焊工" in action.text()).trigger()
    qtbot.waitUntil(lambda: "初级焊工" in view.chooser.text())


def test_a_class_without_people_says_what_to_do(qtbot: QtBot, view: RosterView, desk: Desk) -> None:
    body = {
        "name": "中式烹调 2026-12 班",
        "project": 13,
        "project_name": "中式烹调",
        "capacity": 30,
        "required_hours": 60,
        "state": "open",
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, "class-c", body)], "9")
    choose(qtbot, view, ClassId("class-c"))
    assert "还没有人录取" in view._empty.accessibleName()


def test_a_site_without_classes_says_so(qtbot: QtBot, view: RosterView, desk: Desk) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, class_id, None) for class_id in (CLASS_A, CLASS_B)], "9")
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.refresh()
    assert "还没有班级" in view.chooser.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_state_has_its_sign_and_word(speak: Speak, language: str) -> None:
    speak(language)
    lines = (RosterLine(None, None, "张*", "", "", state, None, 0, 80) for state in RosterState)
    words = [state_words(line) for line in lines]
    assert len({text[0] for text in words}) == len(RosterState)
    assert all(len(text) > 3 for text in words)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RosterState.TO_CONFIRM, "? 待确认：发码平台还没有应答"),
        (RosterState.REJECTED, "✕ 未准予：查无此券"),
    ],
)
def test_a_code_that_waits_for_its_issuer_is_not_nobodys(speak: Speak, state: RosterState, said: str) -> None:
    speak("zh_CN")
    line = RosterLine(None, None, "", "", "", state, ReceiptCode.CODE_UNRESOLVED, 0, 80)
    assert state_words(line).replace(": ", "：") == said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_reason_is_read_whole_on_a_small_screen(
    qtbot: QtBot, view: RosterView, speak: Speak, language: str
) -> None:
    speak(language)
    choose(qtbot, view, CLASS_A)
    room = view.table.columnWidth(STATE) - 2 * view.table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin)
    lines = [
        RosterLine(None, None, "", "", "", state, code, 0, 80)
        for state in (RosterState.CONFLICT, RosterState.REJECTED)
        for code in ReceiptCode
    ]
    lines += [
        RosterLine(None, None, "", "", "", RosterState.PENDING, ReceiptCode.INSTITUTION_SUSPENDED, 0, 80),
        RosterLine(None, None, "", "", "", RosterState.TO_CONFIRM, ReceiptCode.CODE_UNRESOLVED, 0, 80),
    ]
    wide = view.table.fontMetrics().horizontalAdvance
    assert [state_words(line) for line in lines if wide(state_words(line)) > room] == []


def write_list(path: Path, *names: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["姓名", "证件号码", "联系电话"])
    for at, name in enumerate(names):
        first17 = f"990000{1980 + at}0101900"
        sheet.append([name, first17 + citizen_check_character(first17), "19900009000"])
    sheet.append(["试错", "990000198001019000", "19900009000"])
    book.save(path)
    return path


def test_a_list_is_looked_at_then_taken_by_keyboard(
    qtbot: QtBot, view: RosterView, desk: Desk, tmp_path: Path
) -> None:
    choose(qtbot, view, CLASS_A)
    view._presenter.operator = FRONT_DESK
    QTest.keySequence(view, "Ctrl+I")
    sheet = view.list_sheet
    assert sheet.isVisible()
    sheet.look_at(write_list(tmp_path / "list.xlsx", "林试一", "林试二"))
    qtbot.waitUntil(lambda: sheet.checked is not None)
    assert sheet.main.text() == "导入 2 人，略过 1 行"
    assert "B4 号码与证件类型不符" in str(sheet.table.model().index(2, 4).data())
    sheet.only_troubled.setChecked(True)
    assert sheet.table.model().rowCount() == 1
    with desk.store.read() as tx:
        assert facts.count(tx) == 0
    with qtbot.waitSignal(view._presenter.recorded):
        QTest.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.table.model().rowCount() == 7)
    assert sheet.cancel.text() == "关闭"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert cell(view, 5, NAME) == "林*一"
    assert cell(view, 5, STATE) == "○ 已报名，尚未读券"
    assert "已报名 2 人" in view._figures.text()
    view.table.selectRow(5)
    assert (view.let_go.text(), view.move_on.isEnabled()) == ("取消报名", False)


def test_a_bad_file_is_one_clear_line(qtbot: QtBot, view: RosterView, tmp_path: Path, speak: Speak) -> None:
    choose(qtbot, view, CLASS_A)
    view._bring_in()
    (tmp_path / "list.xlsx").write_text("姓名,号码")
    view.list_sheet.look_at(tmp_path / "list.xlsx")
    qtbot.waitUntil(view.list_sheet.trouble.isVisible)
    assert view.list_sheet.trouble.text() == "R04 这是文本文件（.csv）。请用 Excel 打开并另存为 .xlsx。"
    assert not view.list_sheet.main.isEnabled()
    speak("en")
    assert view.list_sheet.trouble.text().startswith("R04 This is a text file")
    view.list_sheet.close_sheet()
    view._bring_in()
    speak("zh_CN")
    assert view.list_sheet.trouble.text() == ""


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_fault_of_a_file_or_line_has_words(speak: Speak, language: str) -> None:
    speak(language)
    assert len({file_words(fault) for fault in FileFault}) == len(FileFault)
    assert len({line_words(trouble, "B2") for trouble in LineTrouble}) == len(LineTrouble)


def test_somebody_leaves_with_a_reason(qtbot: QtBot, view: RosterView, desk: Desk) -> None:
    choose(qtbot, view, CLASS_A)
    view._presenter.operator = FRONT_DESK
    view.table.selectRow(1)
    view.let_go.click()
    sheet = view.leave_sheet
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert sheet._reason_field._trouble.text() == "请简单写明理由。"
    sheet.reason.setText("搬家")
    with qtbot.waitSignal(view._presenter.recorded):
        QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.table.model().rowCount() == 4)
    assert not sheet.isVisible()


def test_the_filter_takes_what_an_input_method_writes(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    tail = cell(view, 0, ID_NUMBER)[-4:]
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in tail)
    view.filter.setText(f" {full_width} ")
    assert [cell(view, row, ID_NUMBER)[-4:] for row in range(view.table.model().rowCount())] == [tail]


def test_a_sheet_waits_for_somebody_to_work_here(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    view.table.selectRow(1)
    view.let_go.click()
    sheet = view.leave_sheet
    sheet.reason.setText("搬家")
    sheet.main.click()
    assert sheet.trouble.text().startswith("请先在右上角选择经办人")
    view._presenter.operator = FRONT_DESK
    with qtbot.waitSignal(view._presenter.recorded):
        sheet.main.click()
    qtbot.waitUntil(lambda: not sheet.isVisible())


def test_the_answer_about_one_person_leaves_the_sheet_of_the_next_open(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    view._presenter.operator = FRONT_DESK
    view.table.selectRow(1)
    view.let_go.click()
    sheet = view.leave_sheet
    sheet.reason.setText("搬家")
    with qtbot.waitSignal(view._presenter.recorded):
        sheet.main.click()
        sheet.close_sheet()  # Escape, before it is written
        view.table.selectRow(2)
        view.let_go.click()
        assert sheet.main.isEnabled()
    assert sheet.isVisible()


def test_who_came_onto_the_roster_meanwhile_is_told_to_be_left_out(
    qtbot: QtBot, view: RosterView, desk: Desk, tmp_path: Path
) -> None:
    choose(qtbot, view, CLASS_A)
    view._presenter.operator = FRONT_DESK
    view._bring_in()
    sheet = view.list_sheet
    sheet.look_at(write_list(tmp_path / "list.xlsx", "林试一", "林试二"))
    qtbot.waitUntil(lambda: sheet.checked is not None)
    assert sheet.checked is not None
    announce_trainees(desk, CLASS_A, sheet.checked.people[:1], operator=FRONT_DESK)
    with qtbot.waitSignal(view._presenter.recorded):
        sheet.main.click()
    qtbot.waitUntil(lambda: sheet.checked is None)
    said = " ".join(label.text() for label in sheet._empty.findChildren(QLabel))
    assert "已导入 1 人" in said
    assert "期间已在花名册上而略过：1 人" in said


def test_a_class_of_another_project_is_no_way_out(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    view._presenter.operator = FRONT_DESK
    view.table.selectRow(0)
    view.move_on.click()
    view.transfer_sheet.reason.setText("改上晚班")
    view.transfer_sheet.main.click()
    qtbot.waitUntil(view.transfer_sheet.trouble.isVisible)
    assert view.transfer_sheet.trouble.text().startswith("R01 该班已满")


def test_five_thousand_people_are_shown_sorted_and_filtered_at_once(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    line = RosterLine(None, None, "张*", "990***********1234", "199****0000", RosterState.EXPECTED, None, 0, 80)
    roster = view._roster
    assert roster is not None
    before = time.monotonic()
    view.show_roster(replace(roster, lines=(*roster.lines, *[line] * 5000)))
    view.table.sortByColumn(NAME, Qt.SortOrder.DescendingOrder)
    view.filter.setText("王")
    view.grab()
    assert time.monotonic() - before < 3
    assert view.table.model().rowCount() == 1


def test_a_file_read_for_one_class_is_not_offered_for_another(
    qtbot: QtBot, view: RosterView, tmp_path: Path
) -> None:
    choose(qtbot, view, CLASS_A)
    card = {one.class_id: one for one in view._roster.classes} if view._roster else {}
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["姓名", "证件号码"])
    sheet.append(["孙试", "990000199001010016"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    view.list_sheet.open_for(card[CLASS_A])
    view.list_sheet.look_at(path)
    view.list_sheet.close_sheet()
    view.list_sheet.open_for(card[CLASS_B])
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.refresh()
    qtbot.wait(50)
    assert view.list_sheet.checked is None
    view.list_sheet.look_at(path)
    qtbot.waitUntil(lambda: view.list_sheet.checked is not None)
