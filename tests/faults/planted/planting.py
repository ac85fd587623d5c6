"""Put one bug into a copy of the packages, and let the simulator look for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_COPIED = ("sync", "tests/faults", "tests/__init__.py")
_SEED = re.compile(r"^seed (\d+), \d+ steps: (.*)$", re.MULTILINE)


def patches() -> list[Path]:
    """All of them."""
    return sorted(Path(__file__).parent.glob("*.patch"))


def bug_of(patch: Path) -> str:
    """What it says is wrong."""
    first = patch.read_text("utf-8").splitlines()[0]
    assert first.startswith("# "), f"{patch.name} does not say what is wrong"
    return first.removeprefix("# ")


def copy_packages(folder: Path) -> None:
    """What the simulator needs, without what was compiled."""
    for name in _COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def plant(patch: Path, folder: Path, *, only_look: bool = False) -> None:
    """Apply `patch` to the copy in `folder`, or only look whether it could be.

    Raises AssertionError when the code is no longer what it was made for.
    """
    command = ["git", "apply", "--whitespace=nowarn", *(["--check"] if only_look else []), str(patch)]
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}  # a copy, even inside a repository
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{patch.name} does not apply any more: {done.stderr}"


def look_for_it(folder: Path, world: Path, seeds: int) -> tuple[int, str] | None:
    """After how many seeds the simulator found something in the copy, and what; None: nothing in `seeds`."""
    arguments = ["-m", "tests.faults.simulator", "--seeds", str(seeds), "--stop", "--world", str(world)]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    found = _SEED.search(done.stdout)
    assert found or done.returncode == 0, f"the simulator did not run: {done.stderr}"
    return (int(found[1]) + 1, found[2]) if found else None
