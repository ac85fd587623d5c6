"""The frame: screens by number, the operator, the language, the tones."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop import theme
from desktop.main_window import _SCREEN_WORDS, MainWindow
from sync.desk.operations.list_staff import StaffCard
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole

Speak = Callable[[str], None]


@pytest.fixture
def window(qtbot: QtBot, speak: Speak) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_screen("check_in", QLabel("one"))
    window.add_screen("roster", QLabel("two"))
    window.show_screen("check_in")
    window.show()
    return window


def test_numbers_lead_to_the_screens(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert next(label for label in window.findChildren(QLabel) if label.text() == "two").isVisible()
    checked = [button.text() for button in window.findChildren(QToolButton) if button.isChecked()]
    assert checked == ["Roster"]


def test_the_rail_shows_one_screen(window: MainWindow) -> None:
    window.add_screen("attendance", QLineEdit())
    first, second, third = window.findChildren(QToolButton)
    for pressed in (second, second, third):  # a press on the screen that is shown changes nothing
        pressed.click()
        assert [button for button in (first, second, third) if button.isChecked()] == [pressed]


@pytest.mark.parametrize("shown", range(3))
def test_tab_goes_down_the_rail_in_one_piece_and_then_into_the_screen(
    qtbot: QtBot, speak: Speak, shown: int
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    names, fields = ("check_in", "roster", "attendance"), [QLineEdit(), QLineEdit(), QLineEdit()]
    for name, field in zip(names, fields, strict=True):
        window.add_screen(name, field)
    window.show_screen(names[shown])
    window.show()
    rail = window.findChildren(QToolButton)
    rail[0].setFocus()
    for reached in (*rail[1:], fields[shown]):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is reached
    for reached in reversed(rail):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        assert window.focusWidget() is reached


def test_a_screen_that_comes_later_has_its_place_on_the_rail_too(qtbot: QtBot, window: MainWindow) -> None:
    window.add_screen("attendance", QLineEdit())
    first, second, third = window.findChildren(QToolButton)
    qtbot.waitUntil(third.isVisible)  # what comes into a window that is shown is shown a moment later, and Tab waits
    first.setFocus()
    for reached in (second, third):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is reached


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_all_nine_screens_have_room_on_the_rail_of_the_smallest_window(
    dressed: QApplication, qtbot: QtBot, speak: Speak, language: str
) -> None:
    speak(language)
    window = MainWindow()
    qtbot.addWidget(window)
    for name in _SCREEN_WORDS:
        window.add_screen(name, QLabel(name))
    window.show_screen("check_in")
    window.resize(window.minimumSize())
    window.show()
    buttons = window.findChildren(QToolButton)
    assert len(buttons) == len(_SCREEN_WORDS)
    for button in buttons:
        assert button.visibleRegion().boundingRect() == button.rect()
        button.setChecked(True)  # its word is bold then
        assert button.width() >= button.sizeHint().width()
        assert button.height() >= button.sizeHint().height()


def test_a_blank_page_leaves_nothing_untrue_on_the_screen(window: MainWindow) -> None:
    window.show_blank()
    assert not window.status.isVisible()
    window.show_screen("check_in")
    assert window.status.isVisible()


def test_the_operator_is_shown_and_changed(qtbot: QtBot, window: MainWindow) -> None:
    clerk = StaffCard(StaffId("s1"), "张试", StaffRole.CLERK)
    staff = (clerk, StaffCard(StaffId("s2"), "陈试", StaffRole.CLASS_MANAGER))
    window.show_staff(staff, StaffId("s1"))
    button = window._operator_button
    assert button.accessibleName() == "Operator: 张试"
    with qtbot.waitSignal(window.operator_chosen) as chosen:
        button.menu().actions()[1].trigger()
    assert chosen.args == ["s2"]


def test_news_leave_the_operators_menu_as_it_is(window: MainWindow, speak: Speak) -> None:
    clerk = StaffCard(StaffId("s1"), "张试", StaffRole.CLERK)
    window.show_staff((clerk,), StaffId("s1"), signs_in=True)
    before = window._operator_button.menu().actions()
    window.show_staff((clerk,), StaffId("s1"), signs_in=True)
    assert window._operator_button.menu().actions() == before  # somebody may be at it
    speak("zh_CN")
    assert "锁定" in " ".join(one.text() for one in window._operator_button.menu().actions())
    window.show_staff((clerk,), None, signs_in=True)
    assert not window._operator_button.menu().actions()[0].isChecked()


def test_the_words_follow_the_language(window: MainWindow, speak: Speak) -> None:
    window.show_site("测试一号教学点")
    assert window.windowTitle() == "Voucher Desk · 测试一号教学点"
    speak("zh_CN")
    assert window.windowTitle() == "培训券前台 · 测试一号教学点"
    assert [button.text() for button in window.findChildren(QToolButton)] == ["签到", "名单"]


def test_tones_can_be_switched_off(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.muted) as muted:
        window._mute.click()
    assert muted.args == [True]
    assert window._mute.accessibleName() == "Tones are off"


def test_closing_is_told_first(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)", extend=True)
def test_the_menu_opens_below_its_button_by_key_too(qtbot: QtBot, window: MainWindow) -> None:
    window.show_staff((StaffCard(StaffId("s1"), "张试", StaffRole.CLERK),), StaffId("s1"))
    button = window._operator_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Down)
    qtbot.waitUntil(button.menu().isVisible)
    assert button.menu().pos().y() >= button.mapToGlobal(button.rect().bottomLeft()).y()
    button.menu().close()


def test_tones_that_were_left_off_are_shown_off(window: MainWindow) -> None:
    window.show_muted()
    assert window._mute.accessibleName() == "Tones are off"


def test_pictures_follow_when_the_system_turns_dark(dressed: QApplication, window: MainWindow) -> None:
    def speaker() -> QImage:
        return window._mute.icon().pixmap(20, 20).toImage()

    light = speaker()
    theme.change(dressed, dark=True)
    dressed.processEvents()
    assert speaker() != light
    theme.change(dressed, dark=False)
    dressed.processEvents()
    assert speaker() == light


def test_only_the_screens_of_the_role_are_there(window: MainWindow) -> None:
    window.show_screen("check_in")
    window.allow({"roster"})
    assert window.shown == "roster"
    window.show_screen("check_in")
    assert window.shown == "roster"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.shown == "roster"
    assert [button.toolTip() for button in window.findChildren(QToolButton) if button.isVisible()] == ["Roster  Ctrl+1"]
    window.allow(None)
    window.show_screen("check_in")
    assert window.shown == "check_in"


def test_a_cover_hides_everything_and_goes_without_a_trace(window: MainWindow) -> None:
    cover = QLabel("locked")
    window.cover(cover)
    window.show_screen("roster")
    assert cover.isVisible()
    window.show_blank()  # the record closes meanwhile, and opens again
    window.show_screen("roster")
    assert cover.isVisible()
    window.uncover()
    assert not cover.isVisible()
    assert window.shown == "roster"


def test_the_field_that_had_the_keyboard_may_be_gone_when_the_cover_is_taken_away(window: MainWindow) -> None:
    page = QLabel("locked")
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    window.cover(page)
    assert not window.practice.isEnabled()  # a button that would lead nowhere
    delete(line)
    window.uncover(page)
    assert not page.isVisible()
    assert window.practice.isEnabled()
