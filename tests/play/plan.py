"""A term planned from a seed: who there is, which classes, and what will happen to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count
from random import Random

from tests.play import calendar
from tests.play.fates import NEEDS_A_RIVAL, NEEDS_A_SISTER_CLASS, ORDER, PICKY, Bystander, Fate
from tests.play.people import Person, invent

WELDING, CARE, TURNING, WELDING_AGAIN = 11, 12, 13, 14
OPEN, SHORT, STAFF_OF_A_FIRM, AGAIN, SIGN_IN = "C-OPEN", "C-SHORT", "C-FIRM", "C-AGAIN", "C-SIGN-IN"
CAMPAIGN_OF = {WELDING: OPEN, CARE: SHORT, TURNING: STAFF_OF_A_FIRM}
FIRM = "I-9"
"""The enterprise that employs those of the directed campaign; it has no desks."""
OFFICER = "O-1"


class Story(StrEnum):
    """What becomes of a class."""

    PLAIN = "plain"
    LATE_REPORT = "late_report"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a term is."""

    name: str
    seats: int
    """In a plain class; `story_seats` in any other."""
    story_seats: int
    bystanders: int
    sessions: int
    classes: tuple[tuple[int, Story, int], ...]
    """Institution, story, project."""


_P, _L, _C = Story.PLAIN, Story.LATE_REPORT, Story.CANCELLED
SMALL = Scale(
    "small",
    9,
    3,
    1,
    3,
    (
        *((0, _P, WELDING), (0, _P, WELDING)),
        *((1, _P, TURNING), (1, _P, WELDING)),
        *((2, _L, CARE), (2, _C, WELDING)),
    ),
)
TERM = Scale(
    "term",
    21,
    21,
    6,
    4,
    (
        *((0, _P, WELDING), (0, _P, WELDING), (0, _P, CARE), (0, _P, WELDING)),
        *((1, _P, TURNING), (1, _P, WELDING), (1, _L, WELDING), (1, _P, CARE)),
        *((2, _P, CARE), (2, _C, WELDING), (2, _P, TURNING), (2, _P, WELDING)),
    ),
)
SCALES = {scale.name: scale for scale in (SMALL, TERM)}


@dataclass(frozen=True, slots=True)
class Institution:
    """One with a single site, a room, two desks, a clerk and two class managers."""

    id: str
    name: str
    kind: str
    point: tuple[float, float]
    """The room, WGS-84: latitude, longitude."""

    @property
    def number(self) -> int:
        """From 0."""
        return int(self.id[2:]) - 1

    @property
    def site(self) -> str:
        """Its only site."""
        return f"S-{self.id[2:]}"

    @property
    def clerk(self) -> str:
        """At the front desk."""
        return f"P-{self.id[2:]}1"

    @property
    def managers(self) -> tuple[str, str]:
        """Two, so that one may approve what the other corrects."""
        return f"P-{self.id[2:]}2", f"P-{self.id[2:]}3"

    def room(self, desk: int) -> str:
        """Where the classes of that desk are taught; both are at the same point."""
        return f"R-{self.id[2:]}{desk + 1}"


INSTITUTIONS = (
    Institution("I-1", "启明职业技能培训学校", "social_training", (31.2304, 121.4737)),
    Institution("I-2", "浦江职业学院", "vocational_school", (31.2989, 121.5015)),
    Institution("I-3", "临港高技能人才培养基地", "high_skill_base", (30.9010, 121.9290)),
)


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a class."""

    id: str
    starts: datetime

    @property
    def ends(self) -> datetime:
        """Three hours on."""
        return self.starts + calendar.SESSION_LASTS


@dataclass(frozen=True, slots=True)
class PlannedClass:
    """A class at its desk; `slot` 0 in the mornings, 1 in the afternoons."""

    id: str
    institution: Institution
    desk: int
    slot: int
    story: Story
    project: int
    meetings: int

    @property
    def sessions(self) -> tuple[Session, ...]:
        """In order of time."""
        days = range(self.meetings)
        return tuple(Session(f"{self.id}-{day + 1}", calendar.session_start(day, self.slot)) for day in days)

    @property
    def room(self) -> str:
        """Its own while it sits."""
        return self.institution.room(self.desk)

    @property
    def teacher(self) -> str:
        """Its own."""
        return f"L-{self.id[2:]}"

    @property
    def required_hours(self) -> int:
        """One session may be missed under a rule of 80 percent, two may not."""
        return (self.meetings - 1) * calendar.SESSION_HOURS * 100 // 80


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody with a seat, and what will happen to them."""

    person: Person
    class_: PlannedClass
    fate: Fate


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it."""

    scale: Scale
    classes: tuple[PlannedClass, ...]
    trainees: tuple[Trainee, ...]
    bystanders: tuple[tuple[Person, Bystander], ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, by number."""
        everybody = [trainee.person for trainee in self.trainees] + [person for person, _ in self.bystanders]
        return tuple(sorted(everybody, key=lambda person: person.number))

    def sister(self, of: PlannedClass) -> PlannedClass | None:
        """Another plain class of the same project and site."""
        return next((one for one in self._like(of) if one.institution == of.institution), None)

    def rival(self, of: PlannedClass) -> PlannedClass | None:
        """A plain class of the same project at another institution."""
        return next((one for one in self._like(of) if one.institution != of.institution), None)

    def of_fate(self, *fates: Fate) -> list[Trainee]:
        """Everybody with one of these."""
        return [trainee for trainee in self.trainees if trainee.fate in fates]

    def of_class(self, class_: PlannedClass) -> list[Trainee]:
        """Those who are to sit in it."""
        return [trainee for trainee in self.trainees if trainee.class_ == class_]

    def standing_by(self, *kinds: Bystander) -> list[Person]:
        """Everybody of these kinds."""
        return [person for person, kind in self.bystanders if kind in kinds]

    def _like(self, of: PlannedClass) -> Iterator[PlannedClass]:
        return (one for one in self.classes if one != of and (one.story, one.project) == (Story.PLAIN, of.project))


def make_plan(seed: int, scale: Scale) -> Plan:
    """The same seed and scale, the same plan."""
    random, numbers = Random(seed), count()
    plan = Plan(scale, tuple(_classes(scale)), (), ())
    trainees = []
    fates = _fates(random)
    for class_ in plan.classes:
        for _ in range(scale.seats if class_.story is Story.PLAIN else scale.story_seats):
            fate = _fitting(fates, plan, class_)
            trainees.append(Trainee(_person(random, next(numbers), class_), class_, fate))
    bystanders = [_bystander(random, next(numbers), kind) for kind in Bystander for _ in range(scale.bystanders)]
    return replace(plan, trainees=tuple(trainees), bystanders=tuple(bystanders))


def _classes(scale: Scale) -> Iterator[PlannedClass]:
    places = [count() for _ in INSTITUTIONS]
    for number, (institution, story, project) in enumerate(scale.classes, start=1):
        place = next(places[institution])
        at = INSTITUTIONS[institution]
        yield PlannedClass(f"K-{number:02d}", at, place % 2, place // 2, story, project, scale.sessions)


def _person(random: Random, number: int, class_: PlannedClass) -> Person:
    person = invent(random, number)
    return replace(person, employer=FIRM) if class_.project == TURNING else person


def _bystander(random: Random, number: int, kind: Bystander) -> tuple[Person, Bystander]:
    person = invent(random, number, young=kind is Bystander.TOO_YOUNG)
    attributes = dict(person.attributes)
    if kind is Bystander.NOT_RESIDENT:
        attributes["resident"] = False
    if kind is Bystander.UNKNOWN_EMPLOYMENT:
        del attributes["employment"]
    return replace(person, attributes=attributes), kind


def _fates(random: Random) -> list[Fate]:
    """Every fate once, in an order that differs by seed; those that few classes can have come first."""
    once = list(ORDER)
    random.shuffle(once)
    return sorted(once, key=lambda fate: fate not in PICKY)


def _fitting(waiting: list[Fate], plan: Plan, class_: PlannedClass) -> Fate:
    """The next fate that can happen in the class. All have come once before one comes again."""
    if class_.story is not Story.PLAIN:
        return Fate.STEADY
    for place, fate in enumerate(waiting):
        if _can_happen(fate, plan, class_):
            del waiting[place]
            return fate
    waiting.extend(ORDER)
    return _fitting(waiting, plan, class_)


def _can_happen(fate: Fate, plan: Plan, class_: PlannedClass) -> bool:
    if fate in NEEDS_A_SISTER_CLASS:
        return plan.sister(class_) is not None
    if fate in NEEDS_A_RIVAL:
        return plan.rival(class_) is not None
    return class_.project == WELDING or fate not in PICKY
