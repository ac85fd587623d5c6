"""The frame: screens by number, the operator, the language, the tones."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.main_window import MainWindow
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
