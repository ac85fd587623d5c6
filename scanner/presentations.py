"""From a source of frames to presentations: one per picture, or one per phone held up in a video."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeAlias

from scanner.decoder import Symbol
from scanner.frame import Frame, FrameSource
from scanner.ladder import Ladder
from scanner.live import LiveReader
from scanner.sightings import GAP_S, Sightings

Choice: TypeAlias = Callable[[Sequence[Symbol]], Sequence[Symbol]]


def every_one(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Each code in view matters, the nearest to the camera first."""
    return sorted(symbols, key=lambda symbol: -symbol.area)


def the_nearest(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Only the largest code in view matters."""
    return every_one(symbols)[:1]


def presentations(
    source: FrameSource,
    ladder: Ladder,
    key: Callable[[str], Hashable],
    choose: Choice = every_one,
    gap_s: float = GAP_S,
) -> Iterator[tuple[Symbol, Frame]]:
    """Each code as it comes into view, with the frame that showed it.

    `key` says what makes two sightings the same presentation, `choose` which of the codes in one frame matter. A still
    picture is a presentation of its own, read by the whole ladder; a moving one is read as a live camera is. Raises
    what the source raises.
    """
    live, sightings = LiveReader(ladder), Sightings(key, gap_s)
    while (frame := source.read()) is not None:
        reading = ladder.read(frame) if frame.still else live.read(frame)
        for symbol in choose(reading.symbols):
            if frame.still or sightings.see(symbol.text, frame.taken_at) is not None:
                yield symbol, frame
