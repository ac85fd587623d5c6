"""A class manager's month in the real window, by the keyboard alone: look, correct with a second person's yes, excuse
somebody, see the forecast, print the book, close the day. The record behind it is real, and it is asked at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.screens.attendance.view import AttendanceView
from desktop.widgets.attendance_grid_model import METER
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from sync.desk.device.settings import Settings
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_attendance import show_attendance
from sync.desk.operations.show_day import show_day
from sync.desk.store import facts, feed
from sync.domain.attendance import Mark
from sync.domain.forecast import Outlook
from sync.domain.forms import FormKind
from sync.domain.ids import StaffId
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.facts import FactType
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, FRONT_DESK, MANAGER, NOW, SESSION_A, make_desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
OTHER = StaffId("s3")
_PEOPLE, _BEFORE, _AFTER, _HOURS = 5, 12, 7, 4


class Office:
    """The window on a class of 80 hours: twelve half days over, today's on, seven to come."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot = qtbot
        self.clock = SetClock(NOW)
        self.desk, keys = make_desk(folder, clock=self.clock)
        teach(self.desk)
        check_in(self.desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
        self.clock.go_on(timedelta(minutes=50))
        settings = Settings(folder, language="zh_CN", key_storage="file")
        self.app = App(qapp, settings, open_desk=lambda: self.desk, open_source=_no_camera)

    def open(self) -> AttendanceView:
        """Until the grid stands there and the manager works at the PC."""
        self.app.start()
        self.qtbot.waitUntil(lambda: self.app.check_in is not None and self.app.check_in.operator is not None)
        self.app.window.operator_chosen.emit(MANAGER)
        QTest.qWaitForWindowActive(self.app.window)
        self.press(Qt.Key(Qt.Key.Key_1.value + list(self.app.screens).index("attendance")), Qt.Modifier.CTRL)
        (view,) = self.app.window.findChildren(AttendanceView)
        self.qtbot.waitUntil(lambda: view.isVisible() and view.grid.model.rowCount() == _PEOPLE)
        self.qtbot.waitUntil(lambda: view._presenter.is_manager)
        return view

    def press(self, key: Qt.Key, modifier: Qt.Modifier | None = None) -> None:
        """To whatever has the keyboard."""
        held = Qt.KeyboardModifier.ControlModifier if modifier else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.focused(), key, held)

    def write(self, words: str) -> None:
        """Into whatever has the keyboard."""
        QTest.keyClicks(self.focused(), words)

    def tab_to(self, wanted: QWidget) -> None:
        """By Tab alone."""
        for _ in range(30):
            if wanted.hasFocus():
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail("not reached by Tab")

    def focused(self) -> QWidget:
        found = self.app.window.focusWidget()
        assert found is not None
        return found

    def types(self) -> dict[str, int]:
        with self.desk.store.read() as tx:
            return facts.count_by_type(tx)

    def end(self) -> None:
        self.app.window.close()
        self.desk.close()
        self.app.deleteLater()
        self.app.window.deleteLater()


def _no_camera() -> FrameSource:
    raise CameraNotFound


def teach(desk: Desk) -> None:
    """Number 1002 missed four half days and can afford none more; the others came, half of them by phone."""
    news = [Change(ChangeKind.STAFF, OTHER, {"name": "林试", "role": "class_manager"})]
    days = [*range(-_BEFORE, 0), *range(1, _AFTER + 1)]
    for day in days:
        starts = NOW + timedelta(hours=12 * day, minutes=10)
        ends = starts + timedelta(hours=3)
        body = {"class_id": CLASS_A, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": _HOURS}
        news.append(Change(ChangeKind.SESSION, f"m{day:+03d}", body))
    for voucher in range(1001, 1006):
        for day in range(-_BEFORE, 0):
            if voucher != 1002 or day < -4:
                news.append(_came(voucher, day))
    for number, voucher in enumerate(range(1001, 1006), start=1):
        news.append(_entry(number, voucher))
    with desk.store.write() as tx:
        feed.apply(tx, news, "5")


def _came(voucher: int, day: int) -> Change:
    at = NOW + timedelta(hours=12 * day)
    body = {
        "session_id": f"m{day:+03d}",
        "class_id": CLASS_A,
        "voucher_no": voucher,
        "at": at.isoformat(),
        "source": "phone" if day % 2 else "desk",
        "device": None,
        "left_at": None,
        "mark": "present",
        "hours": _HOURS,
        "corrected": False,
        "flags": [],
    }
    return Change(ChangeKind.ATTENDANCE, f"m{day:+03d}/{voucher}", body)


def _entry(number: int, voucher: int) -> Change:
    body = {
        "class_id": CLASS_A,
        "trainee_id": f"t{number}",
        "voucher_no": voucher,
        "state": "enrolled",
        "name": "王试明李试欧阳试娜赵试芳单试"[2 * number - 2 : 2 * number + 1],
        "id_number": "",
        "phone": "",
        "hours_done": _HOURS * (_BEFORE if voucher != 1002 else _BEFORE - 4),
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_A}:t{number}", body)


@pytest.fixture
def office(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, qapp, tmp_path)
    yield office
    office.end()


def test_a_managers_month(office: Office) -> None:
    view = office.open()
    _sees_the_forecast(view)
    _corrects_with_a_second_person(office, view)
    _excuses(office, view)
    _prints(office, view)
    _closes_the_day(office, view)
    marks = [line.cells for line in show_attendance(office.desk, CLASS_A).people]
    assert (marks[1][_BEFORE - 1].mark, marks[1][_BEFORE - 1].corrected) == (Mark.PRESENT, True)
    assert marks[2][_BEFORE].mark is Mark.LEAVE
    assert office.types()[FactType.DAY_CLOSED] == 1


def _sees_the_forecast(view: AttendanceView) -> None:
    model = view.grid.model
    assert model.people[1].forecast.outlook is Outlook.ON_THE_EDGE
    assert model.data(model.index(1, METER)) == "32/80 再缺 1 次不达标"
    assert model.people[0].forecast.outlook is Outlook.WITHIN_REACH
    assert view.grid.marks.hasFocus()


def _corrects_with_a_second_person(office: Office, view: AttendanceView) -> None:
    """From today's mark of the first to yesterday evening's of the second."""
    assert view.grid.looked_at is not None
    assert view.grid.looked_at[0].id == SESSION_A
    office.press(Qt.Key.Key_Down)
    office.press(Qt.Key.Key_Left)
    office.press(Qt.Key.Key_Return)
    assert view.correct_sheet.isVisible()
    office.tab_to(view.correct_sheet.reason.line)
    office.write("roll call")
    office.press(Qt.Key.Key_Return)
    approval = view.approval
    assert approval is not None
    office.qtbot.waitUntil(approval.isVisible)
    office.qtbot.waitUntil(approval.main.isEnabled)
    office.press(Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: view.grid.model.people[1].cells[_BEFORE - 1].corrected)
    assert view.grid.model.people[1].forecast.outlook is Outlook.WITHIN_REACH
    assert office.types()[FactType.CORRECTION_DECIDED] == 1


def _excuses(office: Office, view: AttendanceView) -> None:
    view.grid.marks.setFocus()
    office.press(Qt.Key.Key_Down)
    office.press(Qt.Key.Key_Right)
    office.press(Qt.Key.Key_F6)
    office.tab_to(view.leave_sheet.reason.line)
    office.write("ill")
    office.press(Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: view.grid.model.people[2].cells[_BEFORE].mark is Mark.LEAVE)
    assert not view.leave_sheet.isVisible()


def _prints(office: Office, view: AttendanceView) -> None:
    view.grid.marks.setFocus()
    office.press(Qt.Key.Key_F7)
    assert view.forms is not None
    forms = view.forms
    book = list(FormKind).index(FormKind.ATTENDANCE)
    office.qtbot.waitUntil(
        lambda: forms.isVisible() and forms.kind.currentIndex() == book and forms.save_pdf.isEnabled(), timeout=15_000
    )
    forms.setFocus()
    office.press(Qt.Key.Key_Escape)
    assert not forms.isVisible()


def _closes_the_day(office: Office, view: AttendanceView) -> None:
    view.grid.marks.setFocus()
    with office.qtbot.waitSignal(view._presenter.day):
        office.press(Qt.Key.Key_F8)
    office.tab_to(view.day_sheet.note)
    office.write("power cut")
    with office.qtbot.waitSignal(view._presenter.written):
        office.press(Qt.Key.Key_Return)
    closed = show_day(office.desk).closed
    assert closed is not None
    assert (closed.operator, closed.note) == ("陈*", "power cut")
