"""python -m tests.benchmarks.scanner: ours beside pyzbar, zxing-cpp and OpenCV, in one run on one thread."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from scanner.decoders import load_decoders
from scanner.ladder import Ladder
from scanner.live import LIVE_BUDGET_MS
from scanner.opencv import cv2
from tests.benchmarks import presentation_clips
from tests.benchmarks.scanner import tables
from tests.benchmarks.scanner.empty_frames import FIRST_LOOK, look_at_empty
from tests.benchmarks.scanner.presentations import watch
from tests.benchmarks.scanner.readers import OURS, ZXING, Reader, readers
from tests.benchmarks.scanner.stills import Still, drawn, look_at, photographs

PARTS = ("stills", "empty", "presentations")
_PACKAGES = ("zxing-cpp", "pyzbar", "opencv-python-headless", "numpy")


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; exit status 2 for wrong use."""
    parser = _parser()
    options = parser.parse_args(arguments)
    parts = options.parts or list(PARTS)
    if not set(parts) <= set(PARTS) or not 0 < options.sample <= 1 or options.clips not in (None, *range(1, 501)):
        parser.error(f"the parts are {', '.join(PARTS)}; a share is above 0 and at most 1, clips are 1 to 500")
    cv2.setNumThreads(1)
    ladder = Ladder(load_decoders())
    known = readers(ladder)
    chosen = [reader for reader in known if not options.readers or reader.name in options.readers]
    no_photographs = options.data is not None and not (options.data / "manifest.json").is_file()
    if len(chosen) != len(options.readers or known) or no_photographs:
        names = ", ".join(reader.name for reader in known)
        parser.error(f"no such reader, or no manifest.json in the folder; the readers are {names}")
    print(", ".join((platform.machine(), f"Python {platform.python_version()}", *map(_versioned, _PACKAGES))))
    found: dict[str, Any] = {}
    if "stills" in parts:
        found["stills"] = _stills(chosen, options.data, options.sample)
    if "empty" in parts:
        found["empty"] = _empty(ladder, chosen, round(200 * options.sample))
    if "presentations" in parts:
        found["presentations"] = _presentations(chosen, options.clips, options.seed)
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    return 0


def _stills(chosen: list[Reader], folder: Path | None, sample: float) -> list[dict[str, Any]]:
    sets: list[Iterator[Still]] = [drawn(sample)]
    if folder is None:
        print("no real photographs here (see --data): drawn stills only")
    else:
        sets.insert(0, photographs(folder, sample))
    progress = _Progress("stills")
    results = []
    for result in look_at(chain(*sets), chosen):
        results.append(result)
        progress.tell(len(results) // len(chosen))
    print("\nStills: % read, exact text; wrong texts on all; ms median / p95")
    print(tables.stills_table(results))
    print("wrong texts:", tables.wrong_texts(results))
    return [vars(result) for result in results]


def _empty(ladder: Ladder, chosen: list[Reader], count: int) -> dict[str, list[float]]:
    answers = look_at_empty(ladder, chosen, max(count, 2), _Progress("empty frames").tell)
    print(f"\nEmpty frames, 1280x720, {max(count, 2)} of them, ms (the live step's budget is {LIVE_BUDGET_MS:g} ms)")
    print(tables.empty_table(answers, FIRST_LOOK))
    return {name: [answer.ms for answer in mine] for name, mine in answers.items()}


def _presentations(chosen: list[Reader], count: int | None, seed: int) -> list[dict[str, Any]]:
    clips = presentation_clips.clips(seed, count)
    progress = _Progress("clips")
    results = []
    for number, of_clip in enumerate(watch(clips, chosen), start=1):
        results += of_clip
        progress.tell(number)
    print(f"\nPresentations: {len(clips)} clips of 3 s, seed {seed}; % read within each time; ms median / p95 / p99")
    print(tables.presentations_table(results))
    print()
    print(tables.strata_table(results))
    if {OURS, ZXING} <= {reader.name for reader in chosen}:
        print()
        print(tables.against_zxing(results))
    return [vars(result) for result in results]


class _Progress:
    """A line on stderr every few seconds."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = self._told = time.monotonic()

    def tell(self, done: int) -> None:
        now = time.monotonic()
        if now - self._told >= 10:
            self._told = now
            print(f"{done} {self._what}, {now - self._began:.0f} s", file=sys.stderr, flush=True)


def _versioned(package: str) -> str:
    return f"{package} {version(package)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scanner", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them where none is named")
    parser.add_argument("--clips", type=int, metavar="N", help="how many clips, evenly out of the 500")
    parser.add_argument("--sample", type=float, default=1.0, metavar="SHARE", help="of the stills, above 0, at most 1")
    parser.add_argument("--seed", type=int, default=presentation_clips.SEED, help="another set of clips")
    parser.add_argument("--readers", nargs="+", metavar="NAME", help="only these")
    parser.add_argument("--data", type=Path, metavar="DIR", help="real photographs, kept apart, with a manifest.json")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every single result there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
