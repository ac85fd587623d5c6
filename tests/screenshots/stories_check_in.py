"""The check-in's further states: group, practice, what to heed, and the steps after an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt

from desktop.screens.practice.page import PracticePage
from sync.desk.operations.practice import Sample
from tests.fakes.site import CLASS_B
from tests.screenshots.stage import Classroom


def group(stage: Classroom) -> None:
    """Half of the class is there; three of the others are chosen."""
    stage.open()
    view = stage.app.check_in_view
    assert view is not None
    assert view.group is not None
    sheet = view.group
    view._open_group()
    stage.until(lambda: sheet.list.count() > 0)
    boxes = [sheet.list.item(row) for row in range(sheet.list.count())]
    free = [box for box in boxes if box.flags() & Qt.ItemFlag.ItemIsUserCheckable]
    for box in free[:3]:
        box.setCheckState(Qt.CheckState.Checked)
    stage.settle(0.3)


def group_done(stage: Classroom) -> None:
    """They are signed in, and it can be taken back."""
    group(stage)
    assert stage.app.check_in_view is not None
    sheet = stage.app.check_in_view.group
    assert sheet is not None
    sheet.accepted.emit()
    stage.until(sheet.undo.isVisible)
    stage.settle(0.4)


def too_early(stage: Classroom) -> None:
    """The afternoon's session is chosen by hand, hours before it opens."""
    stage.open()
    presenter, view = stage.app.check_in, stage.app.check_in_view
    assert presenter is not None
    assert view is not None
    assert view._situation is not None
    today = reversed(view._situation.agenda.today)
    presenter.choose_session(next(card for card in today if card.class_id == CLASS_B))
    stage.settle(0.3)
    stage.show(2001)


def session_over(stage: Classroom) -> None:
    """Somebody comes long after the morning's end, its session still chosen."""
    stage.open()
    presenter = stage.app.check_in
    view = stage.app.check_in_view
    assert presenter is not None
    assert view is not None
    assert view._situation is not None
    presenter.choose_session(view._situation.session)
    stage.settle(0.3)
    stage.day.clock.go_on(timedelta(hours=3, minutes=10))
    stage.show(1001)


def undone(stage: Classroom) -> None:
    """The last scan is taken back at once."""
    stage.open()
    stage.show(1001)
    assert stage.app.check_in_view is not None
    view = stage.app.check_in_view
    view._undo_last()
    stage.until(lambda: view.card.answer is None)
    stage.settle(0.3)


def practice(stage: Classroom) -> None:
    """Entered, nobody has come yet."""
    _practise(stage, None)


def practice_heed(stage: Classroom) -> None:
    """A sample whose class hours are short."""
    _practise(stage, Sample.EDGE)


def practice_void(stage: Classroom) -> None:
    """A sample that is refused."""
    _practise(stage, Sample.VOID)


def _practise(stage: Classroom, sample: Sample | None) -> None:
    stage.open()
    room = stage.app.practice
    room.enter()
    stage.until(lambda: room.view is not None and "练习班" in room.view.sessions.text())
    if sample is not None:
        (page,) = stage.app.window.findChildren(PracticePage)
        page.samples.setCurrentRow(list(Sample).index(sample))
        page.samples.itemActivated.emit(page.samples.currentItem())
        stage.until(lambda: room.view is not None and room.view.card.answer is not None)
    stage.settle(0.5)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "check-in-group": group,
    "check-in-group-done": group_done,
    "check-in-too-early": too_early,
    "check-in-session-over": session_over,
    "check-in-undone": undone,
    "practice": practice,
    "practice-heed": practice_heed,
    "practice-void": practice_void,
}
