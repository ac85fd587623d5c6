"""The line's thread: it tells that nobody answers, keeps its pace, and ends at once when asked to."""

import json
import time
from collections.abc import Callable, Iterator, Sized
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.background import Background, Stopped
from desktop.sync_worker import SyncWorker
from sync.desk.device.settings import Settings
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.errors import BackupNotMade, SyncError
from sync.protocol.requests import TOO_OLD
from tests.fakes.answering_centre import Answer, answering
from tests.fakes.site import NOW, make_desk


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


def test_a_program_too_old_is_told_so_once_and_goes_on_sending(qtbot: QtBot, tmp_path: Path) -> None:
    desk, keys = make_desk(tmp_path)
    refused = Answer(json.dumps({"type": TOO_OLD, "title": "x"}).encode(), 426)
    with answering(keys.centre, lambda _: refused) as url:
        worker = SyncWorker(open_exchange(Settings(tmp_path, central_url=url), desk), lambda: NOW)
        told: list[SyncError] = []
        rounds: list[LineStatus] = []
        worker.failed.connect(told.append)
        worker.line.connect(rounds.append)
        worker.start()
        for wanted in (1, 2, 3):
            qtbot.waitUntil(partial(_at_least, rounds, wanted))
            worker.wake()
        worker.stop()
        worker.deleteLater()
    assert [error.code for error in told] == ["N05"]
    assert {(status.online, status.error_code) for status in rounds} == {(True, "N05")}
    desk.close()


def _at_least(rounds: Sized, wanted: int) -> bool:
    return len(rounds) >= wanted


def test_whoever_asks_for_a_round_gets_one_from_its_beginning(qtbot: QtBot, worker: SyncWorker) -> None:
    rounds: list[LineStatus] = []
    worker.line.connect(rounds.append)
    waited: list[None] = []
    asking = Background()
    answers: list[bool] = []
    worker.start()
    qtbot.waitUntil(partial(_at_least, rounds, 1))
    asking.run(lambda: worker.run_round(10.0, lambda: waited.append(None)), answers.append)
    qtbot.waitUntil(partial(_at_least, answers, 1))
    assert answers == [False], "nobody answers"
    assert len(rounds) > 1
    assert waited
    asking.close()


def test_whoever_asks_for_a_round_that_never_ends_is_told_so(worker: SyncWorker) -> None:
    """The line was not started: no round ends."""
    assert not worker.run_round(0.2, lambda: None)


def test_whoever_waits_for_a_round_may_give_up(worker: SyncWorker) -> None:
    def give_up() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        worker.run_round(10.0, give_up)


def test_it_ends_at_once(qtbot: QtBot, worker: SyncWorker) -> None:
    with qtbot.waitSignal(worker.line):
        worker.start()
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 2
    assert worker.isFinished()


def test_a_failure_nobody_foresaw_does_not_end_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    failures = [ArithmeticError("with something secret")]

    def now() -> datetime:
        if failures:
            raise failures.pop()
        return NOW

    worker = SyncWorker(open_exchange(Settings(tmp_path), desk), now)
    try:
        with qtbot.waitSignals([worker.failed, worker.line], order="strict"):
            told: list[SyncError] = []
            worker.failed.connect(told.append)
            worker.start()
        assert [str(error) for error in told] == [str(SyncError("ArithmeticError"))]
    finally:
        worker.stop()
        worker.deleteLater()


def test_the_record_is_cared_for_between_rounds_and_what_fails_is_told(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    closing: list[bool] = []

    def look_after(stopped: Callable[[], bool]) -> list[SyncError]:
        closing.append(stopped())
        return [BackupNotMade()]

    worker = SyncWorker(open_exchange(Settings(tmp_path), desk), lambda: NOW, look_after=look_after)
    with qtbot.waitSignal(worker.failed) as told:
        worker.start()
    worker.stop()
    worker.deleteLater()
    assert told.args is not None
    assert isinstance(told.args[0], BackupNotMade)
    assert closing[0] is False


def test_care_that_fails_unforeseen_does_not_end_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    def look_after(_: Callable[[], bool]) -> list[SyncError]:
        raise ZeroDivisionError

    worker = SyncWorker(open_exchange(Settings(tmp_path), desk), lambda: NOW, look_after=look_after)
    with qtbot.waitSignal(worker.failed) as told:
        worker.start()
    assert worker.isRunning()
    worker.stop()
    worker.deleteLater()
    assert told.args is not None
    assert isinstance(told.args[0], SyncError)
