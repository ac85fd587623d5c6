"""Which session the screen is on; without one, or without an operator, nothing is recorded."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from sync.desk.operations.desk import Desk
from sync.desk.operations.show_agenda import show_agenda
from sync.domain.ids import SessionId
from sync.domain.verdicts import Reason
from tests.fakes.clock import SetClock
from tests.fakes.site import NOW, VOID_VOUCHER, SiteKeys
from tests.unit.desktop.check_in.counter import Counter, add_session


def test_without_a_session_the_screen_names_the_next_one(counter: Counter, clock: SetClock, keys: SiteKeys) -> None:
    clock.go_on(timedelta(hours=5))
    counter.look()
    assert "现在没有课次" in counter.says()
    assert "11-24 08:30" in counter.says()
    counter.presenter.present(keys.code_for(1001))
    assert counter.scans() == ()


def test_without_a_session_a_code_still_gets_a_useful_answer(
    qtbot: QtBot, counter: Counter, clock: SetClock, keys: SiteKeys
) -> None:
    clock.go_on(timedelta(hours=5))
    counter.look()
    for text, sentence in (
        (keys.code_for(1001, signed_at=clock.wall), "券有效，但现在没有课次"),
        (keys.code_for(VOID_VOUCHER), "培训券已作废"),
        (keys.code_for(1001, signed_at=NOW), "签到时需中心确认"),
        ("HTTPS://PAY.EXAMPLE/1", "这不是培训券"),
    ):
        with qtbot.waitSignal(counter.presenter.looked_at):
            counter.presenter.present(text)
        assert sentence in counter.says()
        assert "没有登记" in counter.says()
        assert counter.view.card.property("verdict") == "waiting"
    assert counter.scans() == ()
    counter.view.card._timer.setInterval(50)
    counter.presenter.present("HTTPS://PAY.EXAMPLE/1")
    qtbot.waitUntil(lambda: "下一课次" in counter.says())


def test_without_an_operator_the_screen_asks_for_one(counter: Counter, keys: SiteKeys) -> None:
    counter.presenter.operator = None
    counter.presenter.present(keys.code_for(1001))
    assert "请选择经办人" in counter.says()
    assert counter.scans() == ()


def test_a_session_chosen_by_hand_holds_until_it_is_over(
    qtbot: QtBot, counter: Counter, clock: SetClock, desk: Desk
) -> None:
    add_session(desk, SessionId("session-now"), starts_minutes=-5)
    counter.look()
    assert "初级焊工" in counter.view.sessions.text()
    menu = counter.view.sessions.menu()
    other = next(action for action in menu.actions() if "养老护理" in action.text())
    other.trigger()
    qtbot.waitUntil(lambda: "养老护理" in counter.view.sessions.text())
    clock.go_on(timedelta(hours=3))
    counter.presenter.refresh()
    qtbot.waitUntil(lambda: "初级焊工" in counter.view.sessions.text())


def test_a_session_chosen_while_a_look_is_under_way_stays_chosen(
    qtbot: QtBot, counter: Counter, keys: SiteKeys, desk: Desk
) -> None:
    add_session(desk, SessionId("session-now"), starts_minutes=-5)
    counter.look()
    other = next(card for card in show_agenda(desk).today if card.session_id == SessionId("session-now"))
    counter.presenter.refresh()
    counter.presenter.choose_session(other)
    counter.presenter.present(keys.code_for(2001))
    qtbot.waitUntil(lambda: counter.answers != [])
    assert counter.answers[-1].reason is Reason.SIGNED_IN
    counter.look()
    assert "养老护理" in counter.view.sessions.text()
