"""A day at one PC in the real window: signing in, a wrong password twenty times, locking, changing over by PIN, roles,
somebody who leaves. No line to the centre anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.app.staffing import Staffing
from desktop.screens.sign_in.view import Occasion
from desktop.widgets.approval import ApprovalSheet
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from sync.desk.device.settings import Settings
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.desk.store import feed
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.passwords import Cost, make_verifier
from tests.fakes.clock import SetClock
from tests.fakes.site import FRONT_DESK, MANAGER, NOW, PEOPLE, SESSION_A, make_desk
from tests.unit.desktop.check_in.counter import no_room_on_disk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
CHEAP = Cost(kib=64, rounds=1)
IT = StaffId("s3")
PASSWORDS = {FRONT_DESK: "front-desk-2026", MANAGER: "manager-2026", IT: "it-of-the-site"}
ROLES = {FRONT_DESK: "clerk", MANAGER: "class_manager", IT: "it"}
NAMES = {FRONT_DESK: "张试", MANAGER: "陈试", IT: "欧阳试"}


def no_camera() -> FrameSource:
    raise CameraNotFound


class Day:
    """A window whose staff have passwords."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self._qtbot = qtbot
        self.clock = SetClock(NOW)
        self.desk, self.keys = make_desk(folder, clock=self.clock)
        self.verifiers = {staff: make_verifier(password, CHEAP) for staff, password in PASSWORDS.items()}
        for staff, verifier in self.verifiers.items():
            self.tell(staff, verifier)
        settings = Settings(folder, language="en", key_storage="file")
        self.app = App(qapp, settings, open_desk=lambda: self.desk, open_source=no_camera)
        self.app.start()
        self.wait(lambda: self.app.staffing is not None and self.staffing.view.isVisible())

    def tell(self, staff: StaffId, verifier: str | None, role: str | None = None) -> None:
        body = {"name": NAMES[staff], "role": role or ROLES[staff], "verifier": verifier}
        with self.desk.store.write() as tx:
            feed.apply(tx, [Change(ChangeKind.STAFF, staff, body)], "after")

    def leave(self, staff: StaffId) -> None:
        with self.desk.store.write() as tx:
            feed.apply(tx, [Change(ChangeKind.STAFF, staff, None)], "after")

    @property
    def staffing(self) -> Staffing:
        assert self.app.staffing is not None
        return self.app.staffing

    def type(self, text: str) -> None:
        """Into what has the keyboard, and Enter."""
        there = self.app.window.focusWidget()
        assert there is not None
        QTest.keyClicks(there, text)
        QTest.keyClick(there, Qt.Key.Key_Return)

    def sign_in(self, staff: StaffId, secret: str) -> None:
        """As a person does it: the tile, the secret, Enter."""
        self.staffing.view.people.choose(staff)
        self.type(secret)
        self.wait(lambda: self.staffing.operator == staff)

    def wait(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=8_000)

    def rail(self) -> list[str]:
        return [name for name, button, _ in self.app.window._screens if not button.isHidden()]


@pytest.fixture
def day(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Day]:
    day = Day(qtbot, qapp, tmp_path)
    yield day
    day.app.window.close()
    day.desk.close()
    day.app.deleteLater()
    day.app.window.deleteLater()


def texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_nobody_works_before_signing_in(day: Day) -> None:
    assert day.app.check_in is not None
    assert day.staffing.operator is None
    day.app.readers.presented.emit(day.keys.code_for(1001))
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    assert show_recent_scans(day.desk, SESSION_A) == ()
    assert not day.staffing.view.isVisible()
    assert day.app.check_in.operator == FRONT_DESK
    with day._qtbot.waitSignal(day.app.check_in.answered):
        day.app.readers.presented.emit(day.keys.code_for(1001))
    assert len(show_recent_scans(day.desk, SESSION_A)) == 1
    day.app.window.sign_out_asked.emit()  # and by the keyboard alone
    view = day.staffing.view
    view.people.take_keys()
    QTest.keyClick(day.app.window.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(day.app.window.focusWidget(), Qt.Key.Key_Return)
    assert view.people.card is not None
    staff = view.people.card.id
    day.type(PASSWORDS[staff])
    day.wait(lambda: day.staffing.operator == staff)


def test_a_wrong_password_twenty_times_stays_calm(day: Day) -> None:
    view = day.staffing.view
    view.people.choose(FRONT_DESK)
    for _ in range(20):
        day.type("wrong again")
        day.wait(view.enter.isEnabled)
        if view.secret.waits:
            assert "please wait" in texts(view)
            day.clock.go_on(timedelta(minutes=5))
            view.people.choose(FRONT_DESK)
            view.secret._begin_waiting(0)
    assert day.staffing.operator is None
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])


def test_locking_shows_nobody_and_unlocking_leads_back(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    day.app.window.show_screen("roster")
    day.app.window.lock_asked.emit()
    assert day.staffing.view.occasion is Occasion.LOCKED
    shown = texts(day.app.window)
    assert not any(person.name[0] + "*" in shown for person in PEOPLE)
    QTest.keyClick(day.app.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert day.staffing.view.isVisible()
    day.type(PASSWORDS[FRONT_DESK])
    day.wait(lambda: day.staffing.operator == FRONT_DESK)
    assert day.app.window.shown == "roster"
    # and so do idle hands
    assert day.staffing._idle.isActive()
    assert day.staffing._idle.interval() == 600_000
    day.staffing._idle.start(1)
    day.wait(day.staffing.view.isVisible)


def test_changing_over_by_pin_keeps_what_was_typed(day: Day) -> None:
    for staff in (MANAGER, FRONT_DESK):
        day.app.window.operator_chosen.emit(staff)
        day.sign_in(staff, PASSWORDS[staff])
    day.staffing.presenter.set_pin(FRONT_DESK, "2580")
    view = day.app.check_in_view
    assert view is not None
    view.search.setText("ws")
    day.app.window.operator_chosen.emit(MANAGER)
    day.wait(lambda: day.staffing.view.secret.proof == "password")
    QTest.keyClick(day.app.window.focusWidget(), Qt.Key.Key_Escape)
    assert (day.staffing.operator, day.staffing.view.isVisible()) == (FRONT_DESK, False)
    day.app.window.operator_chosen.emit(MANAGER)
    day.type(PASSWORDS[MANAGER])
    day.wait(lambda: day.staffing.operator == MANAGER)
    day.app.window.operator_chosen.emit(FRONT_DESK)
    day.wait(lambda: day.staffing.view.secret.proof == "pin")
    day.type("2580")
    day.wait(lambda: day.staffing.operator == FRONT_DESK)
    assert view.search.text() == "ws"


def test_the_rail_shows_what_the_role_works_with(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    everything = [name for name, _, _ in day.app.window._screens]
    assert day.rail() == [
        name for name in everything if name in ("check_in", "enrolment", "roster", "attention", "sync_status")
    ]
    day.app.window.operator_chosen.emit(IT)
    day.sign_in(IT, PASSWORDS[IT])
    assert set(day.rail()) <= {"sync_status", "set_up"}
    assert day.app.window.shown in day.rail()
    day.app.window.operator_chosen.emit(MANAGER)
    day.sign_in(MANAGER, PASSWORDS[MANAGER])
    assert day.rail() == everything  # how the PC is set can be read


def test_who_leaves_the_site_or_changes_the_role_while_at_work(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    day.tell(FRONT_DESK, day.verifiers[FRONT_DESK], "class_manager")
    day.staffing.presenter.refresh()
    day.wait(lambda: "attention" in day.rail() and len(day.rail()) > 3)
    day.leave(FRONT_DESK)
    day.staffing.presenter.refresh()
    day.wait(day.staffing.view.isVisible)
    assert (day.staffing.operator, day.staffing.view.occasion) == (None, Occasion.BEGIN)


def test_a_second_person_approves_and_the_first_goes_on(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    sheet = ApprovalSheet(day.app.window, day.staffing.presenter)
    agreed: list[StaffId] = []
    sheet.ask(StaffRole.CLASS_MANAGER, "A sign-in of yesterday is changed.", agreed.append, but_not=FRONT_DESK)
    day.wait(lambda: sheet.people.card is not None)
    day.type("not the password")
    day.wait(lambda: "not right" in texts(sheet))
    day.type(PASSWORDS[MANAGER])
    day.wait(lambda: bool(agreed))
    assert (agreed, sheet.isVisible(), day.staffing.operator) == ([MANAGER], False, FRONT_DESK)
    sheet.ask(StaffRole.CLASS_MANAGER, "Another.", agreed.append, but_not=MANAGER)
    day.wait(lambda: "Nobody else" in texts(sheet))
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert agreed == [MANAGER]


def test_a_new_password_set_elsewhere_is_asked_for_at_once(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    day.tell(MANAGER, make_verifier("managers-new-one", CHEAP))  # somebody else's ends nobody's work
    day.staffing.presenter.refresh()
    day._qtbot.wait(50)
    assert day.staffing.operator == FRONT_DESK
    day.tell(FRONT_DESK, make_verifier("clerks-new-one", CHEAP))
    day.staffing.presenter.refresh()
    day.wait(day.staffing.view.isVisible)
    assert day.staffing.view.occasion is Occasion.LOCKED
    day.type(PASSWORDS[FRONT_DESK])
    day.wait(lambda: "not right" in texts(day.staffing.view))
    day.sign_in(FRONT_DESK, "clerks-new-one")
    day.staffing.presenter.refresh()
    day._qtbot.wait(50)
    assert day.staffing.operator == FRONT_DESK


def test_a_question_to_a_second_person_does_not_outlast_whoever_asked(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    day.app.window.show_screen("attendance")
    sheet = day.app.window.findChild(ApprovalSheet)
    assert isinstance(sheet, ApprovalSheet)
    agreed: list[StaffId] = []
    sheet.ask(StaffRole.CLASS_MANAGER, "Of yesterday.", agreed.append, but_not=FRONT_DESK)
    day.wait(lambda: sheet.people.card is not None)
    QTest.keyClicks(sheet.secret.line, "half of it")
    day.staffing.presenter.refresh()  # news change nothing
    day._qtbot.wait(50)
    assert sheet.secret.line.text() == "half of it"
    day.app.window.lock_asked.emit()
    assert (sheet.isHidden(), sheet.secret.line.text()) == (True, "")
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    assert sheet.isHidden()
    assert agreed == []


def test_a_record_that_cannot_be_written_leaves_the_buttons_of_passwords_alive(day: Day) -> None:
    day.sign_in(FRONT_DESK, PASSWORDS[FRONT_DESK])
    sheet = ApprovalSheet(day.app.window, day.staffing.presenter)
    sheet.ask(StaffRole.CLASS_MANAGER, "Of yesterday.", list)
    day.wait(lambda: sheet.people.card is not None)
    day.app.window.lock_asked.emit()
    view = day.staffing.view
    for button, line in ((sheet.main, sheet.secret.line), (view.enter, view.secret.line)):
        line.setText("anything")
        with no_room_on_disk(), day._qtbot.waitSignal(day.staffing.presenter.failed):
            button.click()
        day.wait(button.isEnabled)


def test_the_first_passwords_come_while_somebody_works(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    desk, _ = make_desk(tmp_path, clock=SetClock(NOW))
    settings = Settings(tmp_path, language="en", key_storage="file")
    app = App(qapp, settings, open_desk=lambda: desk, open_source=no_camera)
    app.start()
    qtbot.waitUntil(lambda: app.staffing is not None and app.staffing.operator is not None)
    staffing = app.staffing
    assert staffing is not None
    assert not staffing._idle.isActive()
    assert staffing.operator is not None
    body = {"name": "张试", "role": "clerk", "verifier": make_verifier("front-desk-2026", CHEAP)}
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.STAFF, staffing.operator, body)], "after")
    staffing.presenter.refresh()
    qtbot.waitUntil(lambda: staffing.asks)  # the reading begun at the start may still be on its way, too
    assert not staffing.view.isVisible()  # nobody is thrown out of a queue
    assert staffing._idle.isActive()  # but an empty chair locks it from now on
    app.window.close()
    desk.close()
    app.deleteLater()
    app.window.deleteLater()
