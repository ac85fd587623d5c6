"""培训班 and its sessions: which session is on, and how a punch stands against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sync.domain.ids import ClassId, ProjectNo, SessionId, SiteId
from sync.domain.policy import Policy


class ClassState(StrEnum):
    """Whether a class takes people. One that is closed is over and filed: its late records still come in."""

    OPEN = "open"
    CANCELLED = "cancelled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """One class. `required_hours` in class hours; `capacity` in people."""

    id: ClassId
    name: str
    project: ProjectNo
    site: SiteId
    capacity: int
    required_hours: int
    state: ClassState = ClassState.OPEN


@dataclass(frozen=True, slots=True)
class Session:
    """课次: one meeting of a class, `starts` and `ends` in UTC, `hours` in class hours."""

    id: SessionId
    class_id: ClassId
    starts: datetime
    ends: datetime
    hours: int


class Timeliness(StrEnum):
    """How a moment stands to a session."""

    TOO_EARLY = "too_early"
    ON_TIME = "on_time"
    LATE = "late"
    OVER = "over"


def timeliness(session: Session, at: datetime, policy: Policy) -> Timeliness:
    """How a sign-in at `at` stands to `session`."""
    if at < session.starts - timedelta(minutes=policy.sign_in_opens_minutes):
        return Timeliness.TOO_EARLY
    if at > session.ends:
        return Timeliness.OVER
    if at > session.starts + timedelta(minutes=policy.late_after_minutes):
        return Timeliness.LATE
    return Timeliness.ON_TIME


def session_for_clock(sessions: Iterable[Session], at: datetime, policy: Policy) -> Session | None:
    """The session the desk should be on: the one that takes sign-ins now, the latest to start first; else None."""
    taking = [s for s in sessions if timeliness(s, at, policy) in (Timeliness.ON_TIME, Timeliness.LATE)]
    return max(taking, key=lambda s: (s.starts, s.id), default=None)
