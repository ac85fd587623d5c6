"""The whole number: only for a reason, only for half a minute, and never without its fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.roster.presenter import RosterPresenter
from desktop.screens.roster.view import RosterView
from desktop.widgets.reveal import SHOWN_S, RevealSheet
from sync.desk.operations.desk import Desk
from sync.desk.operations.reveal_identity import Identity, reveal_identity
from sync.desk.store import facts
from sync.domain.ids import VoucherNo
from sync.protocol.payloads import Revealed
from tests.fakes.site import FRONT_DESK, PEOPLE

SOMEBODY = PEOPLE[0]


@pytest.fixture
def sheet(qtbot: QtBot, speak: Callable[[str], None], desk: Desk, disk: Background) -> RevealSheet:
    def reveal(
        voucher_no: VoucherNo,
        what: Revealed,
        reason: str,
        done: Callable[[Identity], object],
        failed: Callable[[Exception], object],
    ) -> bool:
        disk.run(
            lambda: reveal_identity(desk, voucher_no, what=what, reason=reason, operator=FRONT_DESK), done, failed
        )
        return True

    parent = QWidget()
    parent.resize(1000, 700)
    qtbot.addWidget(parent)
    parent.show()
    return RevealSheet(parent, reveal)


def reasons(desk: Desk) -> list[object]:
    with desk.store.read() as tx:
        return [fact.payload.get("reason") for fact in facts.unsettled(tx, 10)]


def test_a_number_is_shown_and_hidden_again(qtbot: QtBot, sheet: RevealSheet, desk: Desk) -> None:
    sheet.ask(SOMEBODY.voucher_no, "王*明")
    assert sheet.focusWidget() is sheet.what
    QTest.keyClick(sheet.what, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.shown.text() == SOMEBODY.id_number)
    assert reasons(desk) == ["To ring the trainee"]
    for _ in range(SHOWN_S):
        sheet._second()
    assert sheet.shown.text() == ""
    assert sheet.main.isEnabled()


def test_own_words_are_the_reason_and_closing_hides_it(qtbot: QtBot, sheet: RevealSheet, desk: Desk) -> None:
    sheet.ask(SOMEBODY.voucher_no, "王*明")
    sheet.what.setCurrentIndex(1)
    sheet.words.setText("the parcel is here")
    sheet.main.click()
    qtbot.waitUntil(lambda: sheet.shown.text() == SOMEBODY.phone)
    assert reasons(desk) == ["the parcel is here"]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (sheet.isVisible(), sheet.shown.text()) == (False, "")


def test_nobody_here_has_the_voucher(qtbot: QtBot, sheet: RevealSheet, desk: Desk) -> None:
    sheet.ask(VoucherNo(4711), "某*")
    sheet.main.click()
    qtbot.waitUntil(sheet.trouble.isVisible)
    assert "R02" in sheet.trouble.text()
    assert (sheet.shown.text(), reasons(desk)) == ("", [])


def test_the_boxes_follow_the_language(sheet: RevealSheet, speak: Callable[[str], None]) -> None:
    sheet.what.setCurrentIndex(2)
    speak("zh_CN")
    assert (sheet.what.currentText(), sheet.what.count()) == ("姓名", 4)


def test_enter_on_a_line_of_the_roster_asks_why(
    qtbot: QtBot, dressed: QApplication, desk: Desk, disk: Background
) -> None:
    presenter = RosterPresenter(desk, disk)
    presenter.operator = FRONT_DESK
    view = RosterView(presenter)
    qtbot.addWidget(view)
    view.resize(1180, 640)
    view.show()
    with qtbot.waitSignal(presenter.roster):
        presenter.choose_class(SOMEBODY.class_id)
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert view.reveal_sheet.isVisible()
    with qtbot.waitSignal(presenter.recorded):
        view.reveal_sheet.main.click()
    assert view.reveal_sheet.shown.text() in {person.id_number for person in PEOPLE}
    assert reasons(desk) == ["To ring the trainee"]
    view.reveal_sheet.close_sheet()
    presenter.operator = None
    view.look.click()
    with qtbot.waitSignal(presenter.no_operator):
        view.reveal_sheet.main.click()
    assert "Choose at the top right" in view.reveal_sheet.trouble.text()
    presenter.operator = FRONT_DESK  # somebody came
    with qtbot.waitSignal(presenter.recorded):
        view.reveal_sheet.main.click()


def test_what_covers_the_screen_hides_the_number(qtbot: QtBot, sheet: RevealSheet, desk: Desk) -> None:
    sheet.ask(SOMEBODY.voucher_no, "王*明")
    sheet.main.click()
    qtbot.waitUntil(lambda: sheet.shown.text() == SOMEBODY.id_number)
    screen = sheet.parentWidget()
    assert screen is not None
    screen.hide()
    assert (sheet.shown.text(), sheet.shown.accessibleName()) == ("", "")
    screen.show()
    sheet.main.click()
    screen.hide()  # before the answer came
    qtbot.waitUntil(lambda: len(reasons(desk)) == 2)
    screen.show()
    qtbot.wait(50)
    assert sheet.shown.text() == ""
    assert sheet.main.isEnabled()


@pytest.fixture
def clipboard(dressed: QApplication) -> Iterator[QClipboard]:
    clipboard = dressed.clipboard()
    yield clipboard
    clipboard.clear()


def copy(qtbot: QtBot, sheet: RevealSheet) -> None:
    """As a person does it: all of it, Ctrl+C."""
    sheet.ask(SOMEBODY.voucher_no, "王*明")
    sheet.main.click()
    qtbot.waitUntil(lambda: sheet.shown.text() == SOMEBODY.id_number)
    sheet.shown.setFocus()
    QTest.keySequence(sheet.shown, "Ctrl+A")
    QTest.keySequence(sheet.shown, "Ctrl+C")
    assert QApplication.clipboard().text() == SOMEBODY.id_number
    sheet.close_sheet()


def test_a_copied_number_leaves_the_clipboard_after_a_minute(
    qtbot: QtBot, sheet: RevealSheet, clipboard: QClipboard
) -> None:
    copy(qtbot, sheet)
    copied = sheet._copied
    assert copied._clock.interval() == 60_000
    copied._clock.setInterval(1)
    copied._clock.start()
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_the_lock_empties_the_clipboard_only_of_what_was_copied_here(
    qtbot: QtBot, sheet: RevealSheet, clipboard: QClipboard
) -> None:
    sheet.work_as(FRONT_DESK)
    copy(qtbot, sheet)
    sheet.work_as(FRONT_DESK)  # news change nothing
    assert clipboard.text() == SOMEBODY.id_number
    sheet.work_as(None)
    assert clipboard.text() == ""
    sheet.work_as(FRONT_DESK)
    copy(qtbot, sheet)
    clipboard.setText("something else")
    sheet.work_as(None)
    assert clipboard.text() == "something else"


def test_what_the_middle_button_would_paste_goes_with_it(
    qtbot: QtBot, sheet: RevealSheet, clipboard: QClipboard
) -> None:
    copy(qtbot, sheet)
    sheet._copied.forget()
    assert clipboard.text(QClipboard.Mode.Selection) != SOMEBODY.id_number
