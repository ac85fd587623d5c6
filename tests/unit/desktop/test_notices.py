"""Every error of the packages below is shown with its code and in both languages."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.notices import Notices, words_of
from scanner.errors import CameraLost, ScannerError
from sync.errors import DiskFull, SyncError

Speak = Callable[[str], None]


def tree(root: type[Exception]) -> Iterator[type[Exception]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


EVERY_ERROR = [kind for root in (SyncError, ScannerError) for kind in tree(root) if kind.__module__ == root.__module__]


@pytest.mark.parametrize("kind", EVERY_ERROR)
def test_every_error_is_translated(speak: Speak, kind: type[SyncError] | type[ScannerError]) -> None:
    error = kind.__new__(kind)
    assert words_of(error).title == kind.title
    speak("zh_CN")
    words = words_of(error)
    assert words.code == kind.code
    assert not words.title.isascii()
    assert not words.remedy.isascii()


def test_an_error_nobody_foresaw_has_a_code_and_shows_nothing_of_itself(speak: Speak) -> None:
    words = words_of(ValueError("张三"))
    assert words.code == "X00"
    assert "张三" not in words.title + words.remedy


def texts(notices: Notices) -> str:
    return " ".join(label.text() for label in notices.findChildren(QLabel) if label.isVisible())


def test_the_bar_says_what_happened_and_follows_the_language(qtbot: QtBot, speak: Speak) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    assert notices.isHidden()
    notices.show_error(DiskFull())
    assert "NOT saved" in texts(notices)
    assert "D04" in texts(notices)
    speak("zh_CN")
    assert "没有保存" in texts(notices)
    notices.clear()
    assert notices.isHidden()


def test_its_words_can_be_copied_for_the_phone(qtbot: QtBot, speak: Speak) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.show_error(CameraLost("USB camera"))
    next(button for button in notices.findChildren(QPushButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text().startswith("S02 The camera stopped")


def test_a_calm_word_has_no_code_and_goes_when_the_language_does(qtbot: QtBot, speak: Speak) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.tell("All is well.")
    assert texts(notices) == "All is well. "
    speak("zh_CN")
    assert notices.isHidden()
