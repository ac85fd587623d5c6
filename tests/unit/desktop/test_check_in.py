"""The check-in screen on a real record: what is presented, what the card then says, and what the record holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.check_in.presenter import CheckInPresenter
from desktop.screens.check_in.view import CheckInView
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.show_agenda import show_agenda
from sync.desk.operations.show_recent_scans import ScanLine, show_recent_scans
from sync.desk.store import feed
from sync.domain.ids import SessionId, VoucherNo
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState
from sync.errors import DiskFull, MalformedMessage, Offline, StoreLocked
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.joining import Resolution
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_B, FRONT_DESK, NOW, PROJECT_A, SESSION_A, VOID_VOUCHER, SiteKeys

Speak = Callable[[str], None]
OPAQUE = "880012345678901234567890"


class Counter:
    """The check-in screen and whoever stands before it."""

    def __init__(self, qtbot: QtBot, desk: Desk, disk: Background, line: Background) -> None:
        self._qtbot, self.desk = qtbot, desk
        self.resolution: Resolution | None = None
        self.trouble: Exception | None = None
        self.answers: list[CheckedIn | Enrolled] = []
        self.failures: list[Exception] = []
        self.presenter = CheckInPresenter(desk, disk, line, self._resolve)
        self.presenter.operator = FRONT_DESK
        self.presenter.answered.connect(self.answers.append)
        self.presenter.failed.connect(self.failures.append)
        self.view = CheckInView(self.presenter)
        qtbot.addWidget(self.view)
        self.view.resize(1184, 632)
        self.view.show()
        self.look()

    def _resolve(self, _: str) -> Resolution | None:
        if self.trouble is not None:
            raise self.trouble
        return self.resolution

    def look(self) -> None:
        """Look at clock and record, and wait until it is shown."""
        with self._qtbot.waitSignal(self.presenter.situation):
            self.presenter.refresh()

    def present(self, text: str) -> CheckedIn | Enrolled:
        """Present a code and wait for the answer and the counts after it."""
        return self.until_answered(lambda: self.presenter.present(text))

    def until_answered(self, act: Callable[[], object]) -> CheckedIn | Enrolled:
        with self._qtbot.waitSignals([self.presenter.answered, self.presenter.situation], order="strict"):
            act()
        return self.answers[-1]

    def says(self) -> str:
        """All words on the card."""
        return " ".join(label.text() for label in self.view.card.findChildren(QLabel) if label.isVisible())

    def scans(self) -> tuple[ScanLine, ...]:
        return show_recent_scans(self.desk, SESSION_A)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, modifier)


@pytest.fixture
def counter(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[Counter]:
    speak("zh_CN")
    line = Background()
    counter = Counter(qtbot, desk, disk, line)
    yield counter
    line.close()
    disk.close()
    counter.presenter.deleteLater()  # here and now: the collector may run in any thread


def test_a_sound_voucher_is_accepted_and_counted(counter: Counter, keys: SiteKeys) -> None:
    answer = counter.present(keys.code_for(1001))
    assert answer.reason is Reason.SIGNED_IN
    assert "通过" in counter.says()
    assert "王*明" in counter.says()
    assert "第 1 号" in counter.says()
    assert "已上 40 / 80 课时" in counter.says()
    assert count_session(counter.desk, SESSION_A).present == 1
    assert "应到 5, 已到 1" in counter.view.counts.accessibleName()
    assert "王*明" in counter.view.scans.item(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_name_is_never_shown_whole(counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(1001))
    everything = " ".join(label.text() for label in counter.view.findChildren(QLabel))
    assert "王试明" not in everything


def test_a_void_voucher_is_refused_with_the_date_of_the_list(counter: Counter, keys: SiteKeys) -> None:
    assert counter.present(keys.code_for(VOID_VOUCHER)).reason is Reason.VOID
    assert "拒绝" in counter.says()
    assert "依据 07:20 的作废清单" in counter.says()
    assert counter.view.card.property("verdict") == "refused"


def test_a_strangers_code_is_not_recorded(counter: Counter) -> None:
    assert counter.present("HTTPS://PAY.EXAMPLE/1").reason is Reason.NOT_A_VOUCHER
    assert counter.scans() == ()


def test_coming_twice_is_answered_calmly(counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(1001))
    assert counter.present(keys.code_for(1001)).reason is Reason.ALREADY_SIGNED_IN
    assert counter.view.card.property("verdict") == "calm"
    assert count_session(counter.desk, SESSION_A).present == 1


def test_an_opaque_code_without_an_answer_is_to_be_confirmed(qtbot: QtBot, counter: Counter) -> None:
    with qtbot.waitSignal(counter.presenter.asking):
        answer = counter.present(OPAQUE)
    assert answer.reason is Reason.ONLY_CENTRE_CAN_READ
    assert "待确认" in counter.says()
    assert "已登记" in counter.says()
    assert count_session(counter.desk, SESSION_A).to_confirm == 1


def test_an_opaque_code_the_centre_resolves_is_accepted(counter: Counter) -> None:
    number, first, last = VoucherNo(1001), date(2026, 1, 1), date(2026, 12, 31)
    claims = VoucherClaims(number, VoucherKind.SUBSIDY, "王试明", "001X", PROJECT_A, first, last, 80, NOW)
    counter.resolution = Resolution(claims, VoucherState.IN_USE, NOW)
    answer = counter.present(OPAQUE)
    assert answer.reason is Reason.SIGNED_IN
    assert answer.voucher_no == number


def test_a_line_that_breaks_while_asking_is_no_error(counter: Counter) -> None:
    counter.trouble = Offline()
    assert counter.present(OPAQUE).reason is Reason.ONLY_CENTRE_CAN_READ
    assert counter.failures == []


def test_other_trouble_while_asking_is_told_and_the_person_is_recorded_all_the_same(counter: Counter) -> None:
    counter.trouble = MalformedMessage()
    assert counter.present(OPAQUE).reason is Reason.ONLY_CENTRE_CAN_READ
    assert counter.failures == [counter.trouble]


def test_enrolment_is_offered_and_signs_in_at_once(counter: Counter, keys: SiteKeys) -> None:
    answer = counter.present(keys.code_for(3001))
    assert answer.reason is Reason.NOT_ENROLLED
    assert "录取到本班" in counter.view.card._button.text()
    answer = counter.until_answered(lambda: counter.press(Qt.Key.Key_F4))
    assert answer.reason is Reason.SIGNED_IN
    assert [line.reason for line in counter.scans()] == [Reason.SIGNED_IN, Reason.ENROLLED, Reason.NOT_ENROLLED]


def test_an_enrolment_that_is_refused_says_why(counter: Counter, keys: SiteKeys) -> None:
    counter.present(keys.code_for(3002, project=12))
    answer = counter.until_answered(counter.view.card.stepped.emit)
    assert answer.reason is Reason.OTHER_PROJECT
    assert "项目" in counter.says()
    assert counter.view.card._button.isHidden()


def test_someone_of_another_class_is_shown_the_way_or_signed_in_there(
    qtbot: QtBot, counter: Counter, keys: SiteKeys, desk: Desk
) -> None:
    _add_session(desk, SessionId("session-now"), starts_minutes=-5)
    assert counter.present(keys.code_for(2001)).reason is Reason.OTHER_CLASS
    assert "换到 08:15 课次" in counter.view.card._button.text()
    answer = counter.until_answered(counter.view.card.stepped.emit)
    assert answer.reason is Reason.SIGNED_IN
    qtbot.waitUntil(lambda: "养老护理" in counter.view.sessions.text())
    assert count_session(desk, SessionId("session-now")).present == 1


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
    _add_session(desk, SessionId("session-now"), starts_minutes=-5)
    counter.look()
    assert "初级焊工" in counter.view.sessions.text()
    menu = counter.view.sessions.menu()
    other = next(action for action in menu.actions() if "养老护理" in action.text())
    other.trigger()
    qtbot.waitUntil(lambda: "养老护理" in counter.view.sessions.text())
    clock.go_on(timedelta(hours=3))
    counter.presenter.refresh()
    qtbot.waitUntil(lambda: "初级焊工" in counter.view.sessions.text())


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
    assert counter.until_answered(lambda: counter.press(Qt.Key.Key_F4)).reason is Reason.SIGNED_IN
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


def test_every_verdict_has_its_own_shape_colour_and_word(counter: Counter, keys: SiteKeys) -> None:
    seen = set()
    for text in (keys.code_for(1001), keys.code_for(VOID_VOUCHER), OPAQUE):
        answer = counter.present(text)
        seen.add((answer.reason.verdict, counter.view.card.property("verdict")))
    assert seen == {(verdict, verdict.value) for verdict in Verdict}


@contextmanager
def no_room_on_disk() -> Iterator[None]:
    resource = pytest.importorskip("resource")
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def _add_session(desk: Desk, session_id: SessionId, *, starts_minutes: int) -> None:
    starts = NOW + timedelta(minutes=starts_minutes)
    body = {
        "class_id": CLASS_B,
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(hours=3)).isoformat(),
        "hours": 4,
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.SESSION, session_id, body)], "9")


def test_someone_found_in_the_list_is_signed_in_to_the_session_they_belong_to(counter: Counter, desk: Desk) -> None:
    _add_session(desk, SessionId("session-now"), starts_minutes=-5)
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


def test_a_session_chosen_while_a_look_is_under_way_stays_chosen(
    qtbot: QtBot, counter: Counter, keys: SiteKeys, desk: Desk
) -> None:
    _add_session(desk, SessionId("session-now"), starts_minutes=-5)
    counter.look()
    other = next(card for card in show_agenda(desk).today if card.session_id == SessionId("session-now"))
    counter.presenter.refresh()
    counter.presenter.choose_session(other)
    counter.presenter.present(keys.code_for(2001))
    qtbot.waitUntil(lambda: counter.answers != [])
    assert counter.answers[-1].reason is Reason.SIGNED_IN
    counter.look()
    assert "养老护理" in counter.view.sessions.text()
