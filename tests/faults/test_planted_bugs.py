"""The simulator finds bugs: each patch puts a real one into a copy of the product."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.faults.figures import note
from tests.faults.planted.planting import bug_of, copy_packages, look_for_it, patches, plant
from tests.faults.simulator.world_file import WorldFile, make_world_file

_SEEDS = int(os.environ.get("VOUCHERDESK_PLANTED_SEEDS", "500"))
_SOON_FOUND = ("new_ids_after_a_fork", "replay_judged_anew")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages as they are."""
    folder = tmp_path_factory.mktemp("copied")
    copy_packages(folder)
    return folder


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WorldFile:
    """The beginning of every story."""
    return make_world_file(tmp_path_factory.mktemp("world"))


def _planted(copied: Path, patch: Path, tmp_path: Path) -> Path:
    """A copy with the bug in it."""
    folder = tmp_path / patch.stem
    shutil.copytree(copied, folder)
    plant(patch, folder)
    return folder


def test_there_are_enough_and_each_says_what_is_wrong() -> None:
    assert len(patches()) >= 20
    assert len({bug_of(patch) for patch in patches()}) == len(patches())


@pytest.mark.parametrize("patch", patches(), ids=lambda patch: patch.stem)
def test_every_patch_still_applies(copied: Path, patch: Path) -> None:
    """One that does not would find nothing, and nobody would know."""
    plant(patch, copied, only_look=True)


@pytest.mark.parametrize("name", _SOON_FOUND)
def test_two_are_found_at_once(copied: Path, world: WorldFile, tmp_path: Path, name: str) -> None:
    patch = next(patch for patch in patches() if patch.stem == name)
    assert look_for_it(_planted(copied, patch, tmp_path), world.folder, 8) is not None


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_every_bug_is_found(copied: Path, world: WorldFile, tmp_path: Path) -> None:
    found = {}
    for patch in patches():
        found[patch.stem] = look_for_it(_planted(copied, patch, tmp_path), world.folder, _SEEDS)
    missed = [f"{name}: {bug_of(patch)}" for name, patch in zip(found, patches(), strict=True) if not found[name]]
    latest = max((after[0] for after in found.values() if after), default=0)
    note("planted bugs", len(found), "≥ 20")
    note("planted bugs found", f"{len(found) - len(missed)} of {len(found)}", f"{len(found)}")
    note("seeds until the last of them was found", latest, f"≤ {_SEEDS}")
    assert not missed
