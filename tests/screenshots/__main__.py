"""`python -m tests.screenshots`: a picture of every screen and state, in both languages, into docs/images.

The real window on a real record, with drawn phones before its camera; in both languages, light and dark, and as a
screen of 2560 × 1440 at 200 % shows them, by a second process: Qt reads its scale when it starts. What is cut, pale,
nameless or not translated is told beside the picture, and the exit status is 1.
`--only NAME` takes the pictures whose name holds NAME.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

IMAGES = Path(__file__).parents[2] / "docs" / "images"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=IMAGES, help="the folder for the pictures")
    parser.add_argument("--scale", choices=("1", "2"), help="only those of 100 %% or of 200 %%")
    parser.add_argument("--only", default="", help="part of a picture's name")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.scale is None:
        given = ["--out", str(options.out), "--only", options.only]
        takers = [
            subprocess.Popen([sys.executable, "-m", "tests.screenshots", *given, "--scale", scale]) for scale in "12"
        ]
        return max([taker.wait() for taker in takers])
    return take(options.out, options.scale, options.only)


def take(out: Path, scale: str, only: str) -> int:
    """The pictures of one scale, each told when it is written; 1 when anything is wrong with one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = scale
    from tests.screenshots.album import Album  # noqa: PLC0415  Qt reads the environment when it is imported

    with tempfile.TemporaryDirectory() as folder:
        found = 0
        for picture, faults in Album(Path(folder), out, only=only, doubled=scale == "2").take():
            print(picture, *faults, sep="\n    ", flush=True)
            found += len(faults)
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
