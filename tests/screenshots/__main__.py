"""`python -m tests.screenshots`: a picture of every screen and state, in both languages, into docs/images.

The real window on a real record, with drawn phones before its camera; only the network is away. `--scale 2` is what a
screen of 2560 × 1440 shows, `--only NAME` takes one picture.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).parents[2] / "docs" / "images"


def main() -> int:
    """Take the pictures; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=IMAGES, help="the folder for the pictures")
    parser.add_argument("--scale", default="1", help="device pixels per pixel")
    parser.add_argument("--only", default="", help="part of a picture's name")
    parser.add_argument("--dark", action="store_true", help="the dark palette")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = options.scale
    from tests.screenshots.album import Album  # noqa: PLC0415  Qt reads the environment when it is imported

    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in Album(Path(folder), options.out, only=options.only, dark=options.dark).take():
            print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
