"""This PC's screen over a real desk whose centre never answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.set_up.presenter import SetUpPresenter
from desktop.screens.set_up.view import SetUpView
from sync.desk.device.settings import Settings
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk


@dataclass
class ThisPc:
    """The screen and what it works with."""

    desk: Desk
    presenter: SetUpPresenter
    view: SetUpView
    long: Background


@pytest.fixture
def this_pc(qtbot: QtBot, dressed: QApplication, desk: Desk, disk: Background) -> Iterator[ThisPc]:
    settings = Settings(desk.store.path.parent, central_url="http://127.0.0.1:9", key_storage="file")
    connection = open_exchange(settings, desk).connection
    long, looks = Background(), Background()
    presenter = SetUpPresenter(settings, desk, connection, disk, long, looks)
    view = SetUpView(presenter)
    qtbot.addWidget(view)
    view.resize(1100, 620)
    view.show()
    yield ThisPc(desk, presenter, view, long)
    for background in (long, looks, disk):
        background.close()
    connection.close()
