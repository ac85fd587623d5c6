"""The attendance screen on a real record: what the grid says, and what is written by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.attendance.presenter import AttendancePresenter
from desktop.screens.attendance.view import AttendanceView
from desktop.widgets.attendance_grid_model import FIRST_SESSION, METER, NAME, cell_words
from desktop.widgets.attendance_words import (
    flag_words,
    half_day,
    leave_word,
    mark_word,
    outlook_sign,
    outlook_words,
    source_word,
    weekday,
)
from sync.desk.operations.check_in import check_in
from sync.desk.operations.correct_attendance import correct_attendance
from sync.desk.operations.desk import Desk
from sync.desk.operations.sign_in import People, Proof, SignInCard, Tried
from sync.desk.store import facts, feed
from sync.domain.attendance import Flag, LeaveKind, Mark
from sync.domain.forecast import Forecast, Outlook
from sync.domain.ids import ClassId, SessionId, StaffId, VoucherNo
from sync.domain.staff import StaffRole
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.facts import FactType
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER, NOW, SESSION_A, SiteKeys

OTHER = StaffId("s3")
YESTERDAY = SessionId("session-y")
Speak = Callable[[str], None]


class OneWitness:
    """Knows the other class manager; nobody at the site has a password yet, so none is asked for."""

    def read_people(self, done: Callable[[People], object]) -> None:
        card = SignInCard(OTHER, "林试", StaffRole.CLASS_MANAGER, has_password=False, by_pin=False, wait=0)
        done(People((card,), ask=False))

    def confirm(
        self, staff: StaffId, secret: str, proof: Proof, role: StaffRole, done: Callable[[Tried | None], object]
    ) -> None:
        raise AssertionError("nobody is asked for a password")


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[AttendanceView]:
    """The screen of class A with a session of yesterday, the class manager at it, in Chinese."""
    speak("zh_CN")
    starts = NOW - timedelta(days=1, minutes=-10)
    ends = starts + timedelta(hours=3)
    session = {"class_id": CLASS_A, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
    with desk.store.write() as tx:
        other = Change(ChangeKind.STAFF, OTHER, {"name": "林试", "role": "class_manager"})
        feed.apply(tx, [Change(ChangeKind.SESSION, YESTERDAY, session), other], "5")
    presenter = AttendancePresenter(desk, disk)
    screen = AttendanceView(presenter, witness=OneWitness())
    qtbot.addWidget(screen)
    screen.resize(1184, 634)
    screen.show()
    presenter.choose_class(CLASS_A)
    with qtbot.waitSignal(presenter.shown):
        presenter.operator = MANAGER
    qtbot.waitUntil(lambda: screen.grid.model.book is not None and presenter.is_manager)
    yield screen
    presenter.deleteLater()


def told(view: AttendanceView, row: int, column: int) -> str:
    """What is read out of a cell."""
    model = view.grid.model
    return str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))


def types(desk: Desk) -> dict[str, int]:
    with desk.store.read() as tx:
        return facts.count_by_type(tx)


def labels(view: AttendanceView) -> str:
    return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def test_the_grid_tells_people_hours_and_marks(view: AttendanceView) -> None:
    model = view.grid.model
    assert [model.data(model.index(row, NAME)) for row in range(2)] == ["王*明", "李*"]
    assert model.data(model.index(0, METER)) == "36/80 可达标"
    assert model.data(model.index(0, FIRST_SESSION)) == "○"
    assert "缺勤" in told(view, 0, FIRST_SESSION)
    assert model.headerData(FIRST_SESSION, Qt.Orientation.Horizontal) == "11-22 上 08:30–11:30"
    assert view.grid.marks.isColumnHidden(NAME)
    assert view.grid.people.isColumnHidden(FIRST_SESSION)


def test_a_correction_past_its_day_takes_a_second_person(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    view.grid.go_to(1, 0)
    QTest.keyClick(view.grid.marks, Qt.Key.Key_Return)
    assert view.correct_sheet.isVisible()
    assert "需另一位班主任" in labels(view)
    QTest.keyClick(view.correct_sheet, Qt.Key.Key_Return)
    assert types(desk).get(FactType.ATTENDANCE_CORRECTED, 0) == 0
    assert "请写明事由" in labels(view)
    view.correct_sheet.reason.line.setText("点名册")
    QTest.keyClick(view.correct_sheet, Qt.Key.Key_Return)
    assert view.approval is not None
    approval = view.approval
    qtbot.waitUntil(approval.isVisible)
    with qtbot.waitSignal(view._presenter.written):
        approval.main.click()
    qtbot.waitUntil(lambda: view.grid.model.people[1].cells[0].corrected)
    assert types(desk)[FactType.CORRECTION_DECIDED] == 1
    assert "已补签" in told(view, 1, FIRST_SESSION)


def test_several_marks_are_corrected_together_and_wait(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    view.grid.go_to(0, 0)
    QTest.keyClick(view.grid.marks, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.grid.chosen) == 2
    assert "已选 2 个标记" in view.detail._who.text()
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert "2 名学员的 2 个标记" in labels(view)
    view.correct_sheet.reason.ready[0].click()
    with qtbot.waitSignal(view._presenter.corrected):
        view.correct_sheet.main.click()
    assert view.approval is not None
    QTest.keyClick(view.approval, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.grid.model.people[1].cells[0].wanted is Mark.PRESENT)
    assert types(desk)[FactType.ATTENDANCE_CORRECTED] == 2
    assert "待批准" in told(view, 0, FIRST_SESSION)


def test_whoever_comes_later_approves_at_the_cell(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    correct_attendance(
        desk, VoucherNo(1001), session_id=YESTERDAY, mark=Mark.LATE, reason="点名册", operator=FRONT_DESK
    )
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.refresh()
    view.grid.go_to(0, 0)
    QTest.keyClick(view, Qt.Key.Key_F5)
    approve = next(one for one in view.correct_sheet.happenings.findChildren(QPushButton) if one.text() == "批准")
    with qtbot.waitSignal(view._presenter.written):
        approve.click()
    qtbot.waitUntil(lambda: view.grid.model.people[0].cells[0].mark is Mark.LATE)
    assert not view.correct_sheet.isVisible()


def test_leave_is_taken_and_ended(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    view.grid.go_to(2, 1)
    QTest.keyClick(view, Qt.Key.Key_F6)
    view.leave_sheet.kinds[LeaveKind.SICK].click()
    view.leave_sheet.reason.line.setText("感冒")
    with qtbot.waitSignal(view._presenter.written):
        QTest.keyClick(view.leave_sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.grid.model.people[2].cells[1].mark is Mark.LEAVE)
    assert "病假" in told(view, 2, FIRST_SESSION + 1)
    QTest.keyClick(view, Qt.Key.Key_F5)
    end = next(one for one in view.correct_sheet.happenings.findChildren(QPushButton) if one.text() == "销假")
    with qtbot.waitSignal(view._presenter.written):
        end.click()
    qtbot.waitUntil(lambda: view.grid.model.people[2].cells[1].mark is None)


def test_leave_over_a_span_leaves_out_what_was_attended(
    qtbot: QtBot, view: AttendanceView, desk: Desk, keys: SiteKeys
) -> None:
    check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.refresh()
    view.grid.go_to(0, 0)
    QTest.keyClick(view, Qt.Key.Key_F6)
    sheet = view.leave_sheet
    assert sheet.places() == [(YESTERDAY, 1001)]
    sheet.last.setDate(sheet.last.maximumDate())
    assert sheet.places() == [(YESTERDAY, 1001)]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    view.grid.go_to(1, 0)
    QTest.keyClick(view, Qt.Key.Key_F6)
    sheet.last.setDate(sheet.last.maximumDate())
    assert sheet.places() == [(YESTERDAY, 1002), (SESSION_A, 1002)]


def test_what_is_refused_is_said_in_the_sheet(qtbot: QtBot, view: AttendanceView, clock: SetClock) -> None:
    """Today's session has not begun."""
    view.grid.go_to(0, 1)
    QTest.keyClick(view, Qt.Key.Key_F5)
    view.correct_sheet.reason.line.setText("点名册")
    with qtbot.waitSignal(view._presenter.refused):
        view.correct_sheet.main.click()
    assert view.correct_sheet.isVisible()
    assert view.correct_sheet.trouble.isVisible()


def test_the_day_is_closed_by_keyboard(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    with qtbot.waitSignal(view._presenter.day):
        QTest.keyClick(view, Qt.Key.Key_F8)
    assert "1 个课次还没有结束" in labels(view)
    view.day_sheet.note.setText("下午停电")
    with qtbot.waitSignal(view._presenter.written):
        QTest.keyClick(view.day_sheet, Qt.Key.Key_Return)
    assert types(desk)[FactType.DAY_CLOSED] == 1
    with qtbot.waitSignal(view._presenter.day):
        QTest.keyClick(view, Qt.Key.Key_F8)
    assert "由 陈* 日结" in labels(view)
    assert view.day_sheet.main.text() == "重新日结"
    with qtbot.waitSignal(view._presenter.day):
        view.day_sheet.day.setDate(view.day_sheet.day.date().addDays(-3))
    qtbot.waitUntil(lambda: "这一天没有课次" in labels(view))


def test_the_filter_narrows_and_months_are_chosen(qtbot: QtBot, view: AttendanceView) -> None:
    QTest.keyClick(view, Qt.Key.Key_F2)
    view.filter.setText("欧")
    assert view.grid.model.rowCount() == 1
    view.filter.setText("nobody")
    assert view.grid.model.rowCount() == 0
    assert view.grid.looked_at is None
    view.filter.clear()
    assert view.grid.model.rowCount() == 5
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.choose_month(date(2026, 11, 1))
    assert "2026 年 11 月" in view.month.text()


def test_both_tables_scroll_together(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    with desk.store.write() as tx:
        people = [
            {
                "class_id": CLASS_A,
                "trainee_id": f"x{number}",
                "voucher_no": 7000 + number,
                "state": "enrolled",
                "name": "阿卜杜热合曼·试·阿卜杜外力·" * 2 + "𠮷试泽",
                "id_number": "",
                "phone": "",
                "hours_done": 64 - number,
            }
            for number in range(60)
        ]
        feed.apply(tx, [Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_A}:{one['trainee_id']}", one) for one in people], "6")
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.refresh()
    view.grid.go_to(64, 0)
    qtbot.waitUntil(lambda: view.grid.people.verticalScrollBar().value() > 0)
    bars = view.grid.marks.verticalScrollBar(), view.grid.people.verticalScrollBar()
    qtbot.waitUntil(lambda: bars[0].value() == bars[1].value() and bars[0].maximum() == bars[1].maximum())
    assert not view.grab().isNull()


def test_a_class_without_sessions_says_so(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    with desk.store.write() as tx:
        gone = [Change(ChangeKind.SESSION, one, None) for one in (SESSION_A, YESTERDAY)]
        feed.apply(tx, gone, "6")
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.refresh()
    assert "本班还没有课次" in view._empty.accessibleName()
    assert not view.correct.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert not view.correct_sheet.isVisible()


def test_no_class_at_all_and_a_suggestion_that_gives_way(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.suggest_class(CLASS_B)
    assert "初级焊工" in view.chooser.text()
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, one, None) for one in (CLASS_A, CLASS_B)], "6")
    with qtbot.waitSignal(view._presenter.shown):
        view._presenter.choose_class(ClassId("gone"))
    assert "还没有班级" in view._empty.accessibleName()


def test_nobody_at_the_desk_writes_nothing(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    view._presenter.operator = None
    with qtbot.waitSignal(view._presenter.no_operator):
        view._presenter.correct([(YESTERDAY, VoucherNo(1001))], Mark.PRESENT, "点名册")
    assert FactType.ATTENDANCE_CORRECTED not in types(desk)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_mark_flag_and_outlook_has_words(speak: Speak, language: str) -> None:
    speak(language)
    outlooks = [Forecast(0, 0, 80, 64, 0, one) for one in Outlook]
    assert len({outlook_words(one) for one in outlooks}) == len(Outlook)
    assert len({outlook_sign(one) for one in Outlook}) == 3
    assert len({mark_word(mark) for mark in Mark}) == len(Mark)
    assert len({leave_word(kind) for kind in LeaveKind}) == 2
    assert all(source_word(one) for one in ("desk", "phone", "correction"))
    assert source_word(None) == ""
    by_mark = {Flag.LATE, Flag.LEFT_EARLY, Flag.CORRECTION_WAITING}
    assert all(bool(flag_words(frozenset({flag}))) is (flag not in by_mark) for flag in Flag)
    assert len({half_day(hour) for hour in (8, 13, 19)}) == 3
    assert len({weekday(date(2026, 11, day)) for day in range(2, 9)}) == 7


def test_the_look_changes_with_the_language(view: AttendanceView, speak: Speak) -> None:
    speak("en")
    assert view.grid.model.data(view.grid.model.index(0, METER)) == "36/80 Within reach"
    assert view.closing.text().strip() == "Close the day"
    assert view.grid.marks.visualRect(view.grid.marks.currentIndex()).topLeft() != QPoint(-1, -1)


def test_enter_twice_is_one_act(qtbot: QtBot, view: AttendanceView, desk: Desk) -> None:
    presenter = view._presenter
    place = [(YESTERDAY, VoucherNo(1001))]
    with qtbot.waitSignal(presenter.corrected):
        presenter.correct(place, Mark.PRESENT, "点名")
        presenter.correct(place, Mark.PRESENT, "点名")
    with qtbot.waitSignal(presenter.written):
        presenter.take_leave(place, LeaveKind.SICK, "生病")
        presenter.take_leave(place, LeaveKind.SICK, "生病")
    with qtbot.waitSignal(presenter.refused):
        presenter.close_day(NOW.date() + timedelta(days=2), "")
    with qtbot.waitSignal(presenter.written):
        presenter.close_day(NOW.date(), "")
        presenter.close_day(NOW.date(), "")
    qtbot.wait(50)
    counted = types(desk)
    for act in (FactType.ATTENDANCE_CORRECTED, FactType.LEAVE_TAKEN, FactType.DAY_CLOSED):
        assert counted[act] == 1


def test_a_mark_that_stands_already_is_not_corrected_once_more(view: AttendanceView, desk: Desk) -> None:
    view.grid.go_to(1, 0)
    QTest.keyClick(view.grid.marks, Qt.Key.Key_Return)
    view.correct_sheet.marks[Mark.ABSENT].click()
    view.correct_sheet.reason.line.setText("点名册")
    QTest.keyClick(view.correct_sheet, Qt.Key.Key_Return)
    assert "无需补签" in labels(view)
    assert view.correct_sheet.isVisible()
    assert types(desk).get(FactType.ATTENDANCE_CORRECTED, 0) == 0


def test_escape_leads_from_the_filter_back_to_the_grid(qtbot: QtBot, view: AttendanceView) -> None:
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.focusWidget() is view.filter
    QTest.keyClick(view.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.focusWidget() is view.grid.marks)


def test_this_pc_is_not_told_by_its_number(view: AttendanceView) -> None:
    book = view.grid.model.book
    assert book is not None
    cell = book.people[0].cells[0]
    assert "本机" in cell_words(cell._replace(device=book.device), book.zone, book.device)
    assert "设备 d-9" in cell_words(cell._replace(device="d-9"), book.zone, book.device)
