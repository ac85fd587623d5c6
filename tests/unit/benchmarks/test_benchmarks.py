"""The measuring itself: turns are taken, the table lines up, and the promise of one flush a scan holds."""

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, main
from tests.benchmarks.flushes_per_scan import count_flushes
from tests.benchmarks.rounds import alternate, percentile, spread, timed
from tests.benchmarks.table import Row, printed


def test_an_acknowledged_scan_has_the_disk_flushed_exactly_once() -> None:
    flushes = count_flushes(40)
    if flushes is None:
        pytest.skip("needs a C compiler on Linux")
    assert flushes == 40


def test_both_are_timed_in_turns_and_the_first_of_each_does_not_count() -> None:
    order: list[str] = []

    def timing(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    pair = alternate(3, lambda: timing("ours", 3.0), lambda: timing("beside", 2.0))
    assert pair.ratio == 1.5
    assert (len(pair.ours), len(pair.beside)) == (3, 3)
    assert order == ["ours", "beside", "beside", "ours", "ours", "beside", "beside", "ours"]


def test_figures_as_they_are_printed() -> None:
    assert spread([0.001, 0.002, 0.003]) == "2 ms (1.5-2.5)"
    assert percentile([float(number) for number in range(1, 102)], 99) == 100.0
    assert timed(lambda: None) >= 0


def test_the_table_lines_up() -> None:
    lines = printed([Row("a scan", "18 ms", "4 K", 2.0, "told", "how"), Row("b", "-", "-", None, "-", "")]).splitlines()
    assert lines[0].index("ours") == lines[1].index("18 ms")
    assert "2.00" in lines[1]


def test_a_name_that_is_none_ends_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in BENCHMARKS)
