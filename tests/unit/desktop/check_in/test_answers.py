"""What is presented, what the card then says, and what the record holds."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.store import facts
from sync.domain.ids import VoucherNo
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState
from sync.errors import MalformedMessage, Offline
from sync.protocol.joining import Resolution
from tests.fakes.site import FRONT_DESK, NOW, PROJECT_A, SESSION_A, VOID_VOUCHER, SiteKeys
from tests.unit.desktop.check_in.counter import OPAQUE, Counter


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


def test_every_verdict_has_its_own_shape_colour_and_word(counter: Counter, keys: SiteKeys) -> None:
    seen = set()
    for text in (keys.code_for(1001), keys.code_for(VOID_VOUCHER), OPAQUE):
        answer = counter.present(text)
        seen.add((answer.reason.verdict, counter.view.card.property("verdict")))
    assert seen == {(verdict, verdict.value) for verdict in Verdict}


def test_a_code_that_is_with_the_centre_when_the_pc_is_locked_is_recorded_all_the_same(
    qtbot: QtBot, counter: Counter, desk: Desk
) -> None:
    """Under the name of whoever was at work when it was shown; nobody has to come twice."""
    counter.presenter.asking.connect(lambda: setattr(counter.presenter, "operator", None))
    assert counter.present(OPAQUE).reason is Reason.ONLY_CENTRE_CAN_READ
    assert counter.presenter.operator is None
    with desk.store.read() as tx:
        (fact,) = facts.unsettled(tx, 10)
    assert fact.header.operator == FRONT_DESK
