"""The classes screen on a real record: list, checklist, sheets, and results typed and pasted like in a spreadsheet."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.classes import wording
from desktop.screens.classes.class_page import RESULTS, SESSIONS
from desktop.screens.classes.presenter import ClassesPresenter
from desktop.screens.classes.results_model import CERTIFICATE, OUTCOME, PRACTICAL, STATE, THEORY
from desktop.screens.classes.view import ClassesView
from sync.desk.operations.cancel_class import cancel_class
from sync.desk.operations.desk import Desk
from sync.desk.operations.report_opening import report_opening
from sync.desk.operations.show_class import SessionStage
from sync.desk.operations.show_classes import Opening, OpeningStage, show_classes
from sync.desk.operations.show_results import ResultStage
from sync.desk.store import feed
from sync.domain.ids import ClassId, StaffId
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER, NOW

Speak = Callable[[str], None]
CERTIFICATE_NO = "S000031000001265000001"


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[ClassesView]:
    speak("zh_CN")
    presenter = ClassesPresenter(desk, disk)
    view = ClassesView(presenter)
    qtbot.addWidget(view)
    view.resize(1184, 632)
    with qtbot.waitSignal(presenter.classes):
        presenter.operator = MANAGER
    view.show()
    yield view
    disk.close()
    presenter.deleteLater()


def open_class(qtbot: QtBot, view: ClassesView, class_id: ClassId, part: int = 0) -> None:
    with qtbot.waitSignal(view._presenter.opened):
        view.list.opened.emit(class_id)
    view.page.tabs.setCurrentIndex(part)


def work_as(qtbot: QtBot, view: ClassesView, operator: StaffId) -> None:
    with qtbot.waitSignal(view._presenter.opened):
        view._presenter.operator = operator


def said(view: ClassesView) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [view.list.item(row).data(role) for row in range(view.list.count())]


def test_the_list_says_how_each_class_stands(qtbot: QtBot, view: ClassesView, desk: Desk, speak: Speak) -> None:
    assert len(said(view)) == 2
    assert any("养老护理 2026-11 班" in row and "1 / 8 人" in row and "反馈逾期" in row for row in said(view))
    view.filter.setText("焊工")
    assert view.list.count() == 1
    view.filter.setText("")
    speak("en")
    assert any("Report overdue" in row for row in said(view))
    assert not [window for window in QApplication.topLevelWidgets() if window.isVisible() and window is not view]


def test_no_class_is_said_calmly(qtbot: QtBot, view: ClassesView, desk: Desk) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, known, None) for known in (CLASS_A, CLASS_B)], "2")
    with qtbot.waitSignal(view._presenter.classes):
        view._presenter.refresh()
    assert "还没有班级" in view._empty.accessibleName()


def test_the_checklist_names_what_is_missing_and_leads_there(qtbot: QtBot, view: ClassesView) -> None:
    open_class(qtbot, view, CLASS_B)
    tab = view.page.opening
    shown = [way for way in tab.ways.values() if way.isVisible()]
    assert len(shown) == 3
    assert not tab.send.isEnabled()
    assert "3" in tab.missing.text()
    shown[0].click()
    assert view.page.tabs.currentIndex() == SESSIONS
    with qtbot.waitSignal(view.asked_for) as asked:
        view.page.people.open.click()
    assert asked.args == ["roster", CLASS_B]


def test_a_report_that_was_sent_waits_for_its_receipt(qtbot: QtBot, view: ClassesView, desk: Desk) -> None:
    report_opening(desk, CLASS_B, operator=MANAGER)
    open_class(qtbot, view, CLASS_B)
    assert "等待中心回执" in view.page.opening.headline.text()
    assert not view.page.opening.send.isVisible()


def test_the_countdown_in_words(speak: Speak) -> None:
    speak("zh_CN")
    due = Opening(OpeningStage.DUE, NOW + timedelta(days=2, hours=4, minutes=5), ())
    assert wording.opening_mark(due, NOW) == ("◷ 还剩 2 天 4 小时", "undone")
    soon = Opening(OpeningStage.DUE, NOW + timedelta(minutes=95), ())
    assert wording.opening_mark(soon, NOW) == ("◷ 还剩 1 小时 35 分", "to_confirm")
    for stage in OpeningStage:
        assert wording.opening_headline(Opening(stage, None, ()), NOW)
        assert wording.opening_mark(Opening(stage, None, ()), NOW)[0]


def test_a_session_is_changed_in_its_sheet(qtbot: QtBot, view: ClassesView) -> None:
    open_class(qtbot, view, CLASS_B, SESSIONS)
    view.page.sessions.change.click()
    sheet = view.change_sheet
    assert sheet.isVisible()
    sheet.main.click()
    assert sheet.isVisible()
    assert "请简单写明原因" in sheet.reason._trouble.text()
    sheet.reason.box.setEditText("教室停电")
    sheet.day.setDate(QDate(2026, 11, 1))
    with qtbot.waitSignal(view._presenter.declined):
        sheet.main.click()
    assert "已经过去" in sheet.trouble.text()
    sheet.day.setDate(QDate(2026, 11, 27))
    sheet.room.setEditText("102")
    with qtbot.waitSignal(view._presenter.opened):
        sheet.main.click()
    assert not sheet.isVisible()
    (line,) = view.page.sessions.model.lines
    assert (line.stage, line.room, line.starts.day) == (SessionStage.CHANGING, "102", 27)
    assert view.page.sessions.table.model().index(0, 5).data().startswith("…")


def test_a_session_of_a_class_that_was_given_up_meanwhile_is_declined_with_words(
    qtbot: QtBot, view: ClassesView, desk: Desk
) -> None:
    open_class(qtbot, view, CLASS_B, SESSIONS)
    view.page.sessions.cancel.click()
    sheet = view.cancel_sheet
    cancel_class(desk, CLASS_B, reason="人数不足", operator=MANAGER)
    sheet.reason.box.setEditText("教师生病")
    with qtbot.waitSignal(view._presenter.declined):
        sheet.main.click()
    assert sheet.isVisible()
    assert "取消" in sheet.trouble.text()


def test_a_class_is_cancelled_with_a_second_yes(qtbot: QtBot, view: ClassesView, desk: Desk, speak: Speak) -> None:
    open_class(qtbot, view, CLASS_B)
    view.page.cancel.click()
    sheet = view.cancel_sheet
    assert not sheet.main.isEnabled()
    sheet.sure.setChecked(True)
    sheet.main.click()
    assert sheet.isVisible()
    sheet.reason.box.setEditText("人数不足")
    speak("en")
    assert sheet.main.text() == "Cancel the class"
    assert sheet.reason.words == "人数不足"
    with qtbot.waitSignal(view._presenter.opened):
        sheet.main.click()
    assert not sheet.isVisible()
    assert next(row for row in show_classes(desk).rows if row.class_id == CLASS_B).cancelling


def test_a_clerk_looks_and_changes_nothing(qtbot: QtBot, view: ClassesView, desk: Desk) -> None:
    open_class(qtbot, view, CLASS_B, SESSIONS)
    work_as(qtbot, view, FRONT_DESK)
    assert not view.page.sessions.change.isEnabled()
    assert not view.page.cancel.isEnabled()
    assert not view.page.results.model.may_edit(0, THEORY)


def test_results_are_typed_pasted_and_saved(qtbot: QtBot, view: ClassesView, desk: Desk) -> None:
    desk.clock = SetClock(NOW + timedelta(days=1))
    open_class(qtbot, view, CLASS_A, RESULTS)
    table, model = view.page.results.table, view.page.results.model
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, THEORY)
    table.paste("82\t90\n缺考\t70\n104\t80\n")
    assert model.index(0, OUTCOME).data() == "✓ 合格"
    assert model.index(1, THEORY).data() == "\N{EN DASH}"
    assert model.index(1, OUTCOME).data() == "✕ 不合格"
    assert model.index(2, STATE).data() == "! 成绩为 0 到 100"
    assert not view.page.results.save.isEnabled()
    model.setData(model.index(2, THEORY), "59")
    model.setData(model.index(2, CERTIFICATE), CERTIFICATE_NO)
    assert "不合格不能填证书" in model.index(2, STATE).data()
    model.setData(model.index(2, CERTIFICATE), "")
    model.setData(model.index(0, CERTIFICATE), f" {CERTIFICATE_NO.lower()} ")
    assert model.index(0, CERTIFICATE).data() == CERTIFICATE_NO
    with qtbot.waitSignal(view._presenter.opened):
        view.page.results.save.click()
    stages = [line.stage for line in model.lines]
    assert stages.count(ResultStage.WAITING) == 3
    assert not view.page.results.forget.isVisible()
    assert model.lines[0].result.certificate_no == CERTIFICATE_NO


def test_enter_goes_down_and_tab_right(qtbot: QtBot, view: ClassesView, desk: Desk) -> None:
    desk.clock = SetClock(NOW + timedelta(days=1))
    open_class(qtbot, view, CLASS_A, RESULTS)
    table, model = view.page.results.table, view.page.results.model
    table.setFocus()
    for keys, end in (("8", Qt.Key.Key_Return), ("7", Qt.Key.Key_Tab), ("6", Qt.Key.Key_Return)):
        QTest.keyClicks(view.window().focusWidget(), keys)
        QTest.keyClick(view.window().focusWidget(), end)
        QApplication.processEvents()
    cells = [[model.index(row, column).data() for column in (THEORY, PRACTICAL)] for row in range(3)]
    assert cells == [["8", ""], ["7", "6"], ["", ""]]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, THEORY)
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert model.index(1, PRACTICAL).data() == ""
    view.page.results.forget.click()
    assert not model.faults()
