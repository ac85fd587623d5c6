"""The camera's threads: what they cost beside a bare capture-and-show loop, and whether a long day changes anything.

The driver is in software, its pictures drawn: what a real one and its USB bus cost comes on top of both sides.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.benchmarks.rounds import percentile, spread
from tests.benchmarks.table import Row

_ROUNDS, _SECONDS = 3, 10.0
_LEAST_RATE = 25
_FRAMES, _UNPLUGGED = 100_000, 1000


def run() -> list[Row]:
    """The cost; about two minutes."""
    return [_cost("nobody there", "empty"), _cost("a phone held up most of the time", "phones")]


def soak() -> list[Row]:
    """The long day; about six minutes."""
    return [_memory(), _returns()]


def _cost(words: str, pictures: str) -> Row:
    found = {which: [_child("camera_child", which, pictures, str(_SECONDS)) for _ in range(_ROUNDS)] for which in _BOTH}
    ours, bare = (sorted(each["share"] for each in found[which])[_ROUNDS // 2] for which in _BOTH)
    rate = min(each["rate"] for each in found["ours"])
    if rate < _LEAST_RATE:
        raise RuntimeError(f"the preview came {rate:.1f} times a second: this machine is too busy to be measured")
    return Row(
        f"CPU of preview and scanning, {words}",
        f"{ours:.0%} of one core",
        f"bare loop {bare:.0%}",
        ours / bare,
        "told",
        f"1280x720 at 30/s, {rate:.1f}/s shown; {_ROUNDS} times {_SECONDS:.0f} s each, the median",
    )


_BOTH = ("ours", "bare")


def _memory() -> Row:
    found = _child("camera_life", "frames", str(_FRAMES))
    (early, before), *_, (frames, after) = found["memory"]
    return Row(
        f"memory after {frames:,} frames",
        f"{after:.1f} MB",
        f"after {early:,}: {before:.1f} MB",
        after / before,
        "1.02",
        f"RSS; each frame read, {found['presented']:,} phones presented",
    )


def _returns() -> Row:
    seconds: list[float] = _child("camera_life", "unplugged", str(_UNPLUGGED))
    return Row(
        f"back after being unplugged {_UNPLUGGED:,} times",
        f"{len(seconds):,} times",
        "-",
        None,
        "each time",
        f"{spread(seconds)}, 99 of 100 within {percentile(seconds, 99) * 1000:.0f} ms; looked for every 20 ms",
    )


def _child(module: str, *arguments: str) -> Any:
    child = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=1200,
    )
    return json.loads(child.stdout)
