"""The audit of a window's look finds what it is there to find, and nothing in a window that is as it should be."""

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.screenshots.audit import faults


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.setStyleSheet("QWidget { background: #ffffff; color: #16202c; font-size: 16px; }")
    window.resize(400, 300)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    return window


def add(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)


def found(window: QWidget, language: str = "zh_CN") -> str:
    window.show()
    return "\n".join(faults(window, language))


def test_a_window_as_it_should_be(window: QWidget) -> None:
    field = QLineEdit()
    field.setAccessibleName("姓名")
    model = QStringListModel(["王试明", "李试"])
    people = QListView()
    people.setModel(model)
    people.setAccessibleName("学员")
    for widget in (QLabel("签到"), QPushButton("撤销"), field, people):
        add(window, widget)
    assert found(window) == ""


def test_pale_words_are_found_by_their_colour_on_their_ground(window: QWidget) -> None:
    label = QLabel("看不清的字")
    label.setStyleSheet("color: #9aa5b1")
    add(window, label)
    assert "pale (2.5 : 1): '看不清的字'" in found(window)
    label.setStyleSheet("color: #4a5767")
    assert found(window) == ""


def test_pale_words_in_a_list_are_found_too(window: QWidget) -> None:
    people = QListView()
    model = QStringListModel(["王试明"])
    people.setModel(model)
    people.setAccessibleName("学员")
    people.setStyleSheet("QListView { color: #b8c0c9 }")
    add(window, people)
    assert "pale" in found(window)


def test_cut_words_are_found(window: QWidget) -> None:
    label = QLabel("这一行字比它的位置长得多")
    label.setFixedWidth(60)
    button = QPushButton("登记为待确认并联系中心")
    button.setFixedWidth(60)
    for widget in (label, button):
        add(window, widget)
    assert found(window).count("cut") == 2


def test_a_control_without_a_name_is_found(window: QWidget) -> None:
    for widget in (QToolButton(), QLineEdit()):
        add(window, widget)
    assert found(window).count("without a name") == 2


def test_english_left_in_chinese_is_found(window: QWidget) -> None:
    add(window, QLabel("Nobody enrolled yet"))
    assert "not translated" in found(window)
    assert found(window, "en") == ""
