"""The statistics screen over nine weeks of five classes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.screens.statistics.figures import Grouping, Measure
from desktop.screens.statistics.view import StatisticsView
from sync.desk.store import feed
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.site import NOW
from tests.screenshots.stage import Classroom

_CLASSES = {
    "class-a": ("初级焊工 2026-11 班", 11, 80, 0.9),
    "class-b": ("养老护理 2026-11 班", 12, 60, 0.82),
    "class-c": ("中式烹调师（四级/中级工）2026-11 周末与平日晚间混合班", 13, 60, 0.72),
    "class-d": ("美容师 2026-10 班", 14, 48, 0.6),
}
_STANDARDS = {"11": 150_000, "12": 150_000, "13": 200_000, "14": None}
_PEOPLE, _FIRST = 14, 7000


def attendance(stage: Classroom) -> None:
    """By class."""
    _go(stage, Measure.ATTENDANCE, Grouping.BY_CLASS)


def attendance_by_week(stage: Classroom) -> None:
    """A line a class, the keyboard on one week."""
    view = _go(stage, Measure.ATTENDANCE, Grouping.BY_WEEK)
    view.chart.setFocus()
    for _ in range(3):
        QTest.keyClick(view.chart, Qt.Key.Key_Right)
    stage.settle(0.2)


def hours(stage: Classroom) -> None:
    """By month."""
    _go(stage, Measure.HOURS, Grouping.BY_MONTH)


def people(stage: Classroom) -> None:
    """Who can still reach the hours."""
    _go(stage, Measure.PEOPLE, Grouping.BY_CLASS)


def subsidy(stage: Classroom) -> None:
    """An estimate, called one."""
    _go(stage, Measure.SUBSIDY, Grouping.BY_CLASS)


def nothing(stage: Classroom) -> None:
    """A site without any class."""
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, key, None) for key in ("class-a", "class-b")], "9")
    _open(stage)


def _go(stage: Classroom, measure: Measure, grouping: Grouping) -> StatisticsView:
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, _term(), "9")
    view = _open(stage)
    view.measures[measure].click()
    view.groups[grouping].click()
    stage.settle(0.3)
    return view


def _open(stage: Classroom) -> StatisticsView:
    stage.open()
    stage.app.window.show_screen("statistics")
    view = stage.app.screens["statistics"].view
    assert isinstance(view, StatisticsView)
    stage.settle(0.4)
    return view


def _term() -> list[Change]:
    chance = random.Random(5)
    news = [_project(key, fen) for key, fen in _STANDARDS.items()]
    for place, (key, (name, project, required, diligence)) in enumerate(_CLASSES.items()):
        body = {"name": name, "project": project, "project_name": name[:4], "capacity": 48, "state": "open"}
        news.append(Change(ChangeKind.CLASS, key, body | {"required_hours": required}))
        sessions = [(f"{key}-{day}", NOW + timedelta(days=day, hours=2)) for day in range(-58, 12, 4 + place)]
        news += [_session(key, *session) for session in sessions]
        for number in range(_PEOPLE):
            news += _person(chance, key, _FIRST + 100 * place + number, sessions, diligence)
    return news


def _person(
    chance: random.Random, key: str, voucher_no: int, sessions: list[tuple[str, datetime]], diligence: float
) -> list[Change]:
    own = diligence * chance.uniform(0.7, 1.12)
    news, done = [], 0
    for name, starts in sessions:
        if starts + timedelta(hours=3) <= NOW and chance.random() < own:
            done += 4
            news.append(_came(key, name, starts, voucher_no))
    body: dict[str, Any] = {"class_id": key, "trainee_id": f"s{voucher_no}", "voucher_no": voucher_no, "name": "林试云"}
    rest = {"state": "IN_USE", "id_number": "", "phone": "", "hours_done": done}
    ratio = {"ratio_percent": chance.choice((100, 80, 80, 60, None))}
    return [*news, Change(ChangeKind.ROSTER_ENTRY, f"{key}/{voucher_no}", body | rest | ratio)]


def _came(key: str, session: str, starts: datetime, voucher_no: int) -> Change:
    body = {"session_id": session, "class_id": key, "voucher_no": voucher_no, "at": starts.isoformat()}
    rest = {"source": "desk", "device": None, "mark": "present", "hours": 4}
    return Change(ChangeKind.ATTENDANCE, f"{session}/{voucher_no}", body | rest)


def _session(key: str, name: str, starts: datetime) -> Change:
    ends = starts + timedelta(hours=3)
    body = {"class_id": key, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
    return Change(ChangeKind.SESSION, name, body)


def _project(key: str, fen: int | None) -> Change:
    body = {"name": "项目", "kind": "social_training", "occupation": None, "level": 5, "standard_fen": fen}
    return Change(ChangeKind.PROJECT, key, body)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "statistics-attendance": attendance,
    "statistics-weeks": attendance_by_week,
    "statistics-hours": hours,
    "statistics-people": people,
    "statistics-subsidy": subsidy,
    "statistics-empty": nothing,
}
