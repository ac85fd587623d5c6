"""Who sits where, when: from the plan's fates to the seats of one slot of one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.play import calendar
from tests.play.fates import Fate
from tests.play.plan import Plan, PlannedClass, Session, Story, Trainee
from tests.play.signing_in import Way, ways

_GONE_BY_THEN = {Fate.REVOKED_IN_TERM: 2}
"""From this session on they do not come any more."""
_MORNING_ENDS = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """One thing that happens to somebody at a session."""

    trainee: Trainee
    class_: PlannedClass
    session: Session
    way: Way


@dataclass(frozen=True, slots=True)
class Slot:
    """All classes that sit at one time of one day."""

    day: int
    starts: datetime
    seats: tuple[Seat, ...]

    @property
    def is_offline(self) -> bool:
        """Whether each site's first desk has no line."""
        morning = self.starts.astimezone(calendar.ZONE).hour < _MORNING_ENDS
        return morning and calendar.SESSION_DAYS[self.day] == calendar.OFFLINE_DAY

    def of(self, *ways_: Way) -> list[Seat]:
        """Those with one of these ways, in the plan's order."""
        return [seat for seat in self.seats if seat.way in ways_]


def slots_of(plan: Plan, day: int) -> Iterator[Slot]:
    """The day's slots in order of time; an empty one is left out."""
    for number in (0, 1):
        seats = tuple(_seats(plan, day, number))
        if seats:
            yield Slot(day, calendar.session_start(day, number), seats)


def class_of(plan: Plan, trainee: Trainee) -> PlannedClass | None:
    """Where the trainee sits in the end; None: nowhere."""
    if trainee.fate is Fate.WITHDRAWN:
        return None
    return plan.sister(trainee.class_) if trainee.fate is Fate.TRANSFERRED else trainee.class_


def is_held(class_: PlannedClass, day: int) -> bool:
    """A cancelled class has met before."""
    return class_.story is not Story.CANCELLED or calendar.SESSION_DAYS[day] < calendar.CANCELLATION


def _seats(plan: Plan, day: int, slot: int) -> Iterator[Seat]:
    for trainee in plan.trainees:
        class_ = class_of(plan, trainee)
        if class_ is None or class_.slot != slot or day >= class_.meetings or not is_held(class_, day):
            continue
        if day >= _GONE_BY_THEN.get(trainee.fate, len(calendar.SESSION_DAYS)):
            continue
        for way in ways(trainee.fate, day):
            yield Seat(trainee, class_, class_.sessions[day], way)
