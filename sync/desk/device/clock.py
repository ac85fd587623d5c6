"""The one place that reads this PC's clocks."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sync.domain.trusted_time import Anchor, Moment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PROCESS_BOOT = f"process-{uuid4().hex}"


class Clock:
    """Wall clock, steady counter and the last anchor. Shared by the window and the sync worker."""

    def __init__(self, anchor: Anchor | None = None) -> None:
        self.anchor = anchor

    def read(self) -> Moment:
        """All clocks at once."""
        return Moment(datetime.now(UTC), _steady(), _boot(), self.anchor)

    def anchor_at(self, server_time: datetime, asked_at: float) -> Anchor:
        """The centre said `server_time` in answer to a request sent when `steady()` was `asked_at`.

        The answer was made between then and now; the middle is the best guess and half the round trip its error.
        """
        steady, wall = _steady(), datetime.now(UTC)
        middle = (asked_at + steady) / 2
        offset = (wall - server_time).total_seconds() - (steady - middle)
        self.anchor = Anchor(server_time, middle, _boot(), offset)
        return self.anchor

    @staticmethod
    def steady() -> float:
        """Seconds on the steady counter."""
        return _steady()


def _steady() -> float:
    """Counts on while the PC sleeps, where the system has such a counter."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def _boot() -> str:
    """Names the run of the steady counter; where the system does not tell, this process stands for it."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return _PROCESS_BOOT
