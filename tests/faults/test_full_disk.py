"""A disk that is full at every write: no act is acknowledged without a durable row, the code is always D04, and once
there is room everything goes on.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.faults import figures
from tests.faults.full_disk_work import SCANS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file size limits and mounts are Unix things")
PAGE = 4096
LARGEST = 1_500_000
"""No file of the work grows beyond this: the last cases find room enough."""
STEP = int(os.environ.get("VOUCHERDESK_DISK_STEP", str(PAGE)))
SEED = int(os.environ.get("VOUCHERDESK_SEED", "7"))


def work(folder: Path, kind: str, sizes: Sequence[int]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.full_disk_work", str(folder), kind, *map(str, sizes)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def hold(cases: Sequence[dict[str, Any]]) -> int:
    """Every case as it must be; how many acts were refused in all, D04 each."""
    refused = 0
    for each in cases:
        assert set(each["codes"]) <= {"D04", "not joined"}, each
        for what in ("acts", "receipts", "chain", "page", "copies", "went_on"):
            assert each[what], each
        refused += each["codes"].get("D04", 0)
    return refused


def some(sizes: Sequence[int], how_many: int) -> list[int]:
    """Both ends and some of those between."""
    return sorted({sizes[0], sizes[-1], *random.Random(SEED).sample(list(sizes), how_many)})


def test_files_that_may_not_grow_at_a_few_points(tmp_path: Path) -> None:
    cases = work(tmp_path, "limit", some(range(0, LARGEST, PAGE), 3))
    assert hold(cases) > 0
    assert cases[0]["acked"] == 0
    assert cases[-1]["acked"] == SCANS


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_files_that_may_not_grow_at_every_point(tmp_path: Path) -> None:
    sizes = range(0, LARGEST, STEP)
    refused = hold(cases := work(tmp_path, "limit", sizes))
    figures.note("points at which no file could grow any more (RLIMIT_FSIZE), all acts durable", len(cases), "≥ 1")
    figures.note("  acts refused there, each with D04 and nothing written", refused, "> 0")


def can_mount(folder: Path) -> bool:
    folder.mkdir()
    tried = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)],  # noqa: S607  wherever the system has it
        capture_output=True,
        check=False,
    )
    if tried.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607
    return tried.returncode == 0


def test_a_small_disk_at_a_few_sizes(tmp_path: Path) -> None:
    if not can_mount(tmp_path / "tried"):
        pytest.skip("may not mount a file system here")
    cases = work(tmp_path, "tmpfs", some(range(PAGE, 2 * LARGEST, PAGE), 1))
    assert hold(cases) > 0


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_small_disk_at_every_size(tmp_path: Path) -> None:
    if not can_mount(tmp_path / "tried"):
        pytest.skip("may not mount a file system here")
    refused = hold(cases := work(tmp_path, "tmpfs", range(PAGE, 2 * LARGEST, 8 * STEP)))
    figures.note("sizes of a disk that filled up (tmpfs), all acknowledged acts durable", len(cases), "≥ 1")
    figures.note("  acts refused there, each with D04 and nothing written", refused, "> 0")
