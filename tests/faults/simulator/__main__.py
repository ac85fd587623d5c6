"""Play stories from the command line: `python -m tests.faults.simulator --seeds 100 --first 0`."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.faults.simulator.head_office import make_application
from tests.faults.simulator.story import STEPS, Ending, play, shorten
from tests.faults.simulator.world_file import WorldFile, make_world_file


def main() -> int:
    """How many stories ended badly, at most 1."""
    parser = argparse.ArgumentParser(prog="simulator")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--world", type=Path, help="the world's file, where it has been made already")
    parser.add_argument("--tell", action="store_true", help="tell every story")
    parser.add_argument("--stop", action="store_true", help="stop at the first that ends badly")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory() as folder:
        file = WorldFile(chosen.world) if chosen.world else make_world_file(Path(folder))
        app, started, bad = make_application(), perf_counter(), 0
        gc.freeze()  # what was imported stays; looking through it again and again takes longer than a story
        for seed in range(chosen.first, chosen.first + chosen.seeds):
            ending = play(file, seed, app, chosen.steps)
            if ending.broken:
                bad += 1
                _say(ending if chosen.stop and not chosen.tell else shorten(file, ending, app))
            elif chosen.tell:
                _say(ending)
            if bad and chosen.stop:
                break
        seconds = perf_counter() - started
    print(f"{chosen.seeds} seeds, {bad} ended badly, {seconds / chosen.seeds:.2f} s each")
    return min(bad, 1)


def _say(ending: Ending) -> None:
    print(f"\nseed {ending.seed}, {ending.steps} steps: {ending.broken}")
    for line in ending.told:
        print(f"    {line}")


if __name__ == "__main__":
    sys.exit(main())
