"""统计 on a real record, compared with a count of the feed's own bodies that shares no line with the product."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_statistics import ClassFigures, Hours, show_statistics
from sync.desk.store import feed
from sync.domain.forecast import Outlook
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, NOW, SESSION_A, SiteKeys

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Term:
    """Bodies of four classes over nine weeks, as a centre would tell them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.classes: dict[str, dict[str, Any]] = {}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.came: dict[str, dict[str, Any]] = {}
        self.projects = {"21": 150_000, "22": None}
        for number, state in enumerate(("open", "open", "closed", "cancelled")):
            self._plan(f"k{number}", 21 + number % 2, state)

    def _plan(self, key: str, project: int, state: str) -> None:
        self.classes[key] = {
            "name": f"班 {key}",
            "project": project,
            "project_name": "焊工",
            "capacity": 60,
            "required_hours": 40,
            "state": state,
        }
        for day in range(-40, 20, 5):
            starts = NOW + timedelta(days=day, hours=self.random.randrange(8))
            body = {"class_id": key, "starts": starts.isoformat(), "ends": (starts + timedelta(hours=3)).isoformat()}
            self.sessions[f"{key}-{day}"] = body | {"hours": 4}
        for person in range(12):
            self._enrol(key, 5000 + 100 * int(key[1:]) + person)

    def _enrol(self, key: str, voucher_no: int) -> None:
        diligence, hours = self.random.random(), 0
        for session_id, session in _over(self, key):
            if self.random.random() < diligence:
                credited = self.random.choice((4, 4, 4, 3))
                hours += credited
                self.came[f"{session_id}/{voucher_no}"] = {
                    "session_id": session_id,
                    "class_id": key,
                    "voucher_no": voucher_no,
                    "at": session["starts"],
                    "source": "desk",
                    "device": None,
                    "mark": "present",
                    "hours": credited,
                }
        self.people[f"{key}/{voucher_no}"] = {
            "class_id": key,
            "trainee_id": f"t{voucher_no}",
            "voucher_no": voucher_no,
            "state": "IN_USE",
            "name": "学员",
            "id_number": "",
            "phone": "",
            "hours_done": hours,
            "ratio_percent": self.random.choice((100, 80, 60, 33, None)),
        }

    def changes(self) -> list[Change]:
        told = [
            (ChangeKind.CLASS, self.classes),
            (ChangeKind.SESSION, self.sessions),
            (ChangeKind.ROSTER_ENTRY, self.people),
            (ChangeKind.ATTENDANCE, self.came),
        ]
        rest = {"name": "焊工", "kind": "social_training", "occupation": None, "level": 5}
        projects = [Change(ChangeKind.PROJECT, key, rest | {"standard_fen": fen}) for key, fen in self.projects.items()]
        return [Change(kind, key, body) for kind, things in told for key, body in things.items()] + projects


@pytest.fixture(params=range(2))
def term(request: pytest.FixtureRequest, desk: Desk) -> Term:
    term = Term(request.param)
    with desk.store.write() as tx:
        gone = [Change(ChangeKind.CLASS, key, None) for key in (CLASS_A, CLASS_B)]
        feed.apply(tx, [*gone, *term.changes()], "2")
    return term


def test_every_figure_is_what_an_independent_count_says(desk: Desk, term: Term) -> None:
    shown = show_statistics(desk)
    assert {one.class_id for one in shown.classes} == {"k0", "k1", "k2"}, "a cancelled class counts nowhere"
    for one in shown.classes:
        sessions = _over(term, one.class_id)
        people = [body for body in term.people.values() if body["class_id"] == one.class_id]
        assert one.people == len(people)
        assert one.hours == Hours(_held(sessions, people), _done(term, sessions))
        assert sum(one.outlook.values()) == len(people)
        assert one.estimate.fen == _money(term, one.class_id, people)


@pytest.mark.parametrize("span", [(date(2026, 11, 1), date(2026, 11, 15)), (date(2026, 10, 20), None)])
def test_a_span_counts_its_own_days_only(desk: Desk, term: Term, span: tuple[date, date | None]) -> None:
    shown = show_statistics(desk, *span)
    for one in shown.classes:
        inside = [
            (key, session)
            for key, session in _over(term, one.class_id)
            if span[0] <= _day(session) <= (span[1] or date(2100, 1, 1))
        ]
        people = [body for body in term.people.values() if body["class_id"] == one.class_id]
        assert one.hours == Hours(_held(inside, people), _done(term, inside))


def test_weeks_and_months_add_up_to_the_whole(desk: Desk, term: Term) -> None:
    shown = show_statistics(desk)
    for periods in (shown.weeks, shown.months):
        for one in shown.classes:
            assert sum((period.by_class.get(one.class_id, Hours()) for period in periods), Hours()) == one.hours
    assert all(week.first.weekday() == 0 for week in shown.weeks)
    assert [month.first for month in shown.months] == [date(2026, 10, 1), date(2026, 11, 1)]
    by_hand = [
        (key, session) for key, session in _over(term, "k0") if _day(session).isocalendar()[:2] == (2026, 44)
    ]
    people = [body for body in term.people.values() if body["class_id"] == "k0"]
    week = next(week for week in shown.weeks if week.first == date(2026, 10, 26))
    assert week.by_class["k0"] == Hours(_held(by_hand, people), _done(term, by_hand))  # type: ignore[index]  # its id


def test_no_class_and_a_class_without_attendance(desk: Desk) -> None:
    (fresh, later) = sorted(show_statistics(desk).classes, key=lambda one: one.class_id)
    assert (fresh.hours, fresh.hours.rate, later.hours.rate) == (Hours(), None, None)
    assert fresh.estimate.fen is None
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, key, None) for key in (CLASS_A, CLASS_B)], "2")
    shown = show_statistics(desk)
    assert (shown.classes, shown.weeks, shown.months) == ((), (), ())


def test_a_sign_in_that_only_this_desk_knows_counts_once(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert _class_a(desk).hours == Hours(), "the session is not over"
    clock.go_on(timedelta(hours=4))
    assert _class_a(desk).hours == Hours(5 * 4, 4)
    with desk.store.write() as tx:
        body = {"session_id": SESSION_A, "class_id": CLASS_A, "voucher_no": 1001, "at": NOW.isoformat()}
        told = body | {"source": "desk", "device": None, "mark": "late", "hours": 3}
        feed.apply(tx, [Change(ChangeKind.ATTENDANCE, f"{SESSION_A}/1001", told)], "2")
    assert _class_a(desk).hours == Hours(5 * 4, 3), "once the feed tells of it, the feed's word counts"


@pytest.mark.parametrize(
    ("done", "held_sessions", "outlook"),
    [
        (64, 20, Outlook.REACHED),
        (40, 10, Outlook.WITHIN_REACH),
        (26, 10, Outlook.ON_THE_EDGE),
        (20, 15, Outlook.OUT_OF_REACH),
    ],
)
def test_how_somebody_stands(desk: Desk, done: int, held_sessions: int, outlook: Outlook) -> None:
    """80 hours are required, 64 of them asked for; what is not planned yet is still to come."""
    news = [
        Change(
            ChangeKind.SESSION,
            f"{CLASS_B}-{number}",
            {
                "class_id": CLASS_B,
                "starts": (NOW - timedelta(days=1 + number)).isoformat(),
                "ends": (NOW - timedelta(days=1 + number) + timedelta(hours=3)).isoformat(),
                "hours": 4,
            },
        )
        for number in range(held_sessions)
    ]
    body = {"class_id": CLASS_B, "trainee_id": "t6", "voucher_no": 2001, "state": "IN_USE", "name": "钱试安"}
    entry = body | {"id_number": "", "phone": "", "hours_done": done, "ratio_percent": 80}
    with desk.store.write() as tx:
        feed.apply(tx, [*news, Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_B}:t6", entry)], "2")
    (found,) = [one for one in show_statistics(desk).classes if one.class_id == CLASS_B]
    assert found.outlook == {outlook: 1}


def _class_a(desk: Desk) -> ClassFigures:
    return next(one for one in show_statistics(desk).classes if one.class_id == CLASS_A)


def _over(term: Term, class_id: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (key, body)
        for key, body in term.sessions.items()
        if body["class_id"] == class_id and datetime.fromisoformat(body["ends"]) <= NOW
    ]


def _held(sessions: Iterable[tuple[str, dict[str, Any]]], people: list[dict[str, Any]]) -> int:
    return sum(session["hours"] * len(people) for _, session in sessions)


def _done(term: Term, sessions: Iterable[tuple[str, dict[str, Any]]]) -> int:
    keys = {key for key, _ in sessions}
    return sum(body["hours"] for body in term.came.values() if body["session_id"] in keys)


def _money(term: Term, class_id: str, people: list[dict[str, Any]]) -> int | None:
    """Forty hours are required, 80 % of them are enough; a closed class has no hours that are not planned yet."""
    standard = term.projects[str(term.classes[class_id]["project"])]
    if standard is None:
        return None
    planned = sum(body["hours"] for body in term.sessions.values() if body["class_id"] == class_id)
    over = sum(session["hours"] for _, session in _over(term, class_id))
    to_come = planned - over
    within_reach = [body for body in people if body["hours_done"] + to_come >= 32 and body["ratio_percent"] is not None]
    shares = [Decimal(standard * body["ratio_percent"]) / 100 for body in within_reach]
    return sum(int(share.quantize(Decimal(1), ROUND_HALF_UP)) for share in shares)


def _day(session: dict[str, Any]) -> date:
    return datetime.fromisoformat(session["starts"]).astimezone(SHANGHAI).date()
