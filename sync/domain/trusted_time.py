"""Trusted time: the centre's last word on the time plus what this PC's steady counter says has passed since.

A wall clock can be wrong by years; a record must neither be refused nor believed for that. So every record carries a
`Moment` (wall, steady counter, boot, last anchor) and a grade that is computed from it, here, by both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=2)
"""How far the wall clock may stand from trusted time before people are told."""
MEMORY = timedelta(days=7)
"""How long a wall clock that agreed with the centre is believed after a restart without contact (an assumption)."""


class Grade(StrEnum):
    """可信 / 存疑."""

    TRUSTED = "trusted"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The centre said it was `server_time` when the steady counter of boot `boot` stood at `steady` seconds."""

    server_time: datetime
    steady: float
    boot: str
    wall_offset: float
    """Seconds the wall clock was ahead of the centre at that moment."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of this PC's clocks. `steady` in seconds, meaningful within one `boot` only."""

    wall: datetime
    steady: float
    boot: str
    anchor: Anchor | None

    @property
    def best(self) -> datetime:
        """The best estimate of the true time, UTC."""
        anchor = self.anchor
        if anchor is None:
            return self.wall
        if anchor.boot == self.boot:
            return anchor.server_time + timedelta(seconds=self.steady - anchor.steady)
        corrected = self.wall - timedelta(seconds=anchor.wall_offset)
        return max(corrected, anchor.server_time)

    @property
    def grade(self) -> Grade:
        """Whether `best` can be relied upon when something depends on it."""
        anchor = self.anchor
        if anchor is None:
            return Grade.DOUBTFUL
        if anchor.boot == self.boot:
            return Grade.TRUSTED
        since = self.wall - timedelta(seconds=anchor.wall_offset) - anchor.server_time
        steady_wall = abs(anchor.wall_offset) <= TOLERANCE.total_seconds()
        return Grade.TRUSTED if steady_wall and timedelta() <= since <= MEMORY else Grade.DOUBTFUL

    def bounds(self, earliest: datetime, latest: datetime) -> tuple[datetime, datetime]:
        """Between which times it certainly was. `earliest`, `latest`: what is known beside the clock; a clock that
        cannot be relied upon narrows them by the centre's last word only."""
        if self.grade is Grade.TRUSTED:
            return self.best - TOLERANCE, self.best + TOLERANCE
        since = max(earliest, self.anchor.server_time) if self.anchor else earliest
        return min(since, latest), latest

    @property
    def clock_error(self) -> timedelta | None:
        """How far the wall clock is ahead of trusted time (negative: behind), or None when it agrees or is unknown."""
        if self.anchor is None:
            return None
        error = self.wall - self.best
        return error if abs(error) > TOLERANCE else None
