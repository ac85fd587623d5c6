"""Online or offline, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever shows the status need not load the line itself
    from sync.desk.exchange.cycle import CycleResult


@dataclass(frozen=True, slots=True)
class LineStatus:
    """`online` None: not tried yet. `since`: when it became so. `error_code`: what stopped the last round."""

    online: bool | None = None
    since: datetime | None = None
    error_code: str = ""

    def after(self, result: CycleResult, at: datetime) -> LineStatus:
        """The status once a round has ended at `at`."""
        code = result.error.code if result.error else ""
        since = self.since if result.online is self.online else at
        return LineStatus(result.online, since, code)
