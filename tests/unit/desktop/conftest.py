"""The real widgets on a real desk, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.background import Background
from desktop.widgets.language import Language
from sync.desk.operations.desk import Desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Offscreen, Qt says of every window with a least size that nobody is there to obey it."""
    harmless = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(harmless)


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in its own clothes."""
    theme.wear(qapp)
    return qapp


@pytest.fixture
def speak(dressed: QApplication) -> Iterator[Callable[[str], None]]:
    """Changes the language; English, the language of the sources, again afterwards."""
    language = Language(dressed, "en")

    def change(to: str) -> None:
        language.speak(to)
        dressed.processEvents()  # Qt tells the widgets by an event

    yield change
    language.fall_silent()


@pytest.fixture
def disk(qapp: QApplication, desk: Desk) -> Iterator[Background]:
    """The thread of the record; closed before the desk is."""
    background = Background()
    yield background
    background.close()
