"""Repair from the window: the button on the page, the steps, the end in plain words, and work goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.repair.presenter import RepairPresenter
from desktop.screens.repair.wording import text_of, title_of
from desktop.widgets.blank_page import BlankPage
from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import DEVICE_KEY, Desk
from sync.desk.operations.desk import STORE_KEY as STORE_KEY_NAME
from sync.desk.operations.repair_record import Loss, Repaired, RepairStep
from sync.desk.store.page_reader import PAGE
from sync.errors import StoreUnreadable
from tests.fakes.site import FRONT_DESK, SESSION_A, STORE_KEY, make_desk

Speak = Callable[[str], None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A PC whose record has lost its first page."""
    settings = Settings(home=tmp_path / "pc", key_storage="file")
    desk, keys = make_desk(settings.home)
    vault = open_vault(settings)
    vault.put(STORE_KEY_NAME, STORE_KEY)
    vault.put(DEVICE_KEY, keys.device.to_bytes())
    for number in range(3):
        check_in(desk, keys.code_for(1001 + number), session_id=SESSION_A, operator=FRONT_DESK)
    desk.close()
    with settings.store_file.open("r+b") as file:
        file.write(bytes(PAGE))
    return settings


@pytest.fixture
def page(qtbot: QtBot, speak: Speak) -> BlankPage:
    page = BlankPage()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def repair(settings: Settings, page: BlankPage) -> Iterator[RepairPresenter]:
    disk = Background()
    yield RepairPresenter(settings, disk, page)
    disk.close()


def press(page: BlankPage, word: str) -> None:
    button = page.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    assert button.text() == word
    button.click()


def test_it_is_offered_done_and_work_goes_on(
    qtbot: QtBot, settings: Settings, page: BlankPage, repair: RepairPresenter
) -> None:
    with pytest.raises(StoreUnreadable) as why:
        Desk.open(settings)
    repair.offer(why.value)
    assert "D03" in page.accessibleName()
    press(page, "Repair…")
    qtbot.waitUntil(lambda: "mended; nothing is lost" in page.accessibleName(), timeout=20_000)
    with qtbot.waitSignal(repair.finished):
        press(page, "Go on working")
    Desk.open(settings).close()


def test_every_step_is_told(page: BlankPage, repair: RepairPresenter) -> None:
    told = set()
    for step in RepairStep:
        repair._show(step)
        told.add(page.accessibleName())
        assert "leave the PC on" in page.accessibleName()
    assert len(told) == len(RepairStep)


def test_what_stops_it_is_told_and_it_can_be_tried_again(
    qtbot: QtBot, settings: Settings, page: BlankPage, repair: RepairPresenter
) -> None:
    (settings.home / "repairs").write_text("in the way")
    repair.offer(StoreUnreadable())
    press(page, "Repair…")
    qtbot.waitUntil(lambda: "D04" in page.accessibleName(), timeout=20_000)
    (settings.home / "repairs").unlink()
    press(page, "Repair…")
    qtbot.waitUntil(lambda: "nothing is lost" in page.accessibleName(), timeout=20_000)


AT = datetime(2026, 11, 23, 0, 20, tzinfo=UTC)
LOSSES = (
    Loss(1, 4, "attendance_punched", AT, at_centre=False),
    Loss(1, 5, "attendance_punched", AT, at_centre=False),
    Loss(1, 6, "enrolment_requested", AT, at_centre=True),
    Loss(1, 7, None, None, at_centre=False),
)


def test_losses_are_told_by_kind_and_what_to_do(speak: Speak) -> None:
    repaired = Repaired(was_whole=False, facts=60, pending=12, lost=LOSSES, unplaced=2)
    assert title_of(repaired).endswith(": 6")
    lines = text_of(repaired).splitlines()
    assert "has 1" in lines[1]
    assert lines[3].startswith("2 × sign-in or sign-out · ")
    assert lines[4:] == ["1 × of unknown kind", "2 × of unknown kind"]
    speak("zh_CN")
    assert "6" in title_of(repaired)
    assert "签到" in text_of(repaired)
    assert "×" in text_of(repaired)


def test_of_a_record_that_cannot_be_read_at_all_nobody_says_that_nothing_is_lost() -> None:
    repaired = Repaired(was_whole=False, facts=60, pending=12, nothing_read=True)
    assert title_of(repaired).endswith(": ?")
    assert text_of(repaired).splitlines()[-1] == "? × of unknown kind"


def test_a_whole_record_is_told_as_such(speak: Speak) -> None:
    assert "nothing was changed" in title_of(Repaired(was_whole=True, facts=3, pending=0))


def test_the_page_shows_a_button_only_where_there_is_something_to_do(page: BlankPage) -> None:
    page.say("database", "one", "two")
    button = page.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert not button.isVisible()
    QTest.qWait(1)
