"""What a chart shows: names along its axis, one row of values or more. How a value is worded is given as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_FEW = 4


class ChartKind(StrEnum):
    """Bars lie (their names may be long), columns stand in the order of time; both may be stacked. Lines compare."""

    BARS = "bars"
    COLUMNS = "columns"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values in the order of the names; None: nothing is known there. `tone` names a colour of the theme."""

    name: str
    values: tuple[float | None, ...]
    tone: str = "accent"
    pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern


@dataclass(frozen=True, slots=True)
class ChartData:
    """`most`: where the axis ends, None: where the values do. `say` words a value as it stands on the axis and beside
    its bar; `title` is what the whole is called.
    """

    kind: ChartKind
    title: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    say: Callable[[float], str]
    most: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all."""
        return all(value is None for one in self.series for value in one.values)

    @property
    def top(self) -> float:
        """The largest value the axis has room for: a round number at or above all of them."""
        if self.most is not None:
            return self.most
        columns = zip(*(one.values for one in self.series), strict=True)
        stacked = self.kind is not ChartKind.LINES
        sums = (sum(v or 0 for v in column) if stacked else max(v or 0 for v in column) for column in columns)
        return ticks(max(sums, default=0))[-1]

    def words(self, place: int) -> str:
        """One name with all its values, as it is read out."""
        values = [(one.name, one.values[place]) for one in self.series]
        said = [f"{name} {'–' if value is None else self.say(value)}" for name, value in values]
        return f"{self.names[place]}: {', '.join(said)}"


def ticks(largest: float) -> list[float]:
    """Round steps from 0 to at least `largest`, four or five of them."""
    if largest <= 0:
        return [0.0, 1.0]
    size = 1.0
    while size * _FEW * _STEPS[-1] < largest:
        size *= 10
    while size * _FEW >= largest * 10:
        size /= 10
    step = next(size * one for one in _STEPS if size * one * _FEW >= largest)
    count = -int(-largest // step)
    return [step * number for number in range(count + 1)]
