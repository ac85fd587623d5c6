"""The attendance screen on a class in the middle of its month: every mark, both sources, corrections and leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.screens.attendance.view import AttendanceView
from sync.desk.operations.close_day import close_day
from sync.desk.store import feed
from sync.domain.attendance import Mark
from sync.domain.ids import ClassId, VoucherNo
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.site import CLASS_A, FRONT_DESK, MANAGER
from tests.screenshots.school_day import SchoolDay
from tests.screenshots.stage import Classroom

_FIRST, _LAST, _PEOPLE = 2, 30, 37
_HOURS = 4


def attendance_grid(stage: Classroom) -> None:
    """The month as it stands this morning."""
    teach_a_month(stage.day)
    _open(stage)


def attendance_correct(stage: Classroom) -> None:
    view = _opened(stage)
    view.grid.go_to(3, 12)
    view._ask_correction()
    stage.settle(0.3)


def attendance_correct_history(stage: Classroom) -> None:
    """A correction that waits, made by somebody else: the class manager approves it here."""
    view = _opened(stage)
    people = [line.voucher_no for line in view.grid.model.people]
    view.grid.go_to(people.index(VoucherNo(1105)), 10)
    view._ask_correction()
    stage.settle(0.3)


def attendance_leave(stage: Classroom) -> None:
    view = _opened(stage)
    view.grid.go_to(7, 17)
    view._ask_leave()
    stage.settle(0.3)


def attendance_day(stage: Classroom) -> None:
    view = _opened(stage)
    view._ask_day()
    stage.settle(0.5)


def attendance_day_closed(stage: Classroom) -> None:
    teach_a_month(stage.day)
    close_day(stage.day.desk, datetime(2026, 11, 20).date(), note="下午停电半小时", operator=FRONT_DESK)  # noqa: DTZ001  a day at the site
    view = _open(stage)
    view._ask_day()
    view._presenter.look_at_day(datetime(2026, 11, 20).date())  # noqa: DTZ001  as above
    stage.settle(0.5)


def attendance_no_sessions(stage: Classroom) -> None:
    body = {
        "name": "中式烹调 2026-12 班",
        "project": 13,
        "project_name": "中式烹调",
        "capacity": 30,
        "required_hours": 60,
        "state": "open",
    }
    entry = {
        "class_id": "class-c",
        "trainee_id": "pc",
        "voucher_no": 5001,
        "state": "enrolled",
        "name": "𠮷试泽",
        "id_number": "",
        "phone": "",
        "hours_done": 0,
    }
    with stage.day.desk.store.write() as tx:
        feed.apply(
            tx, [Change(ChangeKind.CLASS, "class-c", body), Change(ChangeKind.ROSTER_ENTRY, "class-c:pc", entry)], "8"
        )
    view = _open(stage)
    view._presenter.choose_class(ClassId("class-c"))
    stage.settle(0.3)


def teach_a_month(day: SchoolDay) -> None:
    """Half days from the second on, with what everybody did at those that are over."""
    sessions = [
        _session(number, half)
        for number in range(_FIRST, _LAST + 1)
        for half in ("am", "pm")
        if datetime(2026, 11, number, tzinfo=UTC).weekday() < 5 and number != 23 and number % 2 == 0
    ]
    now = day.clock.wall
    over = [one for one in sessions if datetime.fromisoformat(_body(one)["ends"]) < now]
    marks = [_account(one, person) for one in over for person in range(_PEOPLE)]
    news = [change for change in marks if change is not None]
    hours: dict[int, int] = {}
    for one in news:
        hours[_body(one)["voucher_no"]] = hours.get(_body(one)["voucher_no"], 0) + _body(one)["hours"]
    with day.desk.store.write() as tx:
        feed.apply(tx, [*sessions, *news, *_waiting(over), *_hours(day, hours)], "9")


def _hours(day: SchoolDay, hours: dict[int, int]) -> list[Change]:
    from tests.screenshots.school_day import _people  # noqa: PLC0415  the day's own roster

    return [
        Change(one.kind, one.key, _body(one) | {"hours_done": hours.get(_body(one)["voucher_no"], 0)})
        for one in _people()
    ]


def _session(number: int, half: str) -> Change:
    starts = datetime(2026, 11, number, 0 if half == "am" else 5, 30, tzinfo=UTC)
    body = {
        "class_id": CLASS_A,
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(hours=3)).isoformat(),
        "hours": _HOURS,
    }
    return Change(ChangeKind.SESSION, f"s-{number:02d}-{half}", body)


def _account(session: Change, person: int) -> Change | None:
    """Mostly there; each has a habit."""
    number = int(session.key[2:4])
    chance = (number * 7 + person * 13 + (3 if session.key.endswith("pm") else 0)) % 29
    mark = {0: Mark.LATE, 7: Mark.EARLY, 11: Mark.LEAVE, 17: Mark.ABSENT}.get(chance, Mark.PRESENT)
    if person % 9 == 4 and chance % 2:
        mark = Mark.ABSENT
    if mark is Mark.ABSENT:
        return None
    body: dict[str, Any] = {
        "session_id": session.key,
        "class_id": CLASS_A,
        "voucher_no": 1101 + person,
        "left_at": None,
        "mark": mark.value,
        "hours": _HOURS if mark.is_there else 0,
        "corrected": chance == 3,
        "flags": ["sick_leave"] if mark is Mark.LEAVE else [],
    }
    key = f"{session.key}/{1101 + person}"
    if not mark.is_there:
        return Change(ChangeKind.ABSENCE, key, body)
    came = datetime.fromisoformat(_body(session)["starts"]) + timedelta(minutes=15 if mark is Mark.LATE else -8)
    by_phone = (person + number) % 3 == 0
    body |= {"at": came.isoformat(), "source": "phone" if by_phone else "desk", "device": None if by_phone else "PC-2"}
    return Change(ChangeKind.ATTENDANCE, key, body)


def _waiting(over: list[Change]) -> list[Change]:
    body = {
        "session_id": over[10].key,
        "class_id": CLASS_A,
        "voucher_no": 1105,
        "mark": "present",
        "reason": "点名册上有",
        "operator": FRONT_DESK,
        "at": "2026-11-18T01:00:00+00:00",
        "state": "waiting",
        "decided_by": None,
    }
    return [Change(ChangeKind.CORRECTION, "c-1", body)]


def _body(change: Change) -> dict[str, Any]:
    assert change.body is not None
    return change.body


def _opened(stage: Classroom) -> AttendanceView:
    teach_a_month(stage.day)
    return _open(stage)


def _open(stage: Classroom) -> AttendanceView:
    stage.open()
    stage.app.window.show_screen("attendance")
    (view,) = stage.app.window.findChildren(AttendanceView)
    view._presenter.operator = MANAGER
    view._presenter.suggest_class(CLASS_A)
    stage.until(lambda: view.grid.model.book is not None)
    stage.settle(0.4)
    return view


STORIES: dict[str, Callable[[Classroom], None]] = {
    "attendance-grid": attendance_grid,
    "attendance-correct": attendance_correct,
    "attendance-correct-history": attendance_correct_history,
    "attendance-leave": attendance_leave,
    "attendance-day": attendance_day,
    "attendance-day-closed": attendance_day_closed,
    "attendance-no-sessions": attendance_no_sessions,
}
