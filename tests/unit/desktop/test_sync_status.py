"""The readiness screen on a real record: lights, making ready, the book of receipts page by page, sticks."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.sync_status.presenter import SyncStatusPresenter
from desktop.screens.sync_status.view import SyncStatusView
from desktop.screens.sync_status.wording import concern_words, finding_words
from desktop.widgets.light import LightMark
from desktop.widgets.receipt_words import words_of_code
from desktop.widgets.status_line import CameraState
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_readiness import Check, Concern, DeviceState, Finding, Light
from sync.desk.operations.show_receipts import Shelf, show_receipts
from sync.desk.store import exports, receipts
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from sync.protocol.sealing import BoxKey
from tests.fakes.clock import SetClock
from tests.fakes.site import FRONT_DESK, NOW, SESSION_A, SiteKeys

VOUCHERS = (1001, 1002, 1003, 1004)


class Line:
    """The way to the centre, which is up or down as the test says."""

    up = False
    asked = 0

    def __call__(self, going_on: Callable[[], object]) -> bool:
        self.asked += 1
        going_on()
        return self.up


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def view(
    qtbot: QtBot, desk: Desk, disk: Background, line: Line, speak: Callable[[str], None]
) -> Iterator[SyncStatusView]:
    speak("zh_CN")
    long = Background()
    presenter = SyncStatusPresenter(desk, disk, long, line, lambda: DeviceState.UNKNOWN)
    view = SyncStatusView(presenter)
    qtbot.addWidget(view)
    view.resize(1184, 632)
    view.show()
    yield view
    for background in (long, disk):
        background.close()
    presenter.deleteLater()


@pytest.fixture
def scanned(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    """Four sign-ins; the centre refused the first and recorded the second."""
    ids = []
    for voucher in VOUCHERS:
        ids.append(check_in(desk, keys.code_for(voucher), session_id=SESSION_A, operator=FRONT_DESK).fact_id)
        clock.go_on(timedelta(minutes=1))
    first, second = (fact_id for fact_id in ids[:2] if fact_id is not None)
    with desk.store.write() as tx:
        refused = Receipt(first, Outcome.REJECTED, ReceiptCode.NOT_ENROLLED, NOW)
        receipts.append(tx, [refused, Receipt(second, Outcome.RECORDED, None, NOW)])


def look(qtbot: QtBot, view: SyncStatusView) -> None:
    with qtbot.waitSignals([view._presenter.standing, view._presenter.page]):
        view._presenter.refresh()


def words_on(view: SyncStatusView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def cells(view: SyncStatusView, column: int) -> list[str]:
    model = view.receipts.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def test_tomorrow_is_answered_in_plain_words(qtbot: QtBot, view: SyncStatusView) -> None:
    look(qtbot, view)
    view._presenter.show_camera(CameraState.MISSING)
    qtbot.waitUntil(lambda: "没有画面" in words_on(view))
    said = words_on(view)
    for words in ("明天能断网上课吗？", "可以，但有缺口", "养老护理 2026-11 班", "请接好"):
        assert words in said, words
    lights = [mark.accessibleName() for mark in view.findChildren(LightMark) if mark.isVisible()]
    assert all(lights)
    assert any(name.startswith("摄像头: 没有画面") for name in lights)


def test_one_button_does_what_can_be_done_and_says_what_could_not(
    qtbot: QtBot, view: SyncStatusView, scanned: None, line: Line
) -> None:
    look(qtbot, view)
    assert "还没有" in words_on(view)
    with qtbot.waitSignals([view._presenter.made_ready, view._presenter.standing], timeout=10_000):
        QTest.keyClick(view.readiness.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "已备份" in words_on(view))
    assert "N01" in words_on(view), "the centre was not reached, and that is said"
    assert line.asked == 1
    assert not view.strip.isVisible()
    assert view.readiness.button.isEnabled()


def test_the_book_shows_states_in_words_and_by_filter(qtbot: QtBot, view: SyncStatusView, scanned: None) -> None:
    look(qtbot, view)
    view.tabs.setCurrentIndex(1)
    assert cells(view, 2) == ["赵*芳", "欧**娜", "李*", "王*明"]
    assert cells(view, 3)[0] == "… 待上传"
    with qtbot.waitSignal(view._presenter.page):
        view.receipts.shelves[Shelf.REFUSED].click()
    assert cells(view, 2) == ["王*明"]
    assert words_of_code(ReceiptCode.NOT_ENROLLED).sentence in cells(view, 3)[0]


def test_typing_finds_a_person_and_enter_opens_the_record(qtbot: QtBot, view: SyncStatusView, scanned: None) -> None:
    look(qtbot, view)
    QTest.keyClick(view, Qt.Key.Key_F2)
    with qtbot.waitSignal(view._presenter.page):
        QTest.keyClicks(view.receipts.search, "ls")
    assert cells(view, 2) == ["李*"]
    with qtbot.waitSignal(view._presenter.receipt):
        view.receipts.table.activated.emit(view.receipts.model.index(0, 0))
    assert view.detail.isVisible()
    said = words_on(view)
    assert "1 / 2" in said
    assert "李试" not in said + view.detail._documents.toPlainText()
    QTest.keyClick(view.detail.main, Qt.Key.Key_Return)
    assert '"outcome": "recorded"' in QGuiApplication.clipboard().text()
    assert not view.detail.isVisible()


def test_pages_come_while_scrolling_and_a_refresh_keeps_them(
    qtbot: QtBot, view: SyncStatusView, scanned: None, desk: Desk
) -> None:
    model, whole = view.receipts.model, show_receipts(desk)
    first = show_receipts(desk, most=2)
    model.show_page(first, False)
    assert (model.rowCount(), model.canFetchMore(model.index(-1, -1))) == (2, True)
    with qtbot.waitSignal(model.wanted) as asked:
        model.fetchMore(model.index(-1, -1))
    assert asked.args == [first.lines[-1].fact_id]
    assert not model.canFetchMore(model.index(-1, -1)), "asked once"
    model.show_page(show_receipts(desk, after=first.lines[-1].fact_id), True)
    assert [model.line_at(row) for row in range(4)] == list(whole.lines)
    model.show_page(first, False)
    assert model.rowCount() == 4, "what was read stays while nothing newer came"


def test_what_waits_goes_onto_a_stick(
    qtbot: QtBot, view: SyncStatusView, scanned: None, desk: Desk, tmp_path: Path
) -> None:
    with desk.store.write() as tx:
        exports.put_box(tx, BoxKey.generate().box())
    stick = tmp_path / "stick"
    stick.mkdir()
    with qtbot.waitSignal(view._presenter.exported, timeout=10_000):
        view.export_to(stick / "queue.vdq")
    assert "已写入 2 条记录" in words_on(view)
    with qtbot.waitSignal(view._presenter.stick_failed, timeout=10_000):
        view.import_from(stick / "queue.vdq")
    assert "✕" in words_on(view)
    with qtbot.waitSignal(view._presenter.stick_failed, timeout=10_000):
        view.export_to(tmp_path / "pulled out" / "queue.vdq")


def test_nothing_found_is_said(qtbot: QtBot, view: SyncStatusView) -> None:
    look(qtbot, view)
    assert "还没有记录" in view.receipts._empty.accessibleName()
    with qtbot.waitSignal(view._presenter.page):
        view.receipts.shelves[Shelf.CONFLICT].click()
    assert "没有找到" in view.receipts._empty.accessibleName()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_finding_has_words(speak: Callable[[str], None], desk: Desk, language: str) -> None:
    speak(language)
    zone = show_receipts(desk).zone
    said = [finding_words(Check(Concern.DISK, one, Light.GAP, NOW, 3), zone, NOW) for one in Finding]
    assert all(said)
    assert not any("{" in one for one in said)
    assert all(map(concern_words, Concern))
