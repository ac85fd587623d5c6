"""The enrolment screen on a real desk: told before it is recorded, once and no more, undone, restored, group mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.enrolment.presenter import EnrolmentPresenter
from desktop.screens.enrolment.view import EnrolmentView
from sync.desk.operations.announce_trainees import announce_trainees
from sync.desk.operations.desk import Desk
from sync.desk.operations.keep_draft import keep_draft, read_draft
from sync.desk.operations.show_enrolment import show_enrolment
from sync.desk.store import facts
from sync.domain.ids import StaffId
from sync.domain.verdicts import Reason
from sync.protocol.joining import Resolution
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER, SiteKeys
from tests.unit.sync.desk.operations.test_announce_trainees import NATIONAL, SUN, ZHOU

Make = Callable[[], EnrolmentView]


@pytest.fixture
def line(qapp: QApplication) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def nobody_answers(_text: str) -> Resolution | None:
    return None


@pytest.fixture
def make(qtbot: QtBot, dressed: QApplication, desk: Desk, disk: Background, line: Background) -> Make:
    """The screen as it is after the program's start."""

    def start() -> EnrolmentView:
        presenter = EnrolmentPresenter(desk, disk, line, nobody_answers, list)
        presenter.operator = FRONT_DESK
        view = EnrolmentView(presenter)
        presenter.setParent(view)
        qtbot.addWidget(view)
        view.resize(1184, 610)
        view.show()
        with qtbot.waitSignal(presenter.shown):
            presenter.refresh()
        return view

    return start


def presenter_of(view: EnrolmentView) -> EnrolmentPresenter:
    return view._presenter


def read(qtbot: QtBot, view: EnrolmentView, text: str) -> Reason | None:
    with qtbot.waitSignal(presenter_of(view).answered):
        presenter_of(view).present(text)
    return presenter_of(view).form.answer


def recorded(desk: Desk) -> int:
    with desk.store.read() as tx:
        return facts.count(tx)


def sun(keys: SiteKeys) -> str:
    return keys.code_for(3001, name=SUN.name, id_tail=SUN.number[-4:])


def test_nothing_is_recorded_before_enter_and_enter_twice_records_once(
    qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys
) -> None:
    view = make()
    presenter_of(view).choose_class(CLASS_A)
    assert read(qtbot, view, NATIONAL) is Reason.ONLY_CENTRE_CAN_READ
    assert recorded(desk) == 0
    with qtbot.waitSignal(presenter_of(view).answered):
        QTest.keyClick(view.search, Qt.Key.Key_Return)
        QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.wait(100)
    assert recorded(desk) == 1
    assert "1" in view.queue.text()
    assert not view.card.main.isVisible()


def test_an_enrolment_is_undone(qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys) -> None:
    view = make()
    presenter_of(view).choose_class(CLASS_A)
    assert read(qtbot, view, sun(keys)) is Reason.ENROLLED
    with qtbot.waitSignal(presenter_of(view).answered):
        view.card.main.click()
    with qtbot.waitSignal(presenter_of(view).recorded):
        view.card.undo.click()
    qtbot.waitUntil(lambda: show_enrolment(desk).waiting == ())
    assert "taken back" in view.card.accessibleName()
    assert not view.card.undo.isVisible()


def test_other_classes_are_told_before_and_can_be_chosen_by_keys(qtbot: QtBot, make: Make, keys: SiteKeys) -> None:
    view = make()
    presenter_of(view).choose_class(CLASS_B)
    assert read(qtbot, view, sun(keys)) is Reason.OTHER_PROJECT
    assert not view.card.main.isVisible()
    QTest.keyClick(view.classes, Qt.Key.Key_Up)
    assert presenter_of(view).form.class_id == CLASS_A
    assert presenter_of(view).form.answer is Reason.ENROLLED
    assert view.card.main.isVisible()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.search.setFocus()
    QTest.keyClick(view.search, Qt.Key.Key_Escape)  # from wherever the keyboard is
    assert presenter_of(view).form.text is None
    assert presenter_of(view).form.class_id == CLASS_A


def test_who_is_in_a_class_already_is_told_what_to_do(qtbot: QtBot, make: Make, keys: SiteKeys) -> None:
    view = make()
    assert read(qtbot, view, keys.code_for(1002)) is Reason.ALREADY_USED
    assert "初级焊工" in view.card.accessibleName()
    presenter_of(view).choose_class(CLASS_A)
    assert presenter_of(view).form.answer is Reason.ALREADY_ENROLLED


def test_a_form_is_there_again_and_gone_once_confirmed(
    qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys
) -> None:
    first = make()
    presenter_of(first).choose_class(CLASS_A)
    read(qtbot, first, sun(keys))
    qtbot.waitUntil(lambda: bool((read_draft(desk, "enrolment") or {}).get("text")))
    again = make()
    qtbot.waitUntil(lambda: presenter_of(again).form.answer is Reason.ENROLLED)
    assert presenter_of(again).form.class_id == CLASS_A
    with qtbot.waitSignal(presenter_of(again).answered):
        presenter_of(again).confirm()
    qtbot.waitUntil(lambda: read_draft(desk, "enrolment") is None)


def test_a_group_is_enrolled_by_the_scan_alone_and_strangers_are_not(
    qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys
) -> None:
    announce_trainees(desk, CLASS_A, [SUN, ZHOU], operator=FRONT_DESK)
    view = make()
    presenter_of(view).choose_class(CLASS_A)
    view.group.click()
    assert view.people.count() == 2
    assert read(qtbot, view, sun(keys)) is Reason.ENROLLED
    assert presenter_of(view).form.result is not None
    qtbot.waitUntil(lambda: view._count.text() == "1 / 2")
    assert view.people.count() == 1
    assert read(qtbot, view, keys.code_for(3002, name="孙试")) is Reason.ENROLLED
    assert presenter_of(view).form.result is None


def test_somebody_is_found_by_hand_and_asked_for_the_voucher(qtbot: QtBot, make: Make, desk: Desk) -> None:
    announce_trainees(desk, CLASS_A, [SUN, ZHOU], operator=FRONT_DESK)
    view = make()
    with qtbot.waitSignal(presenter_of(view).found):
        QTest.keyClicks(view.search, "sx")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    QTest.keyClick(view.people, Qt.Key.Key_Return)
    assert presenter_of(view).form.class_id == CLASS_A
    assert "孙*新" in view.card.accessibleName()
    assert not view.card.main.isVisible()


def test_it_speaks_chinese(qtbot: QtBot, make: Make, speak: Callable[[str], None]) -> None:
    view = make()
    speak("zh_CN")
    assert view.group.text().startswith("集体")
    assert view.card.accessibleName().startswith("请出示")


def test_a_scan_that_a_crash_cut_off_enrols_nobody_by_itself(
    qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys
) -> None:
    announce_trainees(desk, CLASS_A, [SUN], operator=FRONT_DESK)
    before = recorded(desk)
    keep_draft(desk, "enrolment", {"class_id": CLASS_A, "text": sun(keys), "group": True})
    view = make()
    qtbot.waitUntil(lambda: presenter_of(view).form.prospect is not None)
    qtbot.wait(100)
    assert presenter_of(view).form.group
    assert presenter_of(view).form.can_confirm
    assert recorded(desk) == before
    with qtbot.waitSignal(presenter_of(view).recorded):
        presenter_of(view).present(sun(keys))
    assert recorded(desk) == before + 1


def test_what_could_not_be_undone_does_not_look_undone(
    qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys
) -> None:
    view = make()
    presenter = presenter_of(view)
    presenter.choose_class(CLASS_A)
    read(qtbot, view, sun(keys))
    with qtbot.waitSignal(presenter.recorded):
        presenter.confirm()
    presenter.operator = StaffId("left")
    with qtbot.waitSignal(presenter.failed):
        presenter.undo()
    assert presenter.form.result is not None
    assert not presenter.form.undone


def zhou(keys: SiteKeys) -> str:
    return keys.code_for(3002, name=ZHOU.name, id_tail=ZHOU.number[-4:])


def test_the_next_scan_takes_nobody_s_answer_away(qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys) -> None:
    """The next one comes while the one before is being written: both tones sound, both answers can be read."""
    view, told = make(), list[Reason]()
    presenter = presenter_of(view)
    presenter.choose_class(CLASS_A)
    assert read(qtbot, view, sun(keys)) is Reason.ENROLLED
    presenter.answered.connect(told.append)
    presenter.confirm()
    presenter.present(zhou(keys))
    qtbot.waitUntil(lambda: presenter.form.prospect is not None)
    assert told == [Reason.ENROLLED, Reason.ENROLLED]
    assert presenter.form.result is None  # it is the next one's card
    assert "Just before: 孙*新" in view.card.accessibleName()
    assert len(show_enrolment(desk).waiting) == 1


def test_who_could_not_be_saved_is_told_on_the_next_one_s_card(qtbot: QtBot, make: Make, keys: SiteKeys) -> None:
    view = make()
    presenter = presenter_of(view)
    presenter.choose_class(CLASS_A)
    read(qtbot, view, sun(keys))
    presenter.operator = StaffId("left")
    with qtbot.waitSignal(presenter.failed):
        presenter.confirm()
        presenter.present(zhou(keys))
    assert "孙*新 · Not saved" in view.card.accessibleName()


def test_in_a_group_everybody_s_turn_comes(qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys) -> None:
    announce_trainees(desk, CLASS_A, [SUN, ZHOU], operator=FRONT_DESK)
    view = make()
    presenter_of(view).choose_class(CLASS_A)
    view.group.click()
    presenter_of(view).present(sun(keys))
    presenter_of(view).present(zhou(keys))  # before the first is judged
    qtbot.waitUntil(lambda: len(show_enrolment(desk).waiting) == 2)


def test_a_form_says_whose_it_is_to_somebody_else(qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys) -> None:
    first = make()
    presenter_of(first).choose_class(CLASS_A)
    read(qtbot, first, sun(keys))
    assert "Begun by" not in first.card.accessibleName()
    presenter_of(first).operator = MANAGER  # took over at the same window
    assert "Begun by 张试" in first.card.accessibleName()
    qtbot.waitUntil(lambda: (read_draft(desk, "enrolment") or {}).get("by") == FRONT_DESK)
    again = make()  # and after the program's start
    presenter_of(again).operator = MANAGER
    qtbot.waitUntil(lambda: presenter_of(again).form.can_confirm)
    assert "Begun by 张试" in again.card.accessibleName()
    presenter_of(again).operator = FRONT_DESK
    assert "Begun by" not in again.card.accessibleName()


def test_a_change_of_person_ends_enrolling_by_the_scan_alone(
    qtbot: QtBot, make: Make, desk: Desk, keys: SiteKeys
) -> None:
    announce_trainees(desk, CLASS_A, [SUN], operator=FRONT_DESK)
    before = recorded(desk)
    view = make()
    presenter_of(view).choose_class(CLASS_A)
    view.group.click()
    presenter_of(view).present(sun(keys))
    presenter_of(view).operator = MANAGER
    qtbot.waitUntil(lambda: presenter_of(view).form.can_confirm)
    qtbot.wait(50)
    assert recorded(desk) == before
