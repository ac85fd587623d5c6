"""Every error of the packages below is shown with its code and in both languages."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import desktop.only_window  # noqa: F401  its error takes over a code of the record's
from desktop.notices import Notices, all_codes, words_of
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


def test_every_code_has_one_meaning_in_both_languages(speak: Speak) -> None:
    english = all_codes()
    codes = [words.code for words in english]
    assert codes == sorted(set(codes))
    assert {kind.code for kind in EVERY_ERROR} | {"T01"} == set(codes)  # type: ignore[attr-defined]  # all of ours have one
    speak("zh_CN")
    for words, chinese in zip(english, all_codes(), strict=True):
        assert words.code == chinese.code
        assert words.title.isascii()
        assert not chinese.title.isascii()
        assert not chinese.remedy.isascii()


def test_an_error_nobody_foresaw_has_a_code_and_shows_nothing_of_itself(speak: Speak) -> None:
    words = words_of(ValueError("张三"))
    assert words.code == "X00"
    assert "张三" not in words.title + words.remedy


def texts(notices: Notices) -> str:
    shown = [each for each in notices.findChildren(QLabel) + notices.findChildren(QPushButton) if each.isVisible()]
    return " ".join(each.text() for each in shown)


def test_a_code_leads_to_where_it_is_looked_up_for_whoever_may_go_there(qtbot: QtBot, speak: Speak) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.show_error(DiskFull())
    code = next(button for button in notices.findChildren(QPushButton) if button.text() == "D04")
    assert not code.isEnabled()  # before there is such a place
    notices.let_look_up(allowed=True)
    with qtbot.waitSignal(notices.code_asked) as asked:
        code.click()
    assert asked.args == ["D04"]
    notices.let_look_up(allowed=False)
    assert not code.isEnabled()


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
    assert texts(notices) == "All is well. Close"
    speak("zh_CN")
    assert notices.isHidden()
