"""Stories of bad luck, seed by seed: a few in every run, two thousand in the long one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.faults.figures import note
from tests.faults.simulator.head_office import make_application
from tests.faults.simulator.story import play
from tests.faults.simulator.world_file import WorldFile, make_world_file

_SAMPLE = 6
_ALL = int(os.environ.get("VOUCHERDESK_SEEDS", "2000"))
_PROCESSES = 2
_SAID = re.compile(r"^(\d+) seeds, (\d+) ended badly", re.MULTILINE)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WorldFile:
    """The beginning, made once."""
    return make_world_file(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """The centre's routes, made once."""
    return make_application()


@pytest.mark.parametrize("seed", range(_SAMPLE))
def test_a_story_ends_well(world: WorldFile, app: FastAPI, seed: int) -> None:
    ending = play(world, seed, app)
    assert ending.broken is None, "\n".join((str(ending.broken), *ending.told))


def test_a_story_is_the_same_when_it_is_told_again(world: WorldFile, app: FastAPI) -> None:
    """Nothing but the seed decides what happens; facts' ids are the product's own, and nothing depends on them."""
    first, again = (play(world, 5, app, 20).told for _ in range(2))
    assert [_without_ids(line) for line in first] == [_without_ids(line) for line in again]


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_thousand_stories_end_well(world: WorldFile) -> None:
    each = -(-_ALL // _PROCESSES)
    arguments = ["-m", "tests.faults.simulator", "--world", str(world.folder), "--seeds", str(each)]
    running = [
        subprocess.Popen(
            [sys.executable, *arguments, "--first", str(number * each)], stdout=subprocess.PIPE, text=True, cwd=_ROOT
        )
        for number in range(_PROCESSES)
    ]
    said = [process.communicate()[0] for process in running]
    counted = [_SAID.search(text) for text in said]
    assert all(counted), said
    played = sum(int(found[1]) for found in counted if found)
    note("simulator: seeds played, real exchange and real centre", played, f"≥ {_ALL:,}")
    bad = sum(int(found[2]) for found in counted if found)
    assert bad == 0, "\n".join(said)
    note("simulator: violations", bad, "0")


_ROOT = Path(__file__).parents[2]


def _without_ids(line: str) -> str:
    return re.sub(r"[0-9a-f]{32}", "(id)", line)
