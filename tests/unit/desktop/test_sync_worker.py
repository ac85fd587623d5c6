"""The line's thread: it tells that nobody answers, keeps its pace, and ends at once when asked to."""

import time
from collections.abc import Iterator, Sized
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.sync_worker import SyncWorker
from sync.desk.device.settings import Settings
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from tests.fakes.site import NOW


@pytest.fixture
def worker(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[SyncWorker]:
    exchange = open_exchange(Settings(tmp_path), desk)
    worker = SyncWorker(exchange, lambda: NOW)
    yield worker
    worker.stop()
    worker.deleteLater()


def test_nobody_answers(qtbot: QtBot, worker: SyncWorker) -> None:
    with qtbot.waitSignal(worker.line) as told:
        worker.start()
    assert told.args == [LineStatus(online=False, since=NOW, error_code="N01")]
    assert not worker.online


def test_a_person_can_have_it_tried_now(qtbot: QtBot, worker: SyncWorker) -> None:
    rounds: list[LineStatus] = []
    worker.line.connect(rounds.append)
    worker.start()
    for wanted in range(1, 8):  # seven failures in a row would otherwise wait for half a minute and more
        qtbot.waitUntil(partial(_at_least, rounds, wanted))
        worker.try_now()
    assert len({status.since for status in rounds}) == 1


def _at_least(rounds: Sized, wanted: int) -> bool:
    return len(rounds) >= wanted


def test_it_ends_at_once(qtbot: QtBot, worker: SyncWorker) -> None:
    with qtbot.waitSignal(worker.line):
        worker.start()
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 2
    assert worker.isFinished()
