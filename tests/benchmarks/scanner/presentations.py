"""Clips of a phone held up, before every reader at once: how soon does each read it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from scanner.frame import Frame
from tests.benchmarks.scanner.readers import Answer, Look, Reader


class Filmed(Protocol):
    """A clip. `frames` gives them in order, `taken_at` in seconds of film from 0."""

    @property
    def index(self) -> int: ...

    @property
    def stratum(self) -> str: ...

    @property
    def text(self) -> str: ...

    def frames(self) -> Iterator[Frame]: ...


@dataclass(frozen=True)
class ClipResult:
    """One reader before one clip. `read_at`: film time of the first frame whose answer held the true text, or None.

    `wrong` counts answers with a text that the clip does not show; `ms` what each frame took, up to the first read.
    """

    clip: int
    stratum: str
    reader: str
    read_at: float | None
    wrong: int
    ms: tuple[float, ...] = field(repr=False)


def watch(clips: Iterable[Filmed], readers: list[Reader]) -> Iterator[list[ClipResult]]:
    """The results of all readers, clip by clip. A frame is drawn once and shown to whoever has not read yet."""
    for clip in clips:
        viewers = [_Viewer(clip, reader) for reader in readers]
        for frame in clip.frames():
            turn = frame.number % len(viewers)
            for viewer in viewers[turn:] + viewers[:turn]:
                if viewer.read_at is None:
                    viewer.see(frame)
            if all(viewer.read_at is not None for viewer in viewers):
                break
        yield [viewer.result() for viewer in viewers]


class _Viewer:
    """One reader in front of one clip."""

    def __init__(self, clip: Filmed, reader: Reader) -> None:
        self._clip, self._reader = clip, reader
        self._look: Look = reader.stream()
        self.read_at: float | None = None
        self._wrong = 0
        self._ms: list[float] = []

    def see(self, frame: Frame) -> None:
        answer: Answer = self._look(frame)
        self._ms.append(answer.ms)
        self._wrong += any(text != self._clip.text for text in answer.texts)
        if self._clip.text in answer.texts:
            self.read_at = frame.taken_at

    def result(self) -> ClipResult:
        clip = self._clip
        return ClipResult(clip.index, clip.stratum, self._reader.name, self.read_at, self._wrong, tuple(self._ms))
