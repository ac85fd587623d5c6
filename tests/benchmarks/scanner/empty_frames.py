"""What looking costs while nobody shows a code: most of a desk's day."""

from __future__ import annotations

import time
from collections.abc import Callable

from scanner.frame import Frame
from scanner.ladder import Ladder
from tests.benchmarks.backgrounds import empty_frame
from tests.benchmarks.scanner.readers import OURS, Answer, Look, Reader

FIRST_LOOK = f"{OURS}, first look"
_FPS = 20
_NO_TIME_MS = 1e-6


def look_at_empty(
    ladder: Ladder, readers: list[Reader], count: int, tell: Callable[[int], None] = lambda _: None
) -> dict[str, list[Answer]]:
    """Answers to `count` frames of 1280x720 without a code, by way of looking; who begins changes with each frame.

    Ours three times: the first stage alone, the live step with its budget, the whole ladder as for a still.
    """
    ways: dict[str, Look] = {FIRST_LOOK: lambda frame: _first_look(ladder, frame)}
    for reader in readers:
        if reader.name == OURS:
            ways |= {f"{OURS}, live step": reader.stream(), f"{OURS}, whole ladder": reader.still}
        else:
            ways[reader.name] = reader.still
    answers: dict[str, list[Answer]] = {name: [] for name in ways}
    order = list(ways)
    for number in range(count):
        pixels = empty_frame(number)
        for name in order:
            frame = Frame(pixels, number / _FPS, number)  # a new one each time: nobody may remember another's answer
            answers[name].append(ways[name](frame))
        order.append(order.pop(0))
        tell(number + 1)
    return answers


def _first_look(ladder: Ladder, frame: Frame) -> Answer:
    """A budget that is spent at once: the first stage always runs, and no other then."""
    start = time.perf_counter()
    symbols = ladder.read(frame, _NO_TIME_MS).symbols
    return Answer(tuple(symbol.text for symbol in symbols), (time.perf_counter() - start) * 1000)
