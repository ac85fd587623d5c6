"""A desk's clock in the simulated world: it passes as the world's time does, and shows what somebody set it to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.desk.device.clock import Clock
from sync.domain.trusted_time import Anchor, Moment

_COUNTED_AT_START = 10.0


@dataclass
class Hardware:
    """A PC's clocks, which outlive the program: how far the wall clock is ahead, and since when the PC runs."""

    world_time: Callable[[], datetime]
    started: datetime
    ahead: timedelta = timedelta()
    boots: int = 1

    def restart(self) -> None:
        """The steady counter begins anew."""
        self.boots += 1
        self.started = self.world_time()

    @property
    def wall(self) -> datetime:
        """What the wall clock shows."""
        return self.world_time() + self.ahead

    @property
    def counter(self) -> float:
        """Seconds on the steady counter."""
        return (self.world_time() - self.started).total_seconds() + _COUNTED_AT_START


class ToldClock(Clock):
    """The product's clock over such hardware; a request takes no time."""

    def __init__(self, hardware: Hardware, anchor: Anchor | None) -> None:
        super().__init__(anchor)
        self._hardware = hardware

    def read(self) -> Moment:
        """All clocks at once."""
        return Moment(self._hardware.wall, self._hardware.counter, self._boot, self.anchor)

    def anchor_at(self, server_time: datetime, asked_at: float) -> Anchor:
        """As `Clock` does it."""
        offset = (self._hardware.wall - server_time).total_seconds()
        self.anchor = Anchor(server_time, asked_at, self._boot, offset)
        return self.anchor

    def steady(self) -> float:  # type: ignore[override]  # the real one needs no clock of its own: there is one counter
        """Seconds on the steady counter."""
        return self._hardware.counter

    @property
    def _boot(self) -> str:
        return f"boot-{self._hardware.boots}"
