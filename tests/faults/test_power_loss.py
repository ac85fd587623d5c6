"""The power goes at any moment: what was acknowledged is there when the record is opened again, and it opens."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults.crash_disk import Disk
from tests.faults.crash_explorer import Explored, Recording, explore, record_stories, set_up
from tests.faults.crash_work import put_old_record
from tests.faults.figures import note
from tests.faults.power_log import Entry, What, compiler

pytestmark = pytest.mark.skipif(compiler() is None, reason="recording needs a C compiler on Linux")

_SEED = 20261123
_STATES = int(os.environ.get("VOUCHERDESK_STATES", "40000"))
_SHARES = {
    "join": 0.03,
    "day": 0.85,
    "backup": 0.06,
    "restore": 0.05,
    "retention": 0.03,
    "repair": 0.02,
    "migration": 0.02,
}
"""Of the states; a little more than all, for a story may have fewer than its share."""
_SAMPLE = {"join": 60, "day": 120, "restore": 90, "repair": 15, "migration": 15}
_CONTROL_STATES = 300


def _recorded(folder: Path, *stories: str) -> dict[str, Recording]:
    root = folder / "stories"
    root.mkdir()
    if "migration" in stories:
        put_old_record(root / "migration")
    recordings = record_stories(root, *stories)
    return {name: rec if name == "join" else rec.from_joining_on() for name, rec in recordings.items()}


def _keep(explored: Explored, folder: Path) -> None:
    """Losses are kept in `folder` to be looked at, and told."""
    for number, loss in enumerate(explored.losses):
        place = folder / f"loss-{number}"
        set_up(place, loss.files)
        sys.stderr.write(f"{loss}; seed {_SEED}; the state is in {place}\n")


def _assert_sound(explored: Explored, folder: Path) -> None:
    _keep(explored, folder)
    assert not explored.losses


def test_some_power_cuts_lose_nothing_and_without_durability_they_do(tmp_path: Path) -> None:
    """The explorer sees a loss where there is one: where nobody flushes."""
    recordings = _recorded(tmp_path, *_SAMPLE, "backup-OFF")
    for story, states in _SAMPLE.items():
        explored = explore(recordings[story], states, _SEED)
        _assert_sound(explored, tmp_path)
        assert explored.states >= states // 2
    assert explore(recordings["backup-OFF"], 30, _SEED).lost > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_forty_thousand_power_cuts_lose_nothing(tmp_path: Path) -> None:
    explored = Explored()
    recordings = _recorded(tmp_path, *_SHARES)
    for story, share in _SHARES.items():
        part = explore(recordings[story], int(_STATES * share), _SEED, processes=os.cpu_count() or 1)
        explored = explored.plus(part)
    _keep(explored, tmp_path)
    note("crash states of the record that differ", explored.states, f"≥ {_STATES:,}")
    note("crash states with an acknowledged fact lost", explored.lost, "0")
    note("crash states that would not open or contradict themselves", explored.unopenable, "0")


@pytest.mark.long
def test_the_controls_lose_acknowledged_facts(tmp_path: Path) -> None:
    for control, recording in _recorded(tmp_path, "day-NORMAL", "day-OFF").items():
        explored = explore(recording, _CONTROL_STATES, _SEED)
        figure = f"{explored.lost} of {explored.states} states"
        note(f"control, synchronous={control.removeprefix('day-')}: crash states with a loss", figure, "> 0")


class TestDisk:
    """The disk by itself: what it may and may not leave behind."""

    def test_what_was_flushed_is_there_with_its_name_and_the_rest_may_be(self) -> None:
        disk = Disk({}, {})
        for entry in (
            _entry(What.CREATE, "a"),
            _entry(What.WRITE, "a", b"old"),
            _entry(What.FLUSH, "a"),
            _entry(What.FLUSH_FOLDER, ""),
        ):
            disk.follow(entry)
        assert disk.is_settled
        assert _all_states(disk) == {(("a", b"old"),)}
        disk.follow(_entry(What.WRITE, "a", b"new"))
        assert _all_states(disk) == {(("a", b"old"),), (("a", b"new"),)}

    def test_a_name_that_was_not_flushed_may_be_gone_with_all_its_content(self) -> None:
        disk = Disk({}, {})
        for entry in (_entry(What.CREATE, "a"), _entry(What.WRITE, "a", b"x"), _entry(What.FLUSH, "a")):
            disk.follow(entry)
        assert _all_states(disk) == {(), (("a", b"x"),)}

    def test_a_new_name_may_be_there_before_its_content(self) -> None:
        disk = Disk({"a": b"old"}, {"a": 1})
        for entry in (_entry(What.CREATE, "b", inode=2), _entry(What.WRITE, "b", b"new", inode=2)):
            disk.follow(entry)
        disk.follow(Entry(What.RENAME, 2, 0, "b", "a", b""))
        states = _all_states(disk)
        assert {(("a", b"old"),), (("a", b"new"),), (("a", b""),)} <= states
        assert all(dict(state).get("a") is not None for state in states)  # a rename never leaves neither

    def test_of_a_large_write_any_sectors_may_be_there(self) -> None:
        disk = Disk({"a": bytes(2048)}, {"a": 1})
        disk.follow(_entry(What.WRITE, "a", b"\1" * 2048))
        sectors = {tuple(content[at] for at in range(0, 2048, 512)) for ((_, content),) in _all_states(disk)}
        assert len(sectors) == 16


def _entry(what: What, path: str, data: bytes = b"", inode: int = 1) -> Entry:
    return Entry(what, inode, 0, path, "", data)


def _all_states(disk: Disk) -> set[tuple[tuple[str, bytes], ...]]:
    return {tuple(disk.after_cut(Random(seed)).items()) for seed in range(600)}
