"""Eight o'clock: forty people, and everything that comes between. By keyboard alone for all that the clerk does.

Codes come as a reader's or the camera's; the line is down all the while, the camera is pulled out and put back, the
program starts anew in the middle. At the end the record, the counts and the screen say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.screens.check_in.presenter import CheckInPresenter
from desktop.screens.check_in.view import CheckInView
from desktop.widgets.status_line import CameraState
from sync.desk.device.settings import Settings
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.desk.operations.verify_record import verify_record
from sync.desk.store.store import Store
from sync.domain.ids import SessionId
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from tests.fakes.held_up import HeldUp
from tests.fakes.site import SESSION_A, STORE_KEY
from tests.screenshots.school_day import SchoolDay, make_school_day
from tests.screenshots.stage import empty_room, phone_before_camera

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # size hints, a menu's grab
BEFORE = 26
"""Who had come before the story begins."""
OTHER = SessionId("session-n")


class Queue:
    """The window, and those who stand before it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self._qtbot, self._qapp, self._folder = qtbot, qapp, folder
        self.day: SchoolDay = make_school_day(folder)
        self.camera = HeldUp(empty_room())
        self.answers: list[Reason] = []
        self.app = self._start()

    def _start(self) -> App:
        settings = Settings(self._folder, language="zh_CN", key_storage="file")
        app = App(self._qapp, settings, open_desk=lambda: self.day.desk, open_source=lambda: self.camera)
        app.start()
        self._qtbot.waitUntil(lambda: app.check_in_view is not None and "08:30" in app.check_in_view.sessions.text())
        with self._qtbot.waitActive(app.window):
            app.window.activateWindow()  # keys go where a hand would send them
        assert app.check_in is not None
        app.check_in.answered.connect(lambda answer: self.answers.append(answer.reason))
        return app

    @property
    def view(self) -> CheckInView:
        assert self.app.check_in_view is not None
        return self.app.check_in_view

    @property
    def presenter(self) -> CheckInPresenter:
        assert self.app.check_in is not None
        return self.app.check_in

    @property
    def desk(self) -> Desk:
        return self.day.desk

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the keyboard is now, as a hand would."""
        at: QWidget | None = self.app.window.focusWidget()
        QTest.keyClick(self.view if at is None else at, key, modifier)

    def read(self, voucher_no: int, *, kind: VoucherKind = VoucherKind.SUBSIDY, name: str | None = None) -> Reason:
        """A handheld reader, or any other way a text comes in."""
        code = self.day.keys.code_for(voucher_no, kind=kind, name=name, signed_at=self.day.clock.wall)
        with self._qtbot.waitSignal(self.presenter.answered):
            self.app.readers.see(code)
        return self.answers[-1]

    def hold_up(self, voucher_no: int) -> None:
        """A phone before the camera, and away again."""
        with self._qtbot.waitSignal(self.presenter.answered):
            self.camera.pixels = phone_before_camera(self.day.code(voucher_no))
        self.camera.pixels = empty_room()

    def step(self) -> Reason:
        """Enter, for what the card offers."""
        with self._qtbot.waitSignal(self.presenter.answered):
            self.press(Qt.Key.Key_Return)
        return self.answers[-1]

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true)

    def restart(self) -> None:
        """The program is closed in the middle of it all, and started again on the same record."""
        self.app.window.close()
        self.desk.close()
        for left in (self.app, self.app.window):
            left.deleteLater()
        was = self.day.desk
        store = Store.open(self._folder / "record.db", STORE_KEY)
        self.day = SchoolDay(Desk(store, self.day.clock, was.welcome, was.key), self.day.clock, self.day.keys)
        self.camera = HeldUp(empty_room())
        self.app = self._start()

    def end(self) -> None:
        self.app.window.close()
        self.desk.close()
        for left in (self.app, self.app.window):
            left.deleteLater()


@pytest.fixture
def queue(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Queue]:
    queue = Queue(qtbot, qapp, tmp_path)
    yield queue
    queue.end()


def test_a_morning_queue_of_forty(queue: Queue) -> None:  # noqa: PLR0915  one story, told in its order
    came = BEFORE
    for voucher_no in (1127, 1128, 1129, 1130, 1131):
        assert queue.read(voucher_no) is Reason.SIGNED_IN
    came += 5
    queue.hold_up(1132)  # the first of two before the camera
    came += 1

    # Who comes again is no second person; nothing is taken away by a hand that presses Enter out of habit.
    assert queue.read(1110) is Reason.ALREADY_SIGNED_IN
    queue.press(Qt.Key.Key_Return)

    # The camera is pulled out while somebody holds up a phone; the reader works on; it is put back and reads again.
    queue.camera.unplugged = True
    queue.until(lambda: queue.app.window.status._now.camera is CameraState.MISSING)
    assert queue.read(1133) is Reason.SIGNED_IN
    queue.camera.unplugged = False
    assert queue.app.camera is not None
    queue.app.camera.worker.try_again()
    queue.until(lambda: queue.app.window.status._now.camera is CameraState.WORKING)
    queue.hold_up(1134)
    came += 2

    # A phone that does not read: two letters find the person, Down and Enter sign them in.
    queue.press(Qt.Key.Key_F2)
    QTest.keyClicks(queue.view.search, "1001")
    queue.until(lambda: queue.view.found.count() == 1 and queue.view.found.isVisible())
    queue.press(Qt.Key.Key_Down)
    queue.step()
    came += 1
    assert "王" in queue.view.card.accessibleName()

    # A wrong scan is taken back at once; the right one follows.
    assert queue.read(1002) is Reason.SIGNED_IN
    queue.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    queue.until(lambda: show_recent_scans(queue.desk, SESSION_A)[0].undone)
    queue.until(lambda: queue.view.card.answer is None)
    assert queue.read(1003) is Reason.SIGNED_IN
    came += 1

    # Somebody of another class whose session is on: Enter goes there and signs them in; the clock's session again.
    assert queue.read(2001) is Reason.OTHER_CLASS
    assert queue.step() is Reason.SIGNED_IN_LATE
    queue.until(lambda: "养老护理" in queue.view.sessions.text())
    queue.press(Qt.Key.Key_F3)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):  # "by the clock" is the first of the menu
        QTest.keyClick(queue.view.sessions.menu(), key)
    queue.until(lambda: "焊工" in queue.view.sessions.text())

    # The program is closed in the middle; what was recorded is there, and the queue goes on.
    queue.restart()
    assert count_session(queue.desk, SESSION_A).present == came

    # A guest with a sign-in voucher; one who is enrolled on the spot; a void voucher, which nothing helps.
    assert queue.read(4001, kind=VoucherKind.SIGN_IN_ONLY, name="周试来") is Reason.SIGNED_IN
    assert queue.read(3001, name="孙试新") is Reason.NOT_ENROLLED
    assert queue.step() is Reason.SIGNED_IN
    came += 2
    assert queue.read(1099, name="何试平") is Reason.VOID

    # Three of one company sign in together from the list: F4, filter, Space, Enter.
    queue.press(Qt.Key.Key_F4)
    sheet = queue.view.group
    assert sheet is not None
    queue.until(lambda: sheet.list.count() > 0)
    for tail in ("1004", "1005"):
        person = next(person for person in sheet._people if person.voucher_no == int(tail))
        sheet.filter.setText(person.tail)
        QTest.keyClick(sheet.filter, Qt.Key.Key_Space)
    sheet.filter.clear()
    QTest.keyClick(sheet.filter, Qt.Key.Key_Return)
    queue.until(sheet.undo.isVisible)
    queue.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    came += 2
    assert came == BEFORE + 14

    # The record, the counts and the screen say the same, and the chain is whole.
    counts = count_session(queue.desk, SESSION_A)
    assert (counts.present, counts.to_confirm) == (came, 0)
    queue.until(lambda: queue.view.counts._figures[1].text() == str(came))
    assert count_session(queue.desk, OTHER).present == 1
    shown = [line.fact_id for line in queue.view.scans._lines]
    assert shown == [line.fact_id for line in show_recent_scans(queue.desk, SESSION_A, len(shown))]
    assert verify_record(queue.desk).chain_ok
    assert show_desk_state(queue.desk).pending > came  # the line was never there; nothing is lost for that
