"""A clock that tests set: it stands still until it is told otherwise. Only the reading of the hardware is faked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sync.desk.device.clock import Clock
from sync.domain.trusted_time import Anchor, Moment

BOOT = "boot-1"


class SetClock(Clock):
    """Shows `wall` (UTC). By default the centre confirmed the time five minutes ago, in this same boot."""

    def __init__(self, wall: datetime, *, anchored: bool = True) -> None:
        self.wall = wall
        self.counter = 1000.0
        self.boot = BOOT
        confirmed = timedelta(minutes=5)
        anchor = Anchor(wall - confirmed, self.counter - confirmed.total_seconds(), BOOT, 0.0)
        super().__init__(anchor if anchored else None)

    def read(self) -> Moment:
        """All clocks as they were set."""
        return Moment(self.wall, self.counter, self.boot, self.anchor)

    def anchor_at(self, server_time: datetime, asked_at: float) -> Anchor:
        """The centre answered at once: nothing passes while a request is under way."""
        offset = (self.wall - server_time).total_seconds()
        self.anchor = Anchor(server_time, asked_at, self.boot, offset)
        return self.anchor

    def steady(self) -> float:  # type: ignore[override]  # the real one needs no clock of its own: there is one counter
        """Seconds on the steady counter."""
        return self.counter

    def go_on(self, passed: timedelta) -> None:
        """Time passes, on the wall and on the counter alike."""
        self.wall += passed
        self.counter += passed.total_seconds()

    def set_wall(self, wall: datetime) -> None:
        """Someone sets the wall clock; the counter does not notice."""
        self.wall = wall

    def restart(self, boot: str = "boot-2") -> None:
        """The PC starts again: the counter begins anew."""
        self.boot, self.counter = boot, 10.0
