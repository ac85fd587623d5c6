"""Whole desk processes under wrong clocks: graded, nothing lost, and sync goes on.

`faketime` gives a process another wall clock; the steady counter stays what it is, as in a real PC.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sync.central.store import tables as central
from sync.central.store.engine import reading
from sync.desk.device.settings import Settings
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.store import kept
from sync.domain.trusted_time import Grade
from sync.domain.verdicts import Reason
from tests.integration.conftest import RunningCentre, centre  # noqa: F401  a fixture

_SHIFTS = {"1970": "@1970-01-02 08:00:00", "2099": "@2099-06-01 08:00:00", "a year back": "-365d", "a day on": "+1d"}
_ONE_OF_THEM = "a year back"
_ALL = [
    pytest.param(shift, id=name, marks=[] if name == _ONE_OF_THEM else pytest.mark.long)
    for name, shift in _SHIFTS.items()
]
_LIBRARY = next((str(path) for path in Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), "")
_CLOSE = timedelta(minutes=2)
pytestmark = pytest.mark.skipif(not _LIBRARY, reason="faketime is not installed")


class Program:
    """A desk's process, told what to do line by line. `shift` may be changed while it runs."""

    def __init__(self, process: subprocess.Popen[str], shift: Path) -> None:
        self._process = process
        self._shift = shift

    def do(self, verb: str) -> dict[str, Any]:
        """One verb and what it came to."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(verb + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the desk's process has ended"
        told: dict[str, Any] = json.loads(line)
        return told

    def set_clock(self, shift: str) -> None:
        """Somebody sets the wall clock."""
        self._shift.write_text(shift + "\n")


@pytest.fixture
def home(centre: RunningCentre, tmp_path: Path) -> Path:  # noqa: F811  the fixture
    """Of a PC that joined and read the feed under a right clock."""
    settings = Settings(tmp_path / "desk", key_storage="file")
    welcome = join(settings, centre.url, centre.example["enrolment_code"], device_key(settings), "PC")
    take_up_site(settings, welcome, centre.url)
    desk = Desk.open(settings)
    exchange = open_exchange(settings, desk)
    assert exchange.run_cycle().error is None
    exchange.connection.close()
    desk.close()
    return settings.home


@contextmanager
def _running(centre: RunningCentre, home: Path, shift: str) -> Iterator[Program]:  # noqa: F811  the fixture's value
    told = home.parent / "shift"
    told.write_text(shift + "\n")
    environment = os.environ | {
        "LD_PRELOAD": _LIBRARY,
        "FAKETIME_TIMESTAMP_FILE": str(told),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    example = centre.example
    where = [str(home), centre.url, example["classes"][0]["session_id"], example["staff"][0]["id"]]
    command = [sys.executable, "-m", "tests.faults.clock_child", *where]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2], **pipes)
    try:
        yield Program(process, told)
        process.communicate("end\n", timeout=30)
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def _codes(centre: RunningCentre) -> list[str]:  # noqa: F811  the fixture's value
    return [row["text"] for row in centre.example["cast"] if row["note"] == "enrolled"]


def _forget_this_run(home: Path) -> None:
    """As after a restart of the PC: the steady counter that the anchor spoke of is another one."""
    desk = Desk.open(Settings(home, key_storage="file"))
    with desk.store.write() as tx:
        anchor = kept.get_anchor(tx)
        assert anchor is not None
        kept.put_anchor(tx, type(anchor)(anchor.server_time, anchor.steady, "an earlier run", anchor.wall_offset))
    desk.close()


def _all_at_the_centre(centre: RunningCentre, *scans: dict[str, Any]) -> None:  # noqa: F811  the fixture's value
    with reading(centre.behind.store) as connection:
        taken = set(connection.scalars(select(central.receipts.c.fact_id)))
    assert {scan["fact"] for scan in scans} <= taken


@pytest.mark.parametrize("shift", _ALL)
def test_a_wrong_wall_clock_beside_a_sound_counter(centre: RunningCentre, home: Path, shift: str) -> None:  # noqa: F811
    """The anchor tells the time; the wall clock is recorded as it was."""
    with _running(centre, home, shift) as program:
        scan = program.do(f"scan {_codes(centre)[0]}")
        done = program.do("round")
    assert scan["grade"] == Grade.TRUSTED
    assert abs(datetime.fromisoformat(scan["best"]) - datetime.now(UTC)) < _CLOSE
    assert abs(datetime.fromisoformat(scan["wall"]) - datetime.now(UTC)) > timedelta(hours=12)
    assert scan["anchor"] is not None
    assert scan["steady"] > 0
    assert (done["error"], done["settled"], done["pending"]) == (None, 1, 0)
    assert abs(done["clock_error_s"]) > 12 * 3600
    _all_at_the_centre(centre, scan)


@pytest.mark.parametrize("shift", _ALL)
def test_a_wrong_wall_clock_after_a_restart(centre: RunningCentre, home: Path, shift: str) -> None:  # noqa: F811
    """Nobody can tell the time until the centre has answered: 存疑 before, 可信 after; a day on is within memory."""
    _forget_this_run(home)
    with _running(centre, home, shift) as program:
        before = program.do(f"scan {_codes(centre)[0]}")
        rounds = [program.do("round") for _ in range(2)]
        after = program.do(f"scan {_codes(centre)[1]}")
        last = program.do("round")
    believed = shift == _SHIFTS["a day on"]
    assert before["grade"] == (Grade.TRUSTED if believed else Grade.DOUBTFUL)
    assert believed or before["reason"] == Reason.CLOCK_DOUBTFUL
    assert after["grade"] == Grade.TRUSTED
    assert after["reason"] in (Reason.SIGNED_IN, Reason.SIGNED_IN_LATE)
    assert rounds[-1]["error"] is None
    assert last["pending"] == 0
    _all_at_the_centre(centre, before, after)


def test_a_clock_that_jumps_during_a_class(centre: RunningCentre, home: Path) -> None:  # noqa: F811  the fixture
    with _running(centre, home, "+0d") as program:
        scans, texts = [], _codes(centre)
        for text, shift in zip(texts, ("+0d", "-365d", "+1d", "@1970-01-02 08:00:00", "+0d"), strict=False):
            program.set_clock(shift)
            scans.append(program.do(f"scan {text}"))
        done = program.do("round")
    assert {scan["grade"] for scan in scans} == {Grade.TRUSTED}
    best = [datetime.fromisoformat(scan["best"]) for scan in scans]
    assert best == sorted(best)
    assert best[-1] - best[0] < _CLOSE
    assert len({scan["wall"][:10] for scan in scans}) == 4
    assert (done["error"], done["pending"], done["clock_error_s"]) == (None, 0, None)
    _all_at_the_centre(centre, *scans)
