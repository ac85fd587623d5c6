"""One check-in screen per test, in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from sync.desk.operations.desk import Desk
from tests.unit.desktop.check_in.counter import Counter

Speak = Callable[[str], None]


@pytest.fixture
def counter(qtbot: QtBot, desk: Desk, disk: Background, speak: Speak) -> Iterator[Counter]:
    speak("zh_CN")
    line = Background()
    counter = Counter(qtbot, desk, disk, line)
    yield counter
    line.close()
    disk.close()
    counter.presenter.deleteLater()  # here and now: the collector may run in any thread
