"""开班反馈: what must stand before a class is reported, and whether a report or a registration was in time.

FAQ item 6: "Opening report and trainee registration at least 3 days before the class starts". A report that is late is
kept and told as late; the check before payment asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.deadlines import opening_report_due
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.timetable import PlannedSession


class OpeningPoint(StrEnum):
    """A point of the 开班审核表 that is not met."""

    NO_SESSION = "no_session"
    NO_ROOM = "no_room"
    NO_TEACHER = "no_teacher"
    HOURS_SHORT = "hours_short"
    NOBODY_ENROLLED = "nobody_enrolled"
    TOO_MANY_TRAINEES = "too_many_trainees"


@dataclass(frozen=True, slots=True)
class OpeningCase:
    """A class as it would be reported: the sessions that stand, in order of time, and how many are on the roster."""

    sessions: Sequence[PlannedSession]
    required_hours: int
    capacity: int
    enrolled: int

    def due(self, policy: Policy, rules: RegionRules) -> datetime | None:
        """Until when the report is in time, UTC; None without a session."""
        return opening_report_due(self.sessions[0].starts, policy, rules) if self.sessions else None

    def unmet(self, policy: Policy) -> tuple[OpeningPoint, ...]:
        """Every point that is not met, in the order of the form."""
        met = {
            OpeningPoint.NO_SESSION: bool(self.sessions),
            OpeningPoint.NO_ROOM: all(session.room for session in self.sessions),
            OpeningPoint.NO_TEACHER: all(session.teacher for session in self.sessions),
            OpeningPoint.HOURS_SHORT: sum(session.hours for session in self.sessions) >= self.required_hours,
            OpeningPoint.NOBODY_ENROLLED: self.enrolled > 0,
            OpeningPoint.TOO_MANY_TRAINEES: self.enrolled <= min(self.capacity, policy.class_size_limit),
        }
        return tuple(point for point, holds in met.items() if not holds)


def registered_at(reported_at: datetime, enrolled_at: datetime) -> datetime:
    """学员注册: with the report, or, for who joins a class already reported, with the own enrolment.

    It does not depend on the order in which the two arrive at the centre.
    """
    return max(reported_at, enrolled_at)
