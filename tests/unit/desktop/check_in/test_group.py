"""Signing in several of a list at once, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.check_in.group import GroupPresenter, GroupResult
from desktop.screens.check_in.group_sheet import GroupSheet
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_agenda import show_agenda
from sync.domain.verdicts import Reason
from tests.fakes.site import FRONT_DESK, SESSION_A, SiteKeys
from tests.unit.desktop.check_in.counter import Counter


@pytest.fixture
def long() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def sheet(qtbot: QtBot, counter: Counter, disk: Background, long: Background, desk: Desk) -> GroupSheet:
    presenter = GroupPresenter(desk, disk, long, lambda: FRONT_DESK)
    presenter.setParent(counter.presenter)
    sheet = GroupSheet(counter.view, presenter)
    session = show_agenda(desk).current
    assert session is not None
    situation = counter.view._situation
    assert situation is not None
    with qtbot.waitSignal(presenter.people):
        sheet.open_for(session, situation.zone)
    return sheet


def choose(sheet: GroupSheet, *queries: str) -> None:
    for query in queries:
        sheet.filter.setText(query)
        QTest.keyClick(sheet.filter, Qt.Key.Key_Space)
    sheet.filter.clear()


def test_those_chosen_are_signed_in_one_fact_each_and_taken_back(
    qtbot: QtBot, sheet: GroupSheet, counter: Counter, desk: Desk
) -> None:
    choose(sheet, "wsm", "李试", "ouyang")
    assert "3" in sheet.main.text()
    with qtbot.waitSignal(sheet._presenter.ended) as ended:
        QTest.keyClick(sheet.filter, Qt.Key.Key_Return)
    assert ended.args == [GroupResult(3, 0)]
    assert [line.reason for line in counter.scans()] == [Reason.SIGNED_IN] * 3
    qtbot.waitUntil(lambda: sum(person.is_present for person in sheet._people) == 3)
    assert "3" in sheet.told.text()
    with qtbot.waitSignal(sheet._presenter.undone):
        sheet.undo.click()
    assert count_session(desk, SESSION_A).present == 0
    assert [line.undone for line in counter.scans()] == [True] * 3


def test_whoever_is_there_already_stands_last_and_cannot_be_chosen(
    qtbot: QtBot, sheet: GroupSheet, counter: Counter, keys: SiteKeys
) -> None:
    counter.present(keys.code_for(1001))
    assert sheet._session is not None
    with qtbot.waitSignal(sheet._presenter.people):
        sheet._presenter.look(sheet._session)
    last = sheet.list.item(sheet.list.count() - 1)
    assert "王*明" in last.text()
    assert not last.flags() & Qt.ItemFlag.ItemIsUserCheckable
    sheet.everyone.click()
    assert len(sheet._chosen) == 4
    sheet.everyone.click()
    assert sheet._chosen == set()
    assert not sheet.main.isEnabled()


def test_stopping_keeps_who_was_signed_in(qtbot: QtBot, sheet: GroupSheet, desk: Desk) -> None:
    sheet.everyone.click()
    with qtbot.waitSignal(sheet._presenter.ended) as ended:
        sheet.accepted.emit()
        sheet._presenter.stop()
    (result,) = ended.args or [None]
    assert isinstance(result, GroupResult)
    assert result.was_stopped
    assert count_session(desk, SESSION_A).present == result.signed_in < 5
