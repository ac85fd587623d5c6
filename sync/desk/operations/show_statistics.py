"""统计: attendance, class hours, how people stand and what their subsidies may come to, by class, week and month.

attendance   class hours credited of class hours held (sessions that are over), over all who are on the rosters now
outlook      as on the attendance screen (`sync.domain.forecast`): hours that no session is planned for yet count as to
             come
estimate     the project's standard × the person's ratio, of all but those out of reach. The desk only estimates: the
             centre checks, and pays (FAQ item 8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.store import figures
from sync.desk.store.figures import Member, TaughtClass
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, Session
from sync.domain.forecast import Outlook, forecast, unplanned_hours
from sync.domain.ids import ClassId, SessionId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.region_rules import Rounding
from sync.domain.subsidy import share_of

_ROUNDING = Rounding.HALF_UP
"""An assumption: the pack's own rule is the centre's."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Class hours times people: `held` of sessions that are over, `done` of them credited."""

    held: int = 0
    done: int = 0

    @property
    def rate(self) -> Fraction | None:
        """None where nothing was held."""
        return Fraction(self.done, self.held) if self.held else None

    def __add__(self, other: Hours) -> Hours:
        return Hours(self.held + other.held, self.done + other.done)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a class's subsidies may come to. `fen` None: its project has no standard. `counted` people are in the sum;
    `without_ratio` are not, because their vouchers only sign in or no ratio is told.
    """

    fen: int | None
    counted: int
    without_ratio: int


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class. `hours`: within the span asked for; all else is as of now. `last_day`: of its last session."""

    class_id: ClassId
    name: str
    project_name: str
    people: int
    outlook: Mapping[Outlook, int]
    hours: Hours
    last_day: date | None
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A week or a month, named by its first day: the hours of each class that held any."""

    first: date
    by_class: Mapping[ClassId, Hours]


@dataclass(frozen=True, slots=True)
class Statistics:
    """`since` and `until`: the first and the last day asked for, None: no bound. Cancelled classes are left out."""

    classes: tuple[ClassFigures, ...]
    weeks: tuple[PeriodFigures, ...]
    months: tuple[PeriodFigures, ...]
    since: date | None
    until: date | None
    today: date
    zone: ZoneInfo = field(compare=False)


def show_statistics(desk: Desk, since: date | None = None, until: date | None = None) -> Statistics:
    """Of all classes of the site, by the feed and this desk's own sign-ins together."""
    now = desk.clock.read().best
    with desk.reading() as tx:
        policy = desk.lists.read(tx).policy
        books = _Books.read(tx, now, policy)
    zone = ZoneInfo(policy.site_zone)
    days = _Span(since, until, policy)
    weeks, months = books.by_period(days, _monday), books.by_period(days, _first_of_month)
    every = tuple(books.of_class(known, days) for known in books.classes)
    return Statistics(every, weeks, months, since, until, policy.day_of(now), zone)


@dataclass(frozen=True)
class _Span:
    since: date | None
    until: date | None
    policy: Policy

    def holds(self, session: Session) -> bool:
        day = self.policy.day_of(session.starts)
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass
class _Books:
    """What was read, sorted so that it is summed in one pass."""

    now: datetime
    policy: Policy
    classes: list[TaughtClass]
    sessions: dict[ClassId, list[Session]]
    members: dict[ClassId, list[Member]]
    credited: dict[SessionId, int]
    own: dict[tuple[ClassId, VoucherNo], int] = field(default_factory=dict)
    begun: dict[tuple[ClassId, VoucherNo], set[SessionId]] = field(default_factory=dict)
    """Sessions under way for which somebody has signed in: their hours are done already."""

    @classmethod
    def read(cls, tx: Transaction, now: datetime, policy: Policy) -> _Books:
        every = figures.every_session(tx)
        known = {session.id: session for session in every}
        by_class: dict[ClassId, list[Session]] = {}
        for session in every:
            by_class.setdefault(session.class_id, []).append(session)
        people: dict[ClassId, list[Member]] = {}
        for member in figures.members(tx):
            people.setdefault(member.class_id, []).append(member)
        credited = figures.credited_hours(tx)
        books = cls(now, policy, figures.taught_classes(tx), by_class, people, credited)
        books._count_own(known, figures.own_sign_ins(tx))
        under_way = figures.sessions_under_way(every, now)
        told = figures.signed_in(tx, [session.id for session in under_way])
        books._count_begun(known, told)
        return books

    def of_class(self, known: TaughtClass, days: _Span) -> ClassFigures:
        people, planned = self.members.get(known.id, []), self.sessions.get(known.id, [])
        outlooks = self._outlooks(known, planned, people)
        held = [self._hours(session) for session in planned if self._is_over(session) and days.holds(session)]
        return ClassFigures(
            known.id,
            known.name,
            known.project_name,
            len(people),
            Counter(outlooks),
            sum(held, Hours()),
            self.policy.day_of(planned[-1].starts) if planned else None,
            _estimate(known, [who for who, so in zip(people, outlooks, strict=True) if so is not Outlook.OUT_OF_REACH]),
        )

    def by_period(self, days: _Span, first_day_of: Callable[[date], date]) -> tuple[PeriodFigures, ...]:
        found: dict[date, dict[ClassId, Hours]] = {}
        for known in self.classes:
            for session in self.sessions.get(known.id, []):
                if self._is_over(session) and days.holds(session):
                    period = found.setdefault(first_day_of(self.policy.day_of(session.starts)), {})
                    period[known.id] = period.get(known.id, Hours()) + self._hours(session)
        return tuple(PeriodFigures(first, found[first]) for first in sorted(found))

    def _hours(self, session: Session) -> Hours:
        people = len(self.members.get(session.class_id, []))
        return Hours(people * session.hours, self.credited.get(session.id, 0))

    def _outlooks(self, known: TaughtClass, planned: list[Session], people: list[Member]) -> list[Outlook]:
        open_yet = [session for session in planned if not self._is_over(session)]
        unplanned = unplanned_hours(planned, known.required_hours) if known.state is ClassState.OPEN else 0
        judged: dict[tuple[int, frozenset[SessionId]], Outlook] = {}
        found = []
        for member in people:
            who = (known.id, member.voucher_no or VoucherNo(0))
            done, begun = member.hours_done + self.own.get(who, 0), frozenset(self.begun.get(who, ()))
            if (done, begun) not in judged:
                to_come = [session.hours for session in open_yet if session.id not in begun]
                told = forecast(done, to_come, known.required_hours, self.policy, unplanned)
                judged[done, begun] = told.outlook
            found.append(judged[done, begun])
        return found

    def _is_over(self, session: Session) -> bool:
        return session.ends <= self.now

    def _count_own(self, known: Mapping[SessionId, Session], own: Iterable[tuple[SessionId, VoucherNo]]) -> None:
        on_roster = {(member.class_id, member.voucher_no) for some in self.members.values() for member in some}
        for session_id, voucher_no in own:
            session = known.get(session_id)
            if session is None or (session.class_id, voucher_no) not in on_roster:
                continue
            who = session.class_id, voucher_no
            self.own[who] = self.own.get(who, 0) + session.hours
            if self._is_over(session):
                self.credited[session_id] = self.credited.get(session_id, 0) + session.hours
            else:
                self.begun.setdefault(who, set()).add(session_id)

    def _count_begun(self, known: Mapping[SessionId, Session], told: Iterable[tuple[SessionId, VoucherNo]]) -> None:
        for session_id, voucher_no in told:
            self.begun.setdefault((known[session_id].class_id, voucher_no), set()).add(session_id)


def _estimate(known: TaughtClass, people: list[Member]) -> Estimate:
    with_ratio = [member.ratio_percent for member in people if member.ratio_percent is not None]
    without = len(people) - len(with_ratio)
    if known.standard_fen is None:
        return Estimate(None, 0, without)
    amounts = (share_of(known.standard_fen, ratio, _ROUNDING) for ratio in with_ratio)
    return Estimate(sum(amounts), len(with_ratio), without)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
