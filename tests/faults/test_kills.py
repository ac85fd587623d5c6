"""Real processes die at any moment: what was acknowledged is there, nothing is doubled, the next sync settles all."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sync.desk.operations.desk import Desk
from tests.faults.figures import note
from tests.faults.kill_processes import Processes
from tests.faults.kill_storm import Outcome, Storm
from tests.faults.kill_upkeep import Upkeep, make_upkeep
from tests.faults.kill_work import Playing
from tests.faults.kill_world import copy_world, make_world

_SEED = 20261123
_KILLS = int(os.environ.get("VOUCHERDESK_KILLS", "500"))
_STRIKES_A_WORLD = 40
_UPKEEP = 0.2
"""Of the kills, those that come during a migration, a restore or a repair."""


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with closing(Processes()) as processes:
        yield processes


@pytest.fixture(scope="module")
def playing(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Playing:
    return make_world(tmp_path_factory.mktemp("world"), processes)


@pytest.fixture(scope="module")
def upkeep(tmp_path_factory: pytest.TempPathFactory) -> list[Upkeep]:
    return make_upkeep(tmp_path_factory.mktemp("upkeep"))


def _storm(playing: Playing, processes: Processes, folder: Path, seed: int, strikes: int) -> Outcome:
    with closing(Storm(copy_world(playing, folder), processes, seed)) as storm:
        for number in range(strikes):
            storm.strike(number)
        return storm.outcome


def test_a_few_kills_lose_and_double_nothing(playing: Playing, processes: Processes, tmp_path: Path) -> None:
    outcome = _storm(playing, processes, tmp_path / "world", _SEED, 5)
    assert outcome.trouble == []
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_a_kill_during_a_migration_a_restore_or_a_repair_loses_nothing(
    upkeep: list[Upkeep], processes: Processes, tmp_path: Path
) -> None:
    for each in upkeep:
        _, trouble = each.kill(processes, tmp_path / each.name, _SEED)
        assert trouble == []


def test_the_proof_sees_what_is_lost_and_what_is_doubled(
    playing: Playing, processes: Processes, tmp_path: Path
) -> None:
    with closing(Storm(copy_world(playing, tmp_path / "world"), processes, _SEED)) as storm:
        number = 0
        while storm.outcome.facts < 3:
            storm.strike(number)
            number += 1
        with closing(sqlite3.connect(tmp_path / "world" / "centre.db")) as centre:
            centre.execute("INSERT INTO receipts (fact_id, outcome, body) SELECT fact_id, outcome, body FROM receipts")
            centre.commit()
        with closing(Desk.open(storm.playing.settings(""))) as desk, desk.store.write() as tx:
            tx.exec_driver_sql("DELETE FROM facts WHERE seq = 1")
        storm.prove("tampered with")
        assert storm.outcome.lost == 1
        assert storm.outcome.doubled > 0
        assert "tampered with: the chain is broken" in storm.outcome.trouble


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_hundreds_of_kills_lose_and_double_nothing(
    playing: Playing, upkeep: list[Upkeep], processes: Processes, tmp_path: Path
) -> None:
    kills: Counter[str] = Counter()
    lost = doubled = world = 0
    trouble: list[str] = []
    while kills.total() < _KILLS * (1 - _UPKEEP):
        outcome = _storm(playing, processes, tmp_path / f"world-{world}", _SEED + world, _STRIKES_A_WORLD)
        kills, lost, doubled = kills + outcome.kills, lost + outcome.lost, doubled + outcome.doubled
        trouble += outcome.trouble
        world += 1
    number = 0
    while kills.total() < _KILLS:
        each = upkeep[number % len(upkeep)]
        was_at_it, flaws = each.kill(processes, tmp_path / f"upkeep-{number}", _SEED + number)
        kills[f"during {each.name}"] += was_at_it
        trouble += flaws
        number += 1
    told = ", ".join(f"{count} {whom}" for whom, count in sorted(kills.items()))
    note(f"real processes killed ({told})", kills.total(), f"≥ {_KILLS}")
    note("acknowledged facts lost by kills", lost, "0")
    note("records doubled by kills, here or at the centre", doubled, "0")
    assert trouble == []
