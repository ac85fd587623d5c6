"""The same running centre and joined desks as in the integration tests; no window outlives its test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.integration.conftest import centre
from tests.integration.desk.conftest import join_desk, joined

__all__ = ["centre", "join_desk", "joined"]


@pytest.fixture(autouse=True)
def no_window_is_left() -> Iterator[None]:
    """A change of theme or language visits every widget there is: with those of earlier tests it takes seconds."""
    yield
    if QApplication.instance() is None:
        return
    QCoreApplication.processEvents()  # what its threads have said last finds the window still there
    for window in QApplication.topLevelWidgets():
        if window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
