"""Each fault at each step of the protocol, over real sockets: afterwards the record is as if nothing had been."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.figures import note
from tests.faults.proxy import Fault
from tests.faults.simulator.world_file import WorldFile, make_world_file
from tests.faults.site_day import STEPS, Outcome, site_day

_SAMPLE = (
    (Fault.AFTER_COMMIT, "join"),
    (Fault.AFTER_COMMIT, "push"),
    (Fault.TRUNCATED, "part"),
    (Fault.OLD_ANSWER, "pull"),
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WorldFile:
    """The beginning, made once."""
    return make_world_file(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def undisturbed(world: WorldFile, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What a day comes to on a good line."""
    with site_day(world, tmp_path_factory.mktemp("undisturbed")) as day:
        return day.live()


def _spoilt(world: WorldFile, folder: Path, fault: Fault, step: str) -> tuple[Outcome, int]:
    with site_day(world, folder) as day:
        day.proxy.arm(fault, STEPS[step])
        return day.live(), day.proxy.struck


def test_an_undisturbed_day_is_a_whole_one(undisturbed: Outcome) -> None:
    assert len(undisturbed.receipts) == 5
    assert {outcome for _, outcome, _, _ in undisturbed.receipts} <= {"recorded", "merged", "provisional"}
    assert (undisturbed.holds_the_same, undisturbed.receipts_agree, undisturbed.chain_holds) == (True, True, True)
    assert undisturbed.pending == 0


@pytest.mark.parametrize(("fault", "step"), _SAMPLE, ids=lambda part: str(part).replace(" ", "-"))
def test_a_fault_leaves_no_trace(
    world: WorldFile, undisturbed: Outcome, tmp_path: Path, fault: Fault, step: str
) -> None:
    outcome, struck = _spoilt(world, tmp_path, fault, step)
    assert struck == 1
    assert outcome == undisturbed


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_each_fault_at_each_step(world: WorldFile, undisturbed: Outcome, tmp_path: Path) -> None:
    cells = [(fault, step) for fault in Fault for step in STEPS]
    failed = []
    for number, (fault, step) in enumerate(cells):
        try:
            outcome, struck = _spoilt(world, tmp_path / str(number), fault, step)
        except AssertionError as error:
            failed.append(f"{fault} at {step}: {error}")
            continue
        if struck != 1 or outcome != undisturbed:
            failed.append(f"{fault} at {step}: struck {struck} times, {outcome}")
    assert not failed, "\n".join(failed)
    note("fault proxy: cells passed (fault × step)", f"{len(cells) - len(failed)} of {len(cells)}", f"{len(cells)}")
