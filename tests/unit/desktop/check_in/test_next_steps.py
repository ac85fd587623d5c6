"""What the card offers to do next, undoing, and finding a person by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sync.desk.exchange.line import LineStatus
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.domain.ids import SessionId, VoucherNo
from sync.domain.verdicts import Reason
from tests.fakes.site import SESSION_A, SiteKeys
from tests.unit.desktop.check_in.counter import Counter, add_session


def test_enrolment_is_offered_and_signs_in_at_once(counter: Counter, keys: SiteKeys) -> None:
    answer = counter.present(keys.code_for(3001))
    assert answer.reason is Reason.NOT_ENROLLED
    assert "录取到本班" in counter.view.card._button.text()
    answer = counter.until_answered(lambda: counter.press(Qt.Key.Key_Return))
    assert answer.reason is Reason.SIGNED_IN
    assert [line.reason for line in counter.scans()] == [Reason.SIGNED_IN, Reason.ENROLLED, Reason.NOT_ENROLLED]


def test_an_enrolment_that_is_refused_says_why(counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(3002, project=12))
    answer = counter.until_answered(counter.view.card.stepped.emit)
    assert answer.reason is Reason.OTHER_PROJECT
    assert "项目" in counter.says()
    assert "选择其他课次" in counter.view.card._button.text()


def test_someone_of_another_class_is_shown_the_way_or_signed_in_there(
    qtbot: QtBot, counter: Counter, keys: SiteKeys, desk: Desk
) -> None:
    add_session(desk, SessionId("session-now"), starts_minutes=-5)
    assert counter.present(keys.code_for(2001)).reason is Reason.OTHER_CLASS
    assert "换到 08:15 课次" in counter.view.card._button.text()
    answer = counter.until_answered(counter.view.card.stepped.emit)
    assert answer.reason is Reason.SIGNED_IN
    qtbot.waitUntil(lambda: "养老护理" in counter.view.sessions.text())
    assert count_session(desk, SessionId("session-now")).present == 1


def test_someone_found_in_the_list_is_signed_in_to_the_session_they_belong_to(counter: Counter, desk: Desk) -> None:
    add_session(desk, SessionId("session-now"), starts_minutes=-5)
    answer = counter.until_answered(lambda: counter.presenter.present_by_hand(VoucherNo(2001)))
    assert answer.reason is Reason.OTHER_CLASS
    answer = counter.until_answered(counter.view.card.stepped.emit)
    assert answer.reason is Reason.SIGNED_IN
    assert count_session(desk, SessionId("session-now")).present == 1


def test_what_the_card_offers_is_never_done_to_the_next_person(counter: Counter, keys: SiteKeys, desk: Desk) -> None:
    """The next one stands before the camera while the card still names the one before, and its button is pressed."""
    assert counter.present(keys.code_for(3001)).reason is Reason.NOT_ENROLLED

    def the_next_comes_and_the_clerk_is_late() -> None:
        counter.presenter.present(keys.code_for(3002))
        counter.view.card.stepped.emit()

    answer = counter.until_answered(the_next_comes_and_the_clerk_is_late)
    assert answer.voucher_no == 3002
    assert answer.reason is Reason.NOT_ENROLLED
    assert Reason.ENROLLED not in {line.reason for line in counter.scans()}


def test_undo_takes_the_newest_scan_back(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(1001))
    counter.present(keys.code_for(1002))
    with qtbot.waitSignal(counter.presenter.situation):
        counter.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [line.undone for line in counter.scans()] == [True, False]
    assert count_session(counter.desk, SESSION_A).present == 1
    with qtbot.waitSignal(counter.presenter.situation):
        counter.view.scans.undo.emit(counter.scans()[1].fact_id)
    assert count_session(counter.desk, SESSION_A).present == 0


def test_two_letters_find_a_person_and_enter_signs_in(qtbot: QtBot, counter: Counter) -> None:
    counter.press(Qt.Key.Key_F2)
    with qtbot.waitSignal(counter.presenter.found):
        QTest.keyClicks(counter.view.search, "wsm")
    assert counter.view.found.count() == 1
    QTest.keyClick(counter.view.search, Qt.Key.Key_Down)
    answer = counter.until_answered(lambda: QTest.keyClick(counter.view.found, Qt.Key.Key_Return))
    assert answer.reason is Reason.SIGNED_IN
    assert counter.view.search.text() == ""
    assert counter.view.scans.isVisible()


def test_nobody_found_says_what_to_try(qtbot: QtBot, counter: Counter) -> None:
    with qtbot.waitSignal(counter.presenter.found):
        counter.view.search.setText("zzzz")
    assert "没有找到" in counter.view.found.item(0).text()
    counter.press(Qt.Key.Key_Escape)
    assert counter.view.scans.isVisible()


def test_undoing_the_earlier_sign_in_is_never_done_by_enter(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(1001))
    assert counter.present(keys.code_for(1001)).reason is Reason.ALREADY_SIGNED_IN
    counter.press(Qt.Key.Key_Return)
    counter.press(Qt.Key.Key_Space)
    qtbot.wait(100)
    assert count_session(counter.desk, SESSION_A).present == 1
    with qtbot.waitSignal(counter.presenter.undone):
        counter.view.card._button.click()
    assert count_session(counter.desk, SESSION_A).present == 0
    assert "已撤销" in counter.says()


def test_enter_after_a_code_that_is_none_leads_to_the_search(counter: Counter) -> None:
    assert counter.present("HTTPS://PAY.EXAMPLE/1").reason is Reason.NOT_A_VOUCHER
    counter.press(Qt.Key.Key_Return)
    assert counter.view.focusWidget() is counter.view.search


def test_a_void_voucher_is_judged_again_by_newer_lists(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    asked: list[bool] = []
    counter.presenter._fetch = lambda: asked.append(True)
    assert counter.present(keys.code_for(1099)).reason is Reason.VOID
    counter.press(Qt.Key.Key_Return)
    assert asked == [True]
    assert "正在查询中心" in counter.says()
    answer = counter.until_answered(lambda: counter.presenter.line_told(LineStatus(online=True)))
    assert answer.reason is Reason.VOID
    counter.press(Qt.Key.Key_Return)
    counter.presenter.line_told(LineStatus(online=False))
    assert "连不上中心" in counter.says()
    assert len(counter.answers) == 2


def test_undo_at_once_takes_the_answer_back_and_not_the_one_before(
    qtbot: QtBot, counter: Counter, keys: SiteKeys
) -> None:
    """Before the list of scans has been read again."""
    first = counter.present(keys.code_for(1001))
    with qtbot.waitSignal(counter.presenter.answered):
        counter.presenter.present(keys.code_for(1002))
    with qtbot.waitSignal(counter.presenter.undone) as undone:
        counter.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone.args == [counter.answers[-1].fact_id]
    assert undone.args != [first.fact_id]


def test_the_button_names_the_class_of_the_scan_once_another_is_chosen(
    qtbot: QtBot, counter: Counter, keys: SiteKeys, desk: Desk
) -> None:
    add_session(desk, SessionId("session-b"), starts_minutes=-5)
    counter.present(keys.code_for(3001))
    counter.look()
    situation = counter.view._situation
    assert situation is not None
    here = situation.session
    other = next(one for one in situation.agenda.today if one.session_id == "session-b")
    assert here is not None
    with qtbot.waitSignal(counter.presenter.situation):
        counter.presenter.choose_session(other)
    assert here.class_name in counter.view.card._button.text()
    with qtbot.waitSignal(counter.presenter.situation):
        counter.presenter.choose_session(here)
    assert "录取到本班" in counter.view.card._button.text()


def test_whoever_is_found_and_there_already_is_said_to_be(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(1001))
    with qtbot.waitSignal(counter.presenter.found):
        counter.view.search.setText("wsm")
    said = counter.view.found.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "已签到" in said
