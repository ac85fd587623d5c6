"""The table of figures: lines of several processes, and a bar that is not met fails its test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.figures import FILE, Figure, note, noted, table


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """These lines are not the run's."""
    monkeypatch.setenv(FILE, str(tmp_path / "figures"))


def test_figures_stand_in_columns_with_their_bars() -> None:
    note("states", 40_123, "≥ 40,000")
    note("flushes", "1.00 a scan", "1")
    lines = table(noted())
    assert lines == ["states        40,123  ≥ 40,000", "flushes  1.00 a scan  1"]


def test_a_child_process_adds_its_line() -> None:
    program = "from tests.faults.figures import note; note('from a child', 7, 'any')"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert noted() == [Figure("from a child", "7", "any")]


@pytest.mark.parametrize(
    ("figure", "bar"), [(1, "0"), (39_999, "≥ 40,000"), ("1.6 times", "<= 1.5"), ("none", "> 0"), (0, "> 0")]
)
def test_a_figure_that_misses_its_bar_fails_and_is_shown(figure: str | int, bar: str) -> None:
    with pytest.raises(AssertionError, match="the bar is"):
        note("something", figure, bar)
    assert table(noted())[0].endswith("MISSED")


def test_nothing_is_written_where_nobody_collects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FILE)
    note("something", 1, "1")
    assert noted() == []
