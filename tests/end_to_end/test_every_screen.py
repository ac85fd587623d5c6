"""Every screen in its states: nothing cut, pale, nameless, left in English; and Tab gets everywhere.

The states are those of the album of pictures. One of each screen runs always, all of them in the long battery.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from desktop import theme
from tests.screenshots.album import ONLINE, all_stories
from tests.screenshots.audit import faults, is_control
from tests.screenshots.stage import Classroom, Joined

MAIN = {
    "check-in": "check-in-search",
    "enrolment": "enrolment-fits",
    "roster": "roster-people",
    "attendance": "attendance-grid",
    "classes": "classes-list",
    "statistics": "statistics-attendance",
    "attention": "attention-conflict",
    "readiness": "readiness",
    "this PC": "set-up-health",
    "first run": "set-up-centre",
    "signing in": "sign-in-chosen",
    "practice": "practice",
    "repair": "record-unreadable",
}
"""The state of each screen in which it has most to show."""
_LOOKS = (("zh_CN", False), ("en", True))


@contextmanager
def played(qapp: QApplication, name: str, folder: Path) -> Iterator[Classroom]:
    """The stage after a story."""
    story = all_stories()[name]
    stage: Classroom = (Joined if story in ONLINE else Classroom)(qapp, folder)  # type: ignore[assignment]  # alike here
    try:
        story(stage)
        yield stage
    finally:
        stage.speak("en")
        stage.close()
        theme.change(qapp, dark=False)


def look(qapp: QApplication, stage: Classroom) -> list[str]:
    """What is wrong in either language, light and dark."""
    found = []
    for language, dark in _LOOKS:
        stage.speak(language)
        theme.change(qapp, dark=dark)
        stage.settle(0.2)
        found += [f"{language}: {fault}" for fault in faults(stage.app.window, language)]
    return found


@pytest.mark.parametrize("screen", MAIN)
def test_what_a_machine_can_see_of_the_look(qapp: QApplication, tmp_path: Path, screen: str) -> None:
    with played(qapp, MAIN[screen], tmp_path) as stage:
        assert look(qapp, stage) == []
        assert out_of_reach(stage.app.window) == []


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(all_stories()))
def test_the_same_in_every_state(qapp: QApplication, tmp_path: Path, name: str) -> None:
    with played(qapp, name, tmp_path) as stage:
        assert look(qapp, stage) == []


def out_of_reach(window: QMainWindow) -> list[str]:
    """Controls that can be seen and used, and that Tab never comes to."""
    window.activateWindow()
    wanted = [
        each
        for each in window.findChildren(QWidget)
        if is_control(each)
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.visibleRegion().isEmpty()
    ]
    reached = set()
    for _ in range(2 * len(wanted) + 10):
        QTest.keyClick(_at(window), Qt.Key.Key_Tab)
        reached.add(_at(window))
    missed = [each for each in wanted if each not in reached and not _beside_one_of(reached, each)]
    named = [
        (type(each).__name__, each.objectName(), each.accessibleName(), getattr(each, "text", str)()) for each in missed
    ]
    return [" ".join(filter(None, names)) for names in named]


def _beside_one_of(reached: set[QWidget], each: QWidget) -> bool:
    """Whether the arrow keys lead to it, as they do among buttons of which one is down."""
    group = each.group() if isinstance(each, QAbstractButton) else None
    return group is not None and group.exclusive() and any(other in reached for other in group.buttons())


def _at(window: QMainWindow) -> QWidget:
    focused: QWidget | None = window.focusWidget()  # None before anything had it, whatever the stubs say
    return window if focused is None else focused
