"""Damaged files: an answer or an error each; a sample here, ten thousand in the long battery."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.fuzz import scan_damaged
from tests.fuzz.damaged_pictures import DamagedFiles
from tests.unit.scanner.pictures import code_picture, save

SAMPLE = 300


def test_each_of_300_damaged_files_is_answered_or_refused() -> None:
    found = scan_damaged.run(SAMPLE, seed=1)
    assert found.faults == []
    assert found.outcomes.total() == SAMPLE
    assert set(found.outcomes) == {"read", "nothing", "error"}


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_each_of_10_000_damaged_files_is_answered_or_refused() -> None:
    found = scan_damaged.run(10_000, seed=2)
    assert found.faults == []
    assert found.outcomes.total() == 10_000


def test_a_number_is_always_the_same_file_and_all_kinds_of_damage_come() -> None:
    one, again = DamagedFiles(3), DamagedFiles(3)
    files = [one.file(number) for number in range(400)]
    assert [file.data for file in files[:40]] == [again.file(number).data for number in range(40)]
    assert len(Counter(file.how for file in files)) == 12
    assert {".jpg", ".png", ".bmp", ".webp", ".gif", ".tiff", ".mp4", ".mkv", ".avi"} <= {f.suffix for f in files}


def raises_on_the_third(path: Path) -> str:
    _seen.append(path)
    if len(_seen) == 3:
        raise IndexError("a place that is none")
    return "read"


def dies_on_the_third(path: Path) -> str:
    _seen.append(path)
    if len(_seen) == 3:
        os.abort()
    return "read"


def is_slow(path: Path) -> str:
    start = time.process_time()
    while time.process_time() - start < scan_damaged.LIMIT_S:
        pass
    return "read"


_seen: list[Path] = []


@pytest.mark.parametrize(
    ("door", "count", "fault"),
    [
        ("raises_on_the_third", 5, "file 2 .*IndexError: a place that is none"),
        ("dies_on_the_third", 4, "file 2: the process ended with -6"),
        ("is_slow", 1, "file 0 .*took 6"),
    ],
)
def test_a_door_that_breaks_a_promise_is_found_out(door: str, count: int, fault: str) -> None:
    if os.name == "nt" and "dies" in door:
        pytest.skip("another exit status there")
    found = scan_damaged.run(count, seed=1, door=f"{__name__}:{door}")
    assert found.outcomes.total() == count  # the others were asked none the less
    assert len(found.faults) == 1
    assert re.search(fault, found.faults[0])


def test_the_command_says_one_line_about_a_broken_picture(tmp_path: Path) -> None:
    """libjpeg and libpng have a line of their own for these, past Python's stderr."""
    jpg = save(tmp_path / "a.jpg", code_picture("A BROKEN ONE"))
    jpg.write_bytes(jpg.read_bytes()[:-300])
    png = save(tmp_path / "b.png", code_picture("A BROKEN ONE"))
    png.write_bytes(png.read_bytes()[:-30])
    command = [sys.executable, "-m", "scanner", str(jpg), str(png)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    answers = len(ended.stdout.splitlines())
    complaints = len(ended.stderr.splitlines())
    assert answers + complaints == 2
    assert "Corrupt" not in ended.stderr
    assert "libpng" not in ended.stderr
