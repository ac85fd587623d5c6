"""Who amends the book, and when: by a fact of a desk or by a request of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.domain.staff import StaffRole


@dataclass(frozen=True, slots=True)
class Amendment:
    """`id`: the fact's, or as the client chose. `operator`: a staff member's id, in the `role` known at the centre.

    `doubtful`: the time is of a clock that cannot be relied upon.
    """

    id: str
    operator: str
    role: StaffRole
    at: datetime
    doubtful: bool = False

    @property
    def is_by_manager(self) -> bool:
        """Whether a class manager does it."""
        return self.role is StaffRole.CLASS_MANAGER
