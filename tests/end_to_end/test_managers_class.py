"""A class manager's classes in the real window before a real centre, by keyboard alone: an opening report that lacks a
teacher is mended, sent and answered; results are typed in, one a resit with its certificate; a class is cancelled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import insert, select, update

from desktop import theme
from desktop.app import App
from desktop.joining import join_site
from desktop.screens.classes.class_page import RESULTS, SESSIONS, ClassPage
from desktop.screens.classes.presenter import ClassesPresenter
from desktop.screens.classes.results_model import CERTIFICATE, STATE, THEORY
from desktop.screens.classes.view import ClassesView
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from sync.central.attendance.recount import recount_sessions
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.central.teaching.tell_site import tell_class, tell_sessions
from sync.desk.device.settings import Settings
from sync.desk.operations.show_class import SessionStage
from sync.desk.operations.show_classes import OpeningStage
from sync.desk.operations.show_results import ResultStage
from sync.domain.classes import ClassState
from sync.domain.opening import OpeningPoint
from tests.integration.conftest import RunningCentre

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
MANAGER = "P-0003"
WELDERS, CARERS, COOKS = "K-0001", "K-0002", "K-0003"
ROOM, TEACHER = "实训楼 101", "吴试峰"
CERTIFICATE_NO = "S000031000001265000001"
_PATIENCE_S = 20.0


def no_camera() -> FrameSource:
    raise CameraNotFound


def set_the_scene(centre: RunningCentre) -> None:
    """Cooks: everything but a teacher for the second session. Welders: the last session is over."""
    behind = centre.behind
    with writing(behind.store) as connection:
        lists = behind.lists(connection)
        sessions, classes = tables.sessions, tables.classes
        home = connection.execute(select(classes.c.site).where(classes.c.id == COOKS)).scalar_one()
        institution = connection.execute(
            select(tables.sites.c.institution).where(tables.sites.c.id == home)
        ).scalar_one()
        place = {"site": home, "address": "-", "latitude": 31.2, "longitude": 121.5, "coordinate_system": "gcj02"}
        connection.execute(insert(tables.rooms).values(id="R-1", name=ROOM, **place))
        teacher = {"institution": institution, "qualification": "-"}
        connection.execute(insert(tables.teachers).values(id="T-1", name=TEACHER, **teacher))
        connection.execute(update(classes).where(classes.c.id == COOKS).values(required_hours=8))
        connection.execute(update(sessions).where(sessions.c.class_id == COOKS).values(room="R-1", teacher="T-1"))
        connection.execute(update(sessions).where(sessions.c.id == f"{COOKS}-02").values(teacher=None))
        started = behind.now() - timedelta(days=3)
        connection.execute(
            update(sessions)
            .where(sessions.c.class_id == WELDERS)
            .values(starts=started, ends=started + timedelta(hours=3))
        )
        for class_id in (COOKS, WELDERS):
            ids = list(connection.scalars(select(sessions.c.id).where(sessions.c.class_id == class_id)))
            recount_sessions(connection, home, ids, lists.policy)
            tell_sessions(connection, home, ids)
            tell_class(connection, class_id, lists.policy, lists.rules)


class Office:
    """The window, and a keyboard before it."""

    def __init__(self, qapp: QApplication, home: Path, centre: RunningCentre) -> None:
        self._qapp = qapp
        settings = Settings(home, central_url=centre.url, key_storage="file", language="en")
        join_site(settings, centre.url, centre.example["enrolment_code"])
        theme.wear(qapp)
        self.app = App(qapp, settings, open_source=no_camera)
        self.app.start()
        self.until(lambda: bool(self.app.screens) and self.presenter.operator is not None)
        self.app.window.operator_chosen.emit(MANAGER)
        self.app.window.show_screen("classes")
        self.until(lambda: self.view.list.count() > 0)

    @property
    def view(self) -> ClassesView:
        view = self.app.screens["classes"].view
        assert isinstance(view, ClassesView)
        return view

    @property
    def presenter(self) -> ClassesPresenter:
        presenter: ClassesPresenter = self.app.screens["classes"].presenter
        return presenter

    @property
    def page(self) -> ClassPage:
        return self.view.page

    def press(self, *keys: Qt.Key | str) -> None:
        """Each on whatever has the keyboard by then; of a text every letter."""
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    QTest.keyClicks(self.app.window.focusWidget(), letter)
            else:
                QTest.keyClick(self.app.window.focusWidget(), key)
            self._qapp.processEvents()

    def alt(self, key: Qt.Key) -> None:
        QTest.keyClick(self.app.window.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        self._qapp.processEvents()

    def tab_to(self, wanted: QWidget) -> None:
        """Tab until the control has the keyboard."""
        seen = []
        for _ in range(40):
            seen.append(self.app.window.focusWidget().accessibleName())
            if self.has_keys(wanted):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"no way to {wanted.accessibleName() or wanted}: {seen}")

    def has_keys(self, wanted: QWidget) -> bool:
        """Whether the keyboard is there, in the window that is active."""
        return self.app.window.isActiveWindow() and self.app.window.focusWidget() is wanted

    def open(self, class_id: str) -> None:
        """By the arrows and Enter."""
        self.press(Qt.Key.Key_Escape)
        self.until(self.view.list.isVisible)
        self.view.list.setFocus()
        self.press(Qt.Key.Key_Home)
        for _ in range(self.view.list.count()):
            if self.view.list.currentItem().data(Qt.ItemDataRole.UserRole) == class_id:
                break
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.page.isVisible() and self.page.detail is not None and self.shown() == class_id)

    def shown(self) -> str:
        return self.page.detail.row.class_id if self.page.detail else ""

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not true():
            assert time.monotonic() < end, "it did not come about"
            self._qapp.processEvents()
            time.sleep(0.01)

    def close(self) -> None:
        self.app.window.close()
        self.app.deleteLater()


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, centre: RunningCentre) -> Iterator[Office]:
    set_the_scene(centre)
    office = Office(qapp, tmp_path / "desk", centre)
    yield office
    office.close()


def test_report_results_and_cancellation_by_keyboard_alone(office: Office, centre: RunningCentre) -> None:
    report_what_lacked_a_teacher(office)
    enter_results(office)
    cancel_another_class(office, centre)


def report_what_lacked_a_teacher(office: Office) -> None:
    page = office.page
    office.open(COOKS)
    assert page.detail is not None
    assert page.detail.row.opening.unmet == (OpeningPoint.NO_TEACHER,)
    assert not page.opening.send.isEnabled()
    office.tab_to(page.opening.ways[OpeningPoint.NO_TEACHER])
    office.press(Qt.Key.Key_Space)
    assert page.tabs.currentIndex() == SESSIONS
    assert office.has_keys(page.sessions.table)
    office.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    sheet = office.view.change_sheet
    assert sheet.isVisible()
    office.tab_to(sheet.teacher)
    office.press(Qt.Key.Key_Down)
    assert sheet.teacher.currentText() == TEACHER
    office.tab_to(sheet.reason.box)
    office.press("The teacher is found")
    office.tab_to(sheet.main)
    office.press(Qt.Key.Key_Space)
    office.until(lambda: not sheet.isVisible())
    office.until(lambda: bool(page.detail and page.detail.sessions[1].teacher == TEACHER))
    office.until(lambda: bool(page.detail and page.detail.sessions[1].stage is SessionStage.PLANNED))
    assert page.detail.row.opening.stage is OpeningStage.DUE
    office.alt(Qt.Key.Key_1)
    assert office.has_keys(page.opening.send)
    office.press(Qt.Key.Key_Space)
    office.until(lambda: bool(page.detail and page.detail.row.opening.stage is OpeningStage.IN_TIME))
    assert page.detail.row.opening.answered_at is not None
    assert "Receipt of the centre" in page.opening.story.text()


def enter_results(office: Office) -> None:
    page = office.page
    office.open(WELDERS)
    office.alt(Qt.Key.Key_4)
    assert page.tabs.currentIndex() == RESULTS
    table, model = page.results.table, page.results.model
    assert office.has_keys(table)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, THEORY)
    for row, (theory, practical) in enumerate((("55", "81"), ("90", "84"))):
        office.press(theory, Qt.Key.Key_Tab)
        office.press(practical, Qt.Key.Key_Return)
        assert model.index(row, STATE).data() == "✎ Not saved yet"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, THEORY)
    save(office)
    first, resit = model.lines[0], model.lines[1]
    assert (first.passed, resit.voucher_no, resit.result.attempt) == (False, first.voucher_no, 2)
    table.go_to_first()
    assert table.currentIndex().row() == 1
    office.press("70", Qt.Key.Key_Tab, "75", Qt.Key.Key_Tab)
    assert table.currentIndex().column() == CERTIFICATE
    office.press(CERTIFICATE_NO, Qt.Key.Key_Return)
    save(office)
    resit = model.lines[1]
    assert (resit.stage, resit.passed, resit.result.certificate_no) == (ResultStage.RECORDED, True, CERTIFICATE_NO)
    assert model.index(1, STATE).data() == "✓ Recorded"


def save(office: Office) -> None:
    """And wait until the centre has told all of it."""
    model = office.page.results.model
    office.tab_to(office.page.results.save)
    office.press(Qt.Key.Key_Space)
    office.until(lambda: not model.ready() and any(line.stage is ResultStage.RECORDED for line in model.lines))
    office.until(lambda: all(line.stage in (ResultStage.RECORDED, ResultStage.TO_ENTER) for line in model.lines))
    assert not model.faults()
    office.page.results.table.setFocus()


def cancel_another_class(office: Office, centre: RunningCentre) -> None:
    page, sheet = office.page, office.view.cancel_sheet
    office.open(CARERS)
    office.tab_to(page.cancel)
    office.press(Qt.Key.Key_Space)
    assert sheet.isVisible()
    assert not sheet.main.isEnabled()
    office.tab_to(sheet.reason.box)
    office.press("Too few trainees")
    office.tab_to(sheet.sure)
    office.press(Qt.Key.Key_Space)
    office.tab_to(sheet.main)
    office.press(Qt.Key.Key_Space)
    office.until(lambda: bool(page.detail and page.detail.row.state is ClassState.CANCELLED))
    assert not page.cancel.isVisible()
    with reading(centre.behind.store) as connection:
        classes = tables.classes.c
        state = connection.scalar(select(classes.state).where(classes.id == CARERS))
    assert state == ClassState.CANCELLED
