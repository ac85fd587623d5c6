"""How long the card stays, in which language, and whose it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sync.desk.operations.count_session import count_session
from sync.domain.ids import VoucherNo
from sync.domain.verdicts import Reason
from sync.errors import DiskFull, StoreLocked
from tests.fakes.site import SESSION_A, SiteKeys
from tests.unit.desktop.check_in.counter import OPAQUE, Counter, no_room_on_disk

Speak = Callable[[str], None]


def test_the_card_follows_the_language(counter: Counter, keys: SiteKeys, speak: Speak) -> None:
    counter.present(keys.code_for(1001))
    speak("en")
    assert "Accepted" in counter.says()
    assert "Signed in" in counter.says()
    assert "王*明" in counter.says()


def test_esc_clears_the_card(counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(1001))
    counter.press(Qt.Key.Key_Escape)
    assert counter.view.card.answer is None
    assert "请出示培训券" in counter.says()


def test_the_card_goes_by_itself_unless_it_offers_a_step(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    card = counter.view.card
    card._timer.setInterval(50)
    counter.present(keys.code_for(1001))
    qtbot.waitUntil(lambda: card.answer is None)
    counter.present(keys.code_for(3001))
    qtbot.wait(150)
    assert card.answer is not None


def test_a_scan_that_was_not_saved_says_so_on_the_card(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    """The disk takes no more bytes: a limit of the system, held only while the scan is written."""
    with no_room_on_disk(), qtbot.waitSignal(counter.presenter.not_saved):
        counter.presenter.present(keys.code_for(1001))
    assert counter.answers == []
    assert [type(error) for error in counter.failures] == [DiskFull]
    assert counter.view.card.property("verdict") == "alert"
    assert "没有保存" in counter.says()
    assert "先不要离开" in counter.says()
    assert "D04" in counter.says()
    assert counter.scans() == ()


def test_what_was_not_saved_can_be_tried_again_once_there_is_room(
    qtbot: QtBot, counter: Counter, keys: SiteKeys, speak: Speak
) -> None:
    with no_room_on_disk(), qtbot.waitSignal(counter.presenter.not_saved):
        counter.presenter.present(keys.code_for(1001))
    speak("en")
    assert "Not saved" in counter.says()
    assert counter.until_answered(lambda: counter.press(Qt.Key.Key_Return)).reason is Reason.SIGNED_IN
    assert [line.reason for line in counter.scans()] == [Reason.SIGNED_IN]


def test_an_alert_stays_until_someone_has_seen_it(qtbot: QtBot, counter: Counter) -> None:
    counter.view.card._timer.setInterval(50)
    counter.view.show_not_saved(StoreLocked())
    counter.look()
    qtbot.wait(150)
    assert "D01" in counter.says()
    counter.press(Qt.Key.Key_Escape)
    assert "请出示培训券" in counter.says()


def test_a_failure_before_does_not_cover_the_next_persons_card(
    qtbot: QtBot, counter: Counter, keys: SiteKeys
) -> None:
    with qtbot.waitSignal(counter.presenter.failed):
        counter.presenter.present_by_hand(VoucherNo(7777))
        counter.presenter.present(keys.code_for(1002))
    qtbot.waitUntil(lambda: counter.answers != [])
    assert "李*" in counter.says()
    assert len(counter.failures) == 1


def test_a_late_answer_does_not_cover_the_next_persons_card(qtbot: QtBot, counter: Counter, keys: SiteKeys) -> None:
    with qtbot.waitSignal(counter.presenter.answered):
        counter.presenter.present(OPAQUE)
        counter.presenter.present(keys.code_for(1001))
    qtbot.waitUntil(lambda: len(counter.scans()) == 2)
    qtbot.wait(50)
    assert [answer.reason for answer in counter.answers] == [Reason.SIGNED_IN]
    assert count_session(counter.desk, SESSION_A).present == 2
