"""A text pasted at the counter: a code is checked in, anything else is looked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sync.domain.verdicts import Reason
from tests.fakes.site import PEOPLE, SiteKeys
from tests.unit.desktop.check_in.counter import OPAQUE, Counter

CONTROL = Qt.KeyboardModifier.ControlModifier


def paste(counter: Counter, text: str, *, in_search: bool) -> None:
    QGuiApplication.clipboard().setText(text)
    if in_search:
        counter.view.search.setFocus()
        QTest.keyClick(counter.view.search, Qt.Key.Key_V, CONTROL)
    else:
        counter.press(Qt.Key.Key_V, CONTROL)


@pytest.mark.parametrize("in_search", [True, False])
def test_a_pasted_code_is_checked_in(counter: Counter, keys: SiteKeys, in_search: bool) -> None:
    code = keys.code_for(1001)
    answer = counter.until_answered(lambda: paste(counter, f" {code[:40]}\n{code[40:].lower()}\n", in_search=in_search))
    assert answer.reason is Reason.SIGNED_IN
    assert counter.view.search.text() == ""


def test_a_pasted_national_code_is_for_the_centre(counter: Counter) -> None:
    answer = counter.until_answered(lambda: paste(counter, OPAQUE, in_search=True))
    assert answer.reason is Reason.ONLY_CENTRE_CAN_READ


@pytest.mark.parametrize("in_search", [True, False])
def test_a_pasted_id_number_only_finds_its_owner(qtbot: QtBot, counter: Counter, in_search: bool) -> None:
    """18 digits may be a national code as well."""
    person = next(person for person in PEOPLE if person.id_number.isdigit())
    with qtbot.waitSignal(counter.presenter.found):
        paste(counter, person.id_number, in_search=in_search)
    assert counter.view.search.text() == person.id_number
    assert counter.scans() == ()


@pytest.mark.parametrize("in_search", [True, False])
def test_a_pasted_name_is_looked_for(qtbot: QtBot, counter: Counter, in_search: bool) -> None:
    with qtbot.waitSignal(counter.presenter.found) as found:
        paste(counter, "王试明", in_search=in_search)
    assert [person.voucher_no for person in found.args[0]] == [1001]


def test_a_code_that_came_slowly_is_checked_in_by_enter(counter: Counter, keys: SiteKeys) -> None:
    """From a reader slower than any: its keys were taken for typing, its text is still no name."""
    counter.view.search.setFocus()
    for character in keys.code_for(1002):
        QTest.keyClick(counter.view.search, Qt.Key(ord(character)))
    answer = counter.until_answered(lambda: QTest.keyClick(counter.view.search, Qt.Key.Key_Return))
    assert answer.reason is Reason.SIGNED_IN
    assert counter.view.search.text() == ""


def test_enter_after_a_name_goes_to_whom_it_found(qtbot: QtBot, counter: Counter) -> None:
    counter.view.search.setFocus()
    with qtbot.waitSignal(counter.presenter.found):
        QTest.keyClicks(counter.view.search, "wsm")
    with qtbot.waitSignal(counter.view.search.down):
        QTest.keyClick(counter.view.search, Qt.Key.Key_Return)


def test_a_clipboard_without_words_is_nothing(qtbot: QtBot, counter: Counter) -> None:
    with qtbot.assertNotEmitted(counter.presenter.no_code, wait=50):
        paste(counter, " \n", in_search=False)
