"""Sets of single frames and what each reader makes of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scanner.frame import Frame, Pixels, grey_of
from scanner.picture import read_picture
from tests.benchmarks.drawn_stills import drawn_stills
from tests.benchmarks.scanner.readers import Answer, Reader
from tests.benchmarks.synthetic_stills import PROFILES, synthetic_stills


@dataclass(frozen=True)
class Still:
    """A frame and what it says. `complete`: nothing but `expected` is there to be read."""

    set: str
    name: str
    expected: tuple[str, ...] = field(repr=False)
    picture: Callable[[], Pixels] = field(repr=False)
    complete: bool = True


@dataclass(frozen=True)
class StillResult:
    """One reader's answer to one still. Read: at least one expected text, exactly. Wrong: texts that are not there."""

    set: str
    still: str
    reader: str
    coded: bool  # there is something to be read
    read: bool
    wrong: int
    ms: float


def judged(still: Still, reader: str, answer: Answer) -> StillResult:
    """Hold the answer against what the still says."""
    said, expected = set(answer.texts), set(still.expected)
    wrong = len(said - expected) if still.complete else 0
    return StillResult(still.set, still.name, reader, bool(expected), bool(said & expected), wrong, answer.ms)


def look_at(stills: Iterable[Still], readers: list[Reader]) -> Iterator[StillResult]:
    """Each still before each reader, who begins changing from still to still."""
    for number, still in enumerate(stills):
        frame = Frame(grey_of(still.picture()), 0.0, 0, still=True)
        turn = number % len(readers)
        for reader in readers[turn:] + readers[:turn]:
            yield judged(still, reader.name, reader.still(frame))


def drawn(sample: float = 1.0) -> Iterator[Still]:
    """Our own small set, and the synthetic phones of each profile. `sample` is the share to take, evenly."""
    own = (Still("drawn", still.name, (still.text,), still.draw) for still in drawn_stills())
    yield from _sampled(own, sample)
    for profile in PROFILES:
        phones = (Still(profile, still.name, (still.text,), still.draw) for still in synthetic_stills(profile))
        yield from _sampled(phones, sample)


def photographs(data: Path, sample: float = 1.0) -> Iterator[Still]:
    """The stills of a folder with `manifest.json`: a list of {file, category, expected[], codes, texts_complete}.

    A set is what the files' folders are called up to a number at the end. Raises OSError, ValueError, LookupError: no
    such manifest.
    """
    entries = json.loads((data / "manifest.json").read_text("utf-8"))
    entries.sort(key=lambda entry: entry["file"])
    every = (
        Still(
            _set_of(entry["file"]),
            entry["file"],
            tuple(entry["expected"]),
            partial(read_picture, data / entry["file"]),
            bool(entry["texts_complete"]),
        )
        for entry in entries
    )
    yield from _sampled(every, sample)


def _set_of(file: str) -> str:
    return Path(file).parent.name.rstrip("0123456789").rstrip("-_ ") or "photographs"


def _sampled(stills: Iterable[Still], share: float) -> Iterator[Still]:
    taken = 0
    for number, still in enumerate(stills, start=1):
        if taken < round(number * share):
            taken += 1
            yield still
