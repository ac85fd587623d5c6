"""The attention screen on a real record: the list, the card, the keyboard alone, both languages."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.attention import wording
from desktop.screens.attention.presenter import AttentionPresenter
from desktop.screens.attention.view import AttentionView
from desktop.widgets.rail_button import RailButton
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.show_attention import AttentionTask, Trouble, Urgency
from sync.desk.store import feed, receipts
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import FactId, StaffId
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.facts import FactType
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.conflict_news import FAR_SITE, told
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, SiteKeys

Speak = Callable[[str], None]
ACCEPT, REVIEW, SEEN = AttentionDecision.ACCEPT, AttentionDecision.REVIEW, AttentionDecision.SEEN
COLLEAGUE = StaffId("s3")


@pytest.fixture
def lost(desk: Desk, keys: SiteKeys) -> FactId:
    """An enrolment made here that another site's stands against."""
    fact_id = enrol_trainee(
        desk, keys.code_for(3001, name="孙试梅"), class_id=CLASS_A, operator=FRONT_DESK
    ).fact_id
    assert fact_id is not None
    colleague = Change(ChangeKind.STAFF, COLLEAGUE, {"name": "吴试", "role": "clerk"})
    with desk.store.write() as tx:
        code = ReceiptCode.VOUCHER_IN_USE_ELSEWHERE
        receipts.append(tx, [Receipt(fact_id, Outcome.CONFLICT, code, NOW)])
        feed.apply(tx, [colleague, told(fact_id), told("0" * 32, lost=False)], "2")
    return fact_id


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[AttentionView]:
    speak("zh_CN")
    presenter = AttentionPresenter(desk, disk)
    view = AttentionView(presenter)
    qtbot.addWidget(view)
    view.resize(1184, 632)
    view.show()
    yield view
    disk.close()
    presenter.deleteLater()


def look(qtbot: QtBot, view: AttentionView, operator: StaffId = FRONT_DESK) -> None:
    with qtbot.waitSignal(view._presenter.attention):
        view._presenter.operator = operator


def words_on(view: AttentionView) -> str:
    return "\n".join(label.text() for label in view.card.findChildren(QLabel) if label.isVisible())


def offered(view: AttentionView) -> list[AttentionDecision]:
    return [decision for decision, button in view.card.buttons.items() if button.isVisible()]


def test_nothing_to_do_is_said_calmly(qtbot: QtBot, view: AttentionView) -> None:
    look(qtbot, view)
    assert "没有待处理的事项" in view._empty.accessibleName()
    assert view._stack.currentWidget() is view._empty


def test_the_card_says_who_where_and_when_on_both_sides(qtbot: QtBot, view: AttentionView, lost: FactId) -> None:
    look(qtbot, view)
    view.tasks.go_to(lost)
    said = words_on(view)
    for words in ("孙*梅", "券已在另一个班使用", FAR_SITE, "焊工晚班", "11-22 08:20", "陈*", "张*", "11-23 08:19"):
        assert words in said, words
    assert "孙试梅" not in said
    assert offered(view) == [ACCEPT, REVIEW]


def test_the_keyboard_alone_settles_it(qtbot: QtBot, view: AttentionView, lost: FactId) -> None:
    look(qtbot, view)
    view.tasks.go_to(lost)
    QTest.keyClick(view, Qt.Key.Key_F3)
    QTest.keyClicks(view.card.note, "note")
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClick(view.tasks, Qt.Key.Key_Return)
    button = view.card.buttons[ACCEPT]
    assert button.hasFocus()
    with qtbot.waitSignals([view._presenter.recorded, view._presenter.attention], order="strict"):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert "退出本班 · 已保存，尚未上传" in words_on(view)
    assert view.card.note.text() == ""
    assert offered(view) == []
    assert view.tasks.hasFocus()


def test_the_line_says_when_the_centre_has_it(qtbot: QtBot, view: AttentionView, desk: Desk, lost: FactId) -> None:
    look(qtbot, view)
    view.tasks.go_to(lost)
    with qtbot.waitSignals([view._presenter.recorded, view._presenter.attention], order="strict"):
        view.card.buttons[REVIEW].click()
    with desk.store.write() as tx:
        last = tx.exec_driver_sql("SELECT id FROM facts ORDER BY seq DESC LIMIT 1").scalar_one()
        receipts.append(tx, [Receipt(FactId(last), Outcome.RECORDED, None, NOW)])
    with qtbot.waitSignal(view._presenter.attention):
        view._presenter.refresh()
    assert "中心已于 08:20 收到" in words_on(view)


def test_who_may_not_leave_the_class_is_told_who_may(qtbot: QtBot, view: AttentionView, lost: FactId) -> None:
    look(qtbot, view, COLLEAGUE)
    view.tasks.go_to(lost)
    assert offered(view) == [REVIEW]
    assert "退出本班须由班主任" in words_on(view)


def test_without_an_operator_nothing_is_written(qtbot: QtBot, view: AttentionView, lost: FactId) -> None:
    with qtbot.waitSignal(view._presenter.no_operator):
        view._presenter.decide(lost, ACCEPT, "")


def test_what_cannot_be_said_is_told(qtbot: QtBot, view: AttentionView, lost: FactId) -> None:
    look(qtbot, view)
    with qtbot.waitSignal(view._presenter.failed):
        view._presenter.decide(lost, SEEN, "")


def test_what_was_typed_stays_while_the_list_is_read_again(
    qtbot: QtBot, view: AttentionView, desk: Desk, lost: FactId
) -> None:
    look(qtbot, view)
    view.tasks.go_to(lost)
    view.card.note.setText("half a")
    with desk.store.write() as tx:
        feed.apply(tx, [told("1" * 32, lost=False)], "3")
    with qtbot.waitSignal(view._presenter.attention):
        view._presenter.refresh()
    assert view.card.task is not None
    assert (view.card.task.fact_id, view.card.note.text()) == (lost, "half a")


def test_the_language_changes_list_and_card(qtbot: QtBot, view: AttentionView, lost: FactId, speak: Speak) -> None:
    look(qtbot, view)
    view.tasks.go_to(lost)
    speak("en")
    assert "The voucher is used in another class" in words_on(view)
    heads = [view.tasks.itemWidget(view.tasks.item(0))]
    assert [head.text() for head in heads if isinstance(head, QLabel)] == ["To decide  2"]


def test_words_from_elsewhere_are_never_taken_for_markup(qtbot: QtBot, view: AttentionView, desk: Desk) -> None:
    said = {"site": FAR_SITE, "decision": "review", "note": "<b>x</b>", "operator": None, "at": NOW.isoformat()}
    with desk.store.write() as tx:
        feed.apply(tx, [told("1" * 32, lost=False, name="<i>y</i>", decisions=[said])], "3")
    look(qtbot, view)
    texts = [label for label in view.findChildren(QLabel) if "<" in label.text()]
    assert len(texts) >= 3
    assert {label.textFormat() for label in texts} == {Qt.TextFormat.PlainText}


def task(urgency: Urgency, trouble: Trouble, state: ConflictState | None, act: FactType | None = None) -> AttentionTask:
    return AttentionTask(
        FactId("f"),
        urgency,
        trouble,
        act,
        code=None,
        reason=None,
        name=None,
        at=NOW,
        ours=None,
        theirs=None,
        state=state,
        said=(),
        answer=None,
        decided=None,
        choices=(),
        manager_may_leave=False,
    )


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_kind_of_task_has_words(speak: Speak, language: str) -> None:
    speak(language)
    tasks = [task(Urgency.TO_DECIDE, Trouble.REJECTED, None, act) for act in FactType]
    tasks += [
        task(urgency, trouble, state)
        for urgency in Urgency
        for trouble in Trouble
        for state in (None, *ConflictState)
    ]
    for one in tasks:
        texts = [wording.who(one), wording.reason(one), wording.story(one), wording.trouble_words(one)]
        texts += [part for decision in AttentionDecision for part in wording.choice_words(one, decision)]
        assert all(text and text.isascii() is (language == "en") for text in texts)


def test_the_badge_has_a_number_where_somebody_must_act(qtbot: QtBot) -> None:
    button = RailButton(80)
    qtbot.addWidget(button)
    button.setText("Attention")
    button.show()
    plain = button.grab().toImage()
    button.show_number(3)
    assert button.accessibleName() == "Attention 3"
    assert button.grab().toImage() != plain
    button.show_number(0)
    assert button.accessibleName() == "Attention"
    assert button.grab().toImage() == plain
