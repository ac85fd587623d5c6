"""What a desk tells the centre of itself, so that IT sees from afar whether a PC is well. Figures only, no people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST_TROUBLES = 20


@dataclass(frozen=True, slots=True)
class DeskHealth:
    """`pending`: facts without a settling receipt; the oldest is of `waiting_since`. `clock_error`: seconds the PC's
    clock is ahead, None where it agrees or is not known. `troubles`: names of `doctor`'s checks that are not well.
    """

    program: str
    system: str
    pending: int
    waiting_since: datetime | None
    clock_error: float | None
    troubles: tuple[str, ...]

    def to_map(self) -> dict[str, Any]:
        """As it is sent."""
        return {
            "program": self.program,
            "system": self.system,
            "pending": self.pending,
            "waiting_since": self.waiting_since.isoformat() if self.waiting_since else None,
            "clock_error": self.clock_error,
            "troubles": list(self.troubles),
        }
