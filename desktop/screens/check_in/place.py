"""Where and when an answer is read."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Place:
    """The site's zone, and whether this window has a sheet on which attendance is corrected. `other_class`: the class
    the answer is about, where the clerk has chosen another session since.
    """

    zone: ZoneInfo
    has_attendance: bool = False
    other_class: str = ""
