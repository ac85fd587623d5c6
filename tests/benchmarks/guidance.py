"""`python -m tests.benchmarks.guidance [--clips N] [--seed S]`: what is said for each cause that a phone does not read.

Drawn clips of 1.5 s, each spoilt in one way only, through the whole watch; besides, rooms in which nothing is held up.
A clip whose code is read after all counts as read: there is nothing to say then.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable

from scanner.decoders import load_decoders
from scanner.frame import Frame
from scanner.guidance import Cause
from scanner.ladder import Ladder
from scanner.opencv import cv2
from scanner.watch import Watch
from tests.unit.scanner.phones_shown import nobody, shown

_SECONDS, _BEFORE_S = 1.5, 0.3
_SILENT, _READ = "silent", "read"


def main(arguments: list[str] | None = None) -> int:
    """Print the table, a row a cause; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.guidance", description=__doc__)
    parser.add_argument("--clips", type=int, default=40, help="clips of each cause")
    parser.add_argument("--seed", type=int, default=20_000, help="of the first clip")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    ladder = Ladder(load_decoders())
    columns = [*(cause.value for cause in Cause), _SILENT, _READ]
    print("made \\ said".ljust(16), *(column[:9].rjust(9) for column in columns))
    seeds = range(options.seed, options.seed + options.clips)
    for made in (*Cause, None):
        clips = (shown(made, seed, _SECONDS, _BEFORE_S) if made else nobody(seed, _SECONDS) for seed in seeds)
        tally = Counter(said(frames, ladder) for frames in clips)
        print((made.value if made else "nobody").ljust(16), *(str(tally[column]).rjust(9) for column in columns))
        sys.stdout.flush()
    return 0


def said(frames: Iterable[Frame], ladder: Ladder) -> str:
    """What was said for most of the clip."""
    watch = Watch(ladder, lambda text: text, lambda _: True)
    words: Counter[str] = Counter()
    read = False
    for frame in frames:
        look = watch.look(frame)
        read = read or bool(look.symbols)
        if look.advice is not None:
            words[look.advice.cause.value] += 1
    if words:
        return words.most_common(1)[0][0]
    return _READ if read else _SILENT


if __name__ == "__main__":
    sys.exit(main())
