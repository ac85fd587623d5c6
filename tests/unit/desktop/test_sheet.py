"""A sheet over a screen has the keyboard from its first moment to its last."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.sheet import Sheet


def test_escape_leads_back_from_a_sheet_that_has_nothing_to_fill_in_or_to_press(qtbot: QtBot) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    field = QLineEdit()
    QVBoxLayout(screen).addWidget(field)
    sheet = Sheet(screen)
    screen.show()
    field.setFocus()
    sheet.main.setEnabled(False)
    sheet.open()
    focused = screen.focusWidget()
    assert focused is sheet.cancel
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert screen.focusWidget() is field
