"""Cut the power at every moment of a recorded day, in many ways, and open what is left."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.faults.crash_disk import Disk, Files
from tests.faults.crash_judge import Found, Judge, Promised
from tests.faults.power_log import Entry, What, record

_TRIES = 4
"""Draws for one state that was not seen before; a short log has few."""
_NAMING = (What.CREATE, What.RENAME, What.UNLINK, What.LINK, What.MAKE_FOLDER)
_WEIGHT = 12
_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it


@dataclass(frozen=True)
class Recording:
    """What a program did to the files in a folder, and what was there before. `start`: where cutting begins."""

    entries: Sequence[Entry]
    before: Files = field(default_factory=dict)
    inodes: dict[str, int] = field(default_factory=dict)
    start: int = 0

    def from_joining_on(self) -> Recording:
        """Without the moments before the site was joined, which most stories have in common."""
        joined = next(at for at, entry in enumerate(self.entries) if entry.what is What.ACKNOWLEDGE)
        return replace(self, start=joined)


@dataclass(frozen=True)
class Loss:
    """A state that is not as it must be; `at` and `seed` draw it again from the same recording, `files` are it."""

    at: int
    seed: int
    what: str
    files: Files = field(repr=False)


@dataclass
class Explored:
    """`states` that differ in content; how many of them lost something promised, or would not open or contradict."""

    states: int = 0
    lost: int = 0
    unopenable: int = 0
    losses: list[Loss] = field(default_factory=list)

    def plus(self, other: Explored) -> Explored:
        """Together; of the losses a few are enough."""
        return Explored(
            self.states + other.states,
            self.lost + other.lost,
            self.unopenable + other.unopenable,
            [*self.losses, *other.losses][:20],
        )


def record_stories(root: Path, *stories: str) -> dict[str, Recording]:
    """One program lives through `stories` in turn, each in a folder of its own; what lies there counts as safe."""
    before = {story: _files_in(root / story) for story in stories}
    recorded: dict[str, list[Entry]] = {}
    now = ""
    for entry in record(root, root.parent, "tests.faults.crash_stories", *stories):
        if entry.what is What.ACKNOWLEDGE and "story" in entry.words:
            now = entry.words["story"]
            recorded[now] = []
        elif entry.what is What.ACKNOWLEDGE or _is_seen(entry, now):
            recorded[now].append(replace(entry, path=_inside(entry.path, now), other=_inside(entry.other, now)))
    return {
        story: Recording(
            recorded[story],
            {name: path.read_bytes() for name, path in before[story].items()},
            {name: path.stat().st_ino for name, path in before[story].items()},
        )
        for story in stories
    }


def _files_in(folder: Path) -> dict[str, Path]:
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _is_seen(entry: Entry, story: str) -> bool:
    """The -shm file is memory; the story's own folder is there from the beginning."""
    is_own_folder = entry.path == story and entry.what is not What.FLUSH_FOLDER
    return not entry.path.endswith("-shm") and not is_own_folder


def _inside(path: str, story: str) -> str:
    return path.removeprefix(story).removeprefix("/")


def explore(recording: Recording, wanted: int, seed: int, processes: int = 1) -> Explored:
    """About `wanted` different states, spread over all moments of the recording from its `start` on."""
    stages = _split(recording.start, len(recording.entries), processes)
    share = -(-wanted // len(stages))
    if len(stages) == 1:
        return _explore_part(recording, stages[0], share, seed)
    with ProcessPoolExecutor(len(stages), mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(_explore_part, recording, stage, share, seed) for stage in stages]
        explored = Explored()
        for part in parts:
            explored = explored.plus(part.result())
        return explored


def _split(start: int, end: int, parts: int) -> list[range]:
    marks = [start + (end - start) * part // parts for part in range(parts + 1)]
    return [range(low, high) for low, high in pairwise(marks)]


def _explore_part(recording: Recording, stage: range, wanted: int, seed: int) -> Explored:
    with ExitStack() as stack:
        memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="power-", dir=memory))
        return _Part(recording, Path(folder) / "home", seed).explore(stage, wanted)


def _spread(recording: Recording, stage: range, wanted: int, random: Random) -> dict[int, int]:
    """Which moments are looked at with what weight. Those at which names change are few and the dangerous ones."""
    naming = [at for at in stage if recording.entries[at].what in _NAMING]
    chosen = random.sample(naming, min(wanted // (2 * _WEIGHT), len(naming)))
    others = sorted(set(stage) - set(naming))
    spread = dict.fromkeys(random.sample(others, min(wanted - _WEIGHT * len(chosen), len(others))), 1)
    return spread | dict.fromkeys(chosen, _WEIGHT)


class _Part:
    """One process's share: some moments of the recording, one folder in which states are set up in turn."""

    def __init__(self, recording: Recording, home: Path, seed: int) -> None:
        self._recording = recording
        self._home = home
        self._seed = seed
        self._judge = Judge()
        self._seen: dict[bytes, Found] = {}
        self._same: dict[Found, Found] = {}
        self._promised = Promised()
        self._explored = Explored()

    def explore(self, stage: range, wanted: int) -> Explored:
        """Walk the whole log up to the stage's end; draw states in the stage."""
        disk = Disk(self._recording.before, self._recording.inodes)
        shares = _spread(self._recording, stage, wanted, Random(self._seed))
        for at, entry in enumerate(self._recording.entries[: stage.stop]):
            disk.follow(entry)
            if entry.what is What.ACKNOWLEDGE:
                self._promised.add(entry.words)
            if at in shares:
                left = sum(shares.values())
                self._cut_here(disk, at, -(-shares.pop(at) * (wanted - len(self._seen)) // left))
        self._explored.states = len(self._seen)
        return self._explored

    def _cut_here(self, disk: Disk, at: int, wanted: int) -> None:
        goal = len(self._seen) + wanted
        for draw in range(1 if disk.is_settled else max(1, wanted * _TRIES)):
            seed = hash((self._seed, at, draw))
            self._weigh(disk.after_cut(Random(seed)), at, seed)
            if len(self._seen) >= goal:
                return

    def _weigh(self, files: Files, at: int, seed: int) -> None:
        name = _digest(files)
        found = self._seen.get(name)
        if found is None:
            set_up(self._home, files)
            found = self._judge.look_into(self._home, may_repair=self._promised.damaged)
            found = self._seen[name] = self._same.setdefault(found, found)
        if found.failure is not None or found.contradictions:
            self._explored.unopenable += 1
            what = found.failure or ", ".join(found.contradictions)
        elif lost := found.lost(self._promised):
            self._explored.lost += 1
            what = "lost: " + ", ".join(lost)
        else:
            return
        if len(self._explored.losses) < 5:
            self._explored.losses.append(Loss(at, seed, what, files))


def set_up(home: Path, files: Files) -> None:
    """These files and no others."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _digest(files: Files) -> bytes:
    total = hashlib.sha256()
    for name, content in files.items():
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.digest()
