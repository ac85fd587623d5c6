"""课程表: what the sessions of a class must be like, alone and beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations, pairwise

from sync.domain.ids import ClassId, SessionId
from sync.domain.policy import Policy


class TimetableFault(StrEnum):
    """Why a session cannot be held as planned."""

    IN_THE_PAST = "in_the_past"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    HOURS_DO_NOT_FIT = "hours_do_not_fit"
    OUT_OF_ORDER = "out_of_order"
    CLASS_ELSEWHERE = "class_elsewhere"
    ROOM_TAKEN = "room_taken"
    TEACHER_ELSEWHERE = "teacher_elsewhere"


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """课次 as it is planned: `starts` and `ends` in UTC, `hours` in class hours, `room` and `teacher` by id."""

    id: SessionId
    class_id: ClassId
    starts: datetime
    ends: datetime
    hours: int
    room: str | None
    teacher: str | None

    def overlaps(self, other: PlannedSession) -> bool:
        """Whether both are on at some moment; one may begin when the other ends."""
        return self.starts < other.ends and other.starts < self.ends


def fault_of(planned: PlannedSession, now: datetime, policy: Policy) -> TimetableFault | None:
    """What is wrong with one session by itself; `hours` are `policy.class_hour_minutes` each and must fit in."""
    if planned.starts >= planned.ends:
        return TimetableFault.ENDS_BEFORE_IT_STARTS
    if planned.starts <= now:
        return TimetableFault.IN_THE_PAST
    if planned.hours * timedelta(minutes=policy.class_hour_minutes) > planned.ends - planned.starts:
        return TimetableFault.HOURS_DO_NOT_FIT
    return None


def fault_among(planned: Sequence[PlannedSession]) -> TimetableFault | None:
    """What is wrong with a list of sessions: it is in order of time, and no two of them want the same at once."""
    if any(former.starts > later.starts for former, later in pairwise(planned)):
        return TimetableFault.OUT_OF_ORDER
    return next(filter(None, (clash(one, [other]) for one, other in combinations(planned, 2))), None)


def clash(planned: PlannedSession, others: Iterable[PlannedSession]) -> TimetableFault | None:
    """Whether the class, the room or the teacher is in one of the other sessions meanwhile."""
    for other in others:
        if planned.id == other.id or not planned.overlaps(other):
            continue
        if planned.class_id == other.class_id:
            return TimetableFault.CLASS_ELSEWHERE
        if planned.room is not None and planned.room == other.room:
            return TimetableFault.ROOM_TAKEN
        if planned.teacher is not None and planned.teacher == other.teacher:
            return TimetableFault.TEACHER_ELSEWHERE
    return None
