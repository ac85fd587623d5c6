"""The log that a killed desk leaves: taken as SQLite takes it, and never opened when acts lie behind a damage."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path
from random import Random

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.store import facts
from sync.desk.store.log_reader import PAGE, check_log, read_log
from sync.desk.store.store import Store
from sync.errors import StoreUnreadable
from tests.fakes.site import FRONT_DESK, SESSION_A, STORE_KEY, make_desk

FRAME = 24 + PAGE
SCANS = 12


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as a killed desk leaves it."""
    folder = tmp_path_factory.mktemp("left")
    desk, keys = make_desk(folder / "at work")
    for number in range(SCANS):
        check_in(desk, keys.code_for(1001 + number % 5), session_id=SESSION_A, operator=FRONT_DESK)
    shutil.copytree(folder / "at work", folder / "left")
    desk.close()
    return folder / "left"


@pytest.fixture
def record(left: Path, tmp_path: Path) -> Path:
    shutil.copytree(left, tmp_path / "copy")
    return tmp_path / "copy" / "record.db"


def log_of(record: Path) -> Path:
    return record.with_name("record.db-wal")


def flip(record: Path, at: int) -> None:
    data = bytearray(log_of(record).read_bytes())
    data[at] ^= 16
    log_of(record).write_bytes(data)


def frames(record: Path) -> int:
    return (log_of(record).stat().st_size - 32) // FRAME


def test_it_takes_as_many_frames_as_the_database_does(record: Path) -> None:
    log = read_log(log_of(record).read_bytes())
    in_chain = sum(frame.in_chain for frame in log.frames)
    shared = record.with_name("record.db-shm").read_bytes()  # SQLite's index of the log: its mxFrame is at 16
    assert in_chain == struct.unpack_from("=I", shared, 16)[0]
    assert log.passed_over == ()
    assert sum(frame.commits for frame in log.frames) > SCANS


@pytest.mark.parametrize("part", ["salt", "first page", "frame header", "middle", "header"])
def test_acts_behind_a_flipped_bit_keep_the_record_from_being_opened_and_changed(record: Path, part: str) -> None:
    middle = 32 + frames(record) // 2 * FRAME
    at = {"header": 9, "salt": 17, "first page": 32 + 99, "frame header": middle + 3, "middle": middle + 2000}[part]
    flip(record, at)
    before = {path.name: path.read_bytes() for path in record.parent.iterdir()}
    with pytest.raises(StoreUnreadable):
        Store.open(record, STORE_KEY)
    assert {path.name: path.read_bytes() for path in record.parent.iterdir()} == before


def test_a_single_bit_in_the_last_act_is_told_from_a_power_cut(record: Path) -> None:
    chance, start = Random(7), (log_of(record).stat().st_size - 3 * FRAME) * 8
    whole = log_of(record).read_bytes()
    for bit in [chance.randrange(start, len(whole) * 8) for _ in range(40)]:
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        log_of(record).write_bytes(flipped)
        with pytest.raises(StoreUnreadable):
            check_log(record)


def test_what_a_power_cut_leaves_of_the_last_act_is_no_damage(record: Path) -> None:
    """A sector that was never written; its bytes are what was there before."""
    whole = log_of(record).read_bytes()
    at = (len(whole) - FRAME) // 512 * 512
    log_of(record).write_bytes(whole[:at] + bytes(512) + whole[at + 512 :])
    check_log(record)
    store = Store.open(record, STORE_KEY)
    with store.read() as tx:
        assert facts.count(tx) == SCANS - 1
    store.close()


def test_a_head_across_two_sectors_of_two_rounds_ends_no_act(record: Path) -> None:
    """Of the last act a frame is gone and a head is half of the round before: it seems to commit, and does not."""
    data = bytearray(log_of(record).read_bytes())
    ends = [number for number in range(frames(record)) if any(data[36 + number * FRAME : 40 + number * FRAME])]
    last, before = ends[-1], ends[-2]
    assert last - before > 3
    gone, mixed = 32 + (before + 1) * FRAME, 32 + (before + 3) * FRAME
    data[gone + 24 : gone + FRAME] = bytes(PAGE)
    data[mixed : mixed + 8] = struct.pack(">II", 61, 61)
    log_of(record).write_bytes(data)
    assert len([frame for frame in read_log(bytes(data)).passed_over if frame.commits]) == 2
    check_log(record)


@pytest.mark.parametrize("cut", [0, 10, 32, 32 + 100, 32 + FRAME, 32 + 7 * FRAME + 5])
def test_a_log_cut_short_is_no_damage_of_its_own(record: Path, cut: int) -> None:
    log_of(record).write_bytes(log_of(record).read_bytes()[:cut])
    check_log(record)


def test_no_log_or_an_empty_one_is_no_damage_and_rubbish_is_one(record: Path) -> None:
    log_of(record).write_bytes(bytes(9 * FRAME))
    check_log(record)
    log_of(record).write_bytes(Random(7).randbytes(9 * FRAME))
    with pytest.raises(StoreUnreadable):
        check_log(record)
    log_of(record).unlink()
    check_log(record)
