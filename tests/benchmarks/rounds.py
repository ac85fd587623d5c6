"""Two things timed in turns, so that a busy machine is equally unkind to both."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

Timed = Callable[[], float]
"""Does the work once and returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The times of each round, in seconds."""

    ours: list[float]
    beside: list[float]

    @property
    def ratio(self) -> float:
        """The median of the rounds' own ratios: each compares what the machine gave both at nearly one moment."""
        return median(mine / its for mine, its in zip(self.ours, self.beside, strict=True))


def alternate(rounds: int, ours: Timed, beside: Timed) -> Pair:
    """`rounds` of each in turns, after one of each that does not count."""
    ours()
    beside()
    pair = Pair([], [])
    for number in range(rounds):
        first, second = (ours, beside) if number % 2 else (beside, ours)
        for timed in (first, second):
            (pair.ours if timed is ours else pair.beside).append(timed())
    return pair


def timed(work: Callable[[], object]) -> float:
    """How long `work` takes, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def spread(seconds: list[float], unit: str = "ms") -> str:
    """Median and the middle half."""
    scale = {"s": 1.0, "ms": 1e3, "µs": 1e6}[unit]
    low, middle, high = (value * scale for value in quantiles(seconds, n=4, method="inclusive"))
    return f"{middle:.4g} {unit} ({low:.4g}-{high:.4g})"


def percentile(seconds: list[float], hundredth: int) -> float:
    """The value below which `hundredth` of a hundred lie."""
    return quantiles(seconds, n=100, method="inclusive")[hundredth - 1]
