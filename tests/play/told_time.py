"""A clock for the centre that stands still until it is told the time."""

from __future__ import annotations

from datetime import datetime


class ToldTime:
    """Called for the time, as the centre calls its clock. Aware moments only."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time it was told last."""
        return self.at
