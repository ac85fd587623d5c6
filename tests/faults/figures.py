"""The figures of the long batteries, one table at the end of the run.

A battery calls `note`; the line goes to a file that the run's processes share, so workers of pytest-xdist and child
processes may call it too. `tests/conftest.py` opens the file and prints the table.
"""

from __future__ import annotations

import json
import operator
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unicodedata import east_asian_width

FILE = "VOUCHERDESK_FIGURES"  # the environment's word for where the lines go; one set beforehand keeps them
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "≥": operator.ge, ">=": operator.ge, "≤": operator.le, "<=": operator.le,
    ">": operator.gt, "<": operator.lt, "=": operator.eq, "": operator.eq,
}  # fmt: skip
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_BAR = re.compile(rf"(≥|>=|≤|<=|>|<|=|)\s*({_NUMBER})")


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    figure: str
    bar: str

    @property
    def holds(self) -> bool:
        """Whether the figure meets its bar; a bar in words is met."""
        bar = _BAR.match(self.bar)
        if bar is None:
            return True
        figure = re.match(_NUMBER, self.figure)
        return figure is not None and _COMPARISONS[bar[1]](_value(figure[0]), _value(bar[2]))


def note(what: str, figure: str | int, bar: str) -> None:
    """Put one line into the table at the end of the run.

    `bar` begins with a comparison ("≥ 40,000", "<= 1.5") or with a number to be equalled ("0"), and the number that
    `figure` begins with must meet it; a bar in words is only shown.

    Raises:
        AssertionError: the figure does not meet its bar. The line is in the table all the same.
    """
    line = Figure(what, f"{figure:,}" if isinstance(figure, int) else figure, bar)
    if name := os.environ.get(FILE):
        with Path(name).open("a", encoding="utf-8") as file:  # one short write in append mode: lines do not mix
            file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")
    assert line.holds, f"{what}: {line.figure}, the bar is {bar}"


def noted() -> list[Figure]:
    """The lines of this run so far, in the order of their arrival."""
    name = os.environ.get(FILE)
    if not name or not Path(name).exists():
        return []
    return [Figure(**json.loads(line)) for line in Path(name).read_text(encoding="utf-8").splitlines()]


def table(figures: Sequence[Figure]) -> list[str]:
    """The figures in columns, one text line each; what missed its bar says so."""
    widths = [max(_width(getattr(figure, column)) for figure in figures) for column in ("what", "figure", "bar")]
    return [
        "  ".join(
            [
                figure.what + " " * (widths[0] - _width(figure.what)),
                " " * (widths[1] - _width(figure.figure)) + figure.figure,
                figure.bar + " " * (widths[2] - _width(figure.bar)),
                "" if figure.holds else "MISSED",
            ]
        ).rstrip()
        for figure in figures
    ]


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
