"""The roster screen on a real record: feed and pending facts together, everything personal masked."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.roster.presenter import RosterPresenter
from desktop.screens.roster.table import HOURS, ID_NUMBER, NAME, PHONE, STATE, state_words
from desktop.screens.roster.view import RosterView
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.show_roster import RosterLine, RosterState
from sync.desk.store import feed
from sync.domain.ids import ClassId
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import ReceiptCode
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, SiteKeys

Speak = Callable[[str], None]


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[RosterView]:
    speak("zh_CN")
    presenter = RosterPresenter(desk, disk)
    view = RosterView(presenter)
    qtbot.addWidget(view)
    view.resize(1184, 632)
    view.show()
    yield view
    disk.close()
    presenter.deleteLater()


def choose(qtbot: QtBot, view: RosterView, class_id: ClassId) -> None:
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.choose_class(class_id)


def cell(view: RosterView, row: int, column: int) -> str:
    return str(view.table.model().index(row, column).data())


def test_it_shows_who_is_in_the_class_and_masks_them(qtbot: QtBot, view: RosterView) -> None:
    choose(qtbot, view, CLASS_A)
    assert view.table.model().rowCount() == 5
    names = {cell(view, row, NAME) for row in range(5)}
    assert names == {"王*明", "李*", "欧**娜", "赵*芳", "单*"}
    assert all("*" in cell(view, row, ID_NUMBER) + cell(view, row, PHONE) for row in range(5))
    assert cell(view, 0, STATE) == "✓ 已录取"
    assert cell(view, 0, HOURS) == "36 / 80"


def test_an_enrolment_made_here_waits_for_the_centre(
    qtbot: QtBot, view: RosterView, desk: Desk, keys: SiteKeys
) -> None:
    enrol_trainee(desk, keys.code_for(3001, name="孙试梅"), class_id=CLASS_A, operator=FRONT_DESK)
    choose(qtbot, view, CLASS_A)
    assert cell(view, 0, NAME) == "孙*梅"
    assert "等中心回执" in cell(view, 0, STATE)
    assert "1 人等中心回执" in view._figures.text()


def test_the_filter_narrows_and_the_language_changes(qtbot: QtBot, view: RosterView, speak: Speak) -> None:
    choose(qtbot, view, CLASS_A)
    QTest.keyClick(view, Qt.Key.Key_F2)
    view.filter.setText("欧")
    assert view.table.model().rowCount() == 1
    speak("en")
    assert cell(view, 0, STATE) == "✓ Enrolled"
    assert view.table.model().headerData(STATE, Qt.Orientation.Horizontal) == "State"


def test_a_suggested_class_gives_way_to_a_chosen_one(qtbot: QtBot, view: RosterView) -> None:
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.suggest_class(CLASS_B)
    assert "养老护理" in view.chooser.text()
    next(action for action in view.chooser.menu().actions() if "初级焊工" in action.text()).trigger()
    qtbot.waitUntil(lambda: "初级焊工" in view.chooser.text())


def test_a_class_without_people_says_what_to_do(qtbot: QtBot, view: RosterView, desk: Desk) -> None:
    body = {
        "name": "中式烹调 2026-12 班",
        "project": 13,
        "project_name": "中式烹调",
        "capacity": 30,
        "required_hours": 60,
        "state": "open",
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, "class-c", body)], "9")
    choose(qtbot, view, ClassId("class-c"))
    assert "还没有人录取" in view._empty.accessibleName()


def test_a_site_without_classes_says_so(qtbot: QtBot, view: RosterView, desk: Desk) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, class_id, None) for class_id in (CLASS_A, CLASS_B)], "9")
    with qtbot.waitSignal(view._presenter.roster):
        view._presenter.refresh()
    assert "还没有班级" in view.chooser.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_state_has_its_sign_and_word(speak: Speak, language: str) -> None:
    speak(language)
    lines = (RosterLine(None, None, "张*", "", "", state, None, 0, 80) for state in RosterState)
    words = [state_words(line) for line in lines]
    assert len({text[0] for text in words}) == len(RosterState)
    assert all(len(text) > 3 for text in words)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RosterState.TO_CONFIRM, "? 待确认：发码平台还没有应答"),
        (RosterState.REJECTED, "✕ 未准予：查无此券"),
    ],
)
def test_a_code_that_waits_for_its_issuer_is_not_nobodys(speak: Speak, state: RosterState, said: str) -> None:
    speak("zh_CN")
    line = RosterLine(None, None, "", "", "", state, ReceiptCode.CODE_UNRESOLVED, 0, 80)
    assert state_words(line).replace(": ", "：") == said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_reason_is_read_whole_on_a_small_screen(
    qtbot: QtBot, view: RosterView, speak: Speak, language: str
) -> None:
    speak(language)
    choose(qtbot, view, CLASS_A)
    room = view.table.columnWidth(STATE) - 2 * view.table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin)
    lines = [
        RosterLine(None, None, "", "", "", state, code, 0, 80)
        for state in (RosterState.CONFLICT, RosterState.REJECTED)
        for code in ReceiptCode
    ]
    lines += [
        RosterLine(None, None, "", "", "", RosterState.PENDING, ReceiptCode.INSTITUTION_SUSPENDED, 0, 80),
        RosterLine(None, None, "", "", "", RosterState.TO_CONFIRM, ReceiptCode.CODE_UNRESOLVED, 0, 80),
    ]
    wide = view.table.fontMetrics().horizontalAdvance
    assert [state_words(line) for line in lines if wide(state_words(line)) > room] == []
