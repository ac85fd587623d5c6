"""From a source of frames to presentations: one per picture, or one per phone held up in a video.

For what is looked at afterwards, every code in it. A camera at the desk, where only one may be taken, has `watch`.
"""

from collections.abc import Callable, Hashable, Iterator

from scanner.decoder import Symbol
from scanner.frame import Frame, FrameSource
from scanner.ladder import Ladder
from scanner.live import LiveReader
from scanner.sightings import GAP_S, Sightings


def presentations(
    source: FrameSource,
    ladder: Ladder,
    key: Callable[[str], Hashable],
    gap_s: float = GAP_S,
) -> Iterator[tuple[Symbol, Frame]]:
    """Each code as it comes into view, with the frame that showed it; of several in a frame the largest first.

    `key` says what makes two sightings the same presentation. A still picture is a presentation of its own, read by the
    whole ladder; a moving one is read as a live camera is. Raises what the source raises.
    """
    live, sightings = LiveReader(ladder), Sightings(key, gap_s)
    while (frame := source.read()) is not None:
        reading = ladder.read(frame) if frame.still else live.read(frame)
        for symbol in sorted(reading.symbols, key=lambda symbol: -symbol.area):
            if frame.still or sightings.see(symbol.text, frame.taken_at) is not None:
                yield symbol, frame
