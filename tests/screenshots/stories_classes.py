"""The classes screen in every state: five classes of a week, one without anything, one with results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desktop.screens.classes.class_page import PEOPLE, RESULTS, SESSIONS
from desktop.screens.classes.presenter import ClassesPresenter
from desktop.screens.classes.results_model import CERTIFICATE, PRACTICAL, THEORY
from desktop.screens.classes.view import ClassesView
from sync.desk.operations.cancel_session import cancel_session
from sync.desk.operations.change_session import Wanted, change_session
from sync.desk.operations.report_opening import report_opening
from sync.desk.store import feed, receipts
from sync.domain.ids import ClassId, FactId, SessionId
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.site import CLASS_A, CLASS_B, MANAGER, NOW
from tests.screenshots.stage import Classroom

_LONG = "职业技能提升行动企业新型学徒制高级焊工（数字化焊接与智能制造方向）二〇二六年第三期周末班"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
COOKS, ELECTRICIANS, BAKERS = ClassId("class-c"), ClassId("class-d"), ClassId("class-e")


def classes_list(stage: Classroom) -> None:
    _term(stage)
    _look(stage)


def classes_none(stage: Classroom) -> None:
    """A site whose classes have not been told yet."""
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, known, None) for known in (CLASS_A, CLASS_B)], "3")
    _look(stage)


def classes_opening(stage: Classroom) -> None:
    """Two points are missing, and two days are left."""
    _term(stage)
    _open(stage, COOKS)


def classes_reported(stage: Classroom) -> None:
    _term(stage)
    _open(stage, ELECTRICIANS)


def classes_refused(stage: Classroom) -> None:
    """The centre did not take the report."""
    _term(stage)
    fact = report_opening(stage.day.desk, COOKS, operator=MANAGER).fact_id
    _answer(stage, fact, Outcome.REJECTED, ReceiptCode.NO_TEACHER)
    _open(stage, COOKS)


def classes_sessions(stage: Classroom) -> None:
    """One moved, one cancelled, one whose change was refused."""
    _term(stage)
    desk = stage.day.desk
    starts = NOW + 6 * _DAY
    change_session(
        desk, SessionId("c-1"), Wanted(starts, starts + 3 * _HOUR, "实训楼 102", "吴试峰"), reason="x", operator=MANAGER
    )
    cancel_session(desk, SessionId("c-3"), reason="x", operator=MANAGER)
    again = starts + _DAY
    refused = change_session(
        desk, SessionId("c-2"), Wanted(again, again + 3 * _HOUR, "报告厅", None), reason="x", operator=MANAGER
    )
    _answer(stage, FactId(str(refused)), Outcome.REJECTED, ReceiptCode.ROOM_UNKNOWN)
    _open(stage, COOKS, SESSIONS)


def classes_change_session(stage: Classroom) -> None:
    _term(stage)
    view = _open(stage, COOKS, SESSIONS)
    view.page.sessions.change.click()
    stage.settle(0.3)


def classes_people(stage: Classroom) -> None:
    _term(stage)
    _open(stage, CLASS_A, PEOPLE)


def classes_results(stage: Classroom) -> None:
    """The class is over: recorded, resits, entries not saved yet, one of them wrong."""
    _term(stage)
    _results(stage)
    stage.day.clock.go_on(4 * _HOUR)
    view = _open(stage, CLASS_A, RESULTS)
    model = view.page.results.model
    open_rows = [row for row in range(len(model.lines)) if model.may_edit(row, THEORY)]
    for row, (theory, practical) in zip(open_rows, ((78, 81), (55, 90), (92, 88)), strict=False):
        model.setData(model.index(row, THEORY), str(theory))
        model.setData(model.index(row, PRACTICAL), str(practical))
    model.setData(model.index(open_rows[3], THEORY), "104")
    model.setData(model.index(open_rows[2], CERTIFICATE), "S000031000001265000009")
    stage.settle(0.3)


def classes_cancel(stage: Classroom) -> None:
    _term(stage)
    view = _open(stage, COOKS)
    view.page.cancel.click()
    stage.settle(0.3)


def _look(stage: Classroom) -> ClassesView:
    stage.open()
    screen = stage.app.screens["classes"]
    view, presenter = screen.view, screen.presenter
    assert isinstance(view, ClassesView)
    assert isinstance(presenter, ClassesPresenter)
    presenter.operator = MANAGER
    stage.app.window.show_screen("classes")
    stage.settle(0.4)
    return view


def _open(stage: Classroom, class_id: ClassId, part: int = 0) -> ClassesView:
    view = _look(stage)
    stage.until(lambda: view.list.count() > 0)
    view.list.opened.emit(class_id)
    stage.until(lambda: view.page.detail is not None and view.page.detail.row.class_id == class_id)
    view.page.tabs.setCurrentIndex(part)
    stage.settle(0.3)
    return view


def _answer(stage: Classroom, fact: FactId, outcome: Outcome, code: ReceiptCode | None) -> None:
    with stage.day.desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact, outcome, code, stage.day.clock.wall)])


def _term(stage: Classroom) -> None:
    """Five classes: running, overdue, due in two days, reported in time, reported late with a long name."""
    told = {"opening_reported_at": (NOW - 9 * _DAY).isoformat(), "opening_due": (NOW - 8 * _DAY).isoformat()}
    news = [
        _class(CLASS_A, "初级焊工 2026-11 班", 48, **told, opening_in_time=True),
        _class(COOKS, "中式烹调 2026-11 班", 24, opening_due=(NOW + 2 * _DAY + 4 * _HOUR).isoformat()),
        _class(
            ELECTRICIANS,
            "电工 2026-12 班",
            30,
            opening_due=(NOW + 6 * _DAY).isoformat(),
            opening_reported_at=(NOW - _HOUR).isoformat(),
            opening_in_time=True,
        ),
        _class(BAKERS, _LONG, 40, **told, opening_in_time=False),
        _session("c-1", COOKS, 6, "实训楼 101", "吴试峰"),
        _session("c-2", COOKS, 7, "实训楼 101", None),
        _session("c-3", COOKS, 8, None, None),
        _session("c-4", COOKS, 9, None, None),
        *(_session(f"d-{n}", ELECTRICIANS, 9 + n, "实训楼 201", "郑试涛") for n in range(1, 5)),
        *(_session(f"e-{n}", BAKERS, n - 4, "实训楼 301", "欧阳试云") for n in range(1, 9)),
        *(_entry(COOKS, number) for number in range(5001, 5019)),
        *(_entry(ELECTRICIANS, number) for number in range(5101, 5128)),
        *(_entry(BAKERS, number) for number in range(5201, 5240)),
    ]
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, news, "3")


def _results(stage: Classroom) -> None:
    rows = (
        (1101, 1, 82, 90, "S000031000001265000001"),
        (1102, 1, 45, 80, None),
        (1102, 2, 71, 84, None),
        (1103, 1, 90, None, None),
    )
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, [_result(*row) for row in rows], "4")


def _class(class_id: ClassId, name: str, capacity: int, **more: Any) -> Change:
    body = {"name": name, "project": 11, "project_name": name.partition(" ")[0][:20], "capacity": capacity}
    return Change(ChangeKind.CLASS, class_id, {**body, "required_hours": 16, "state": "open", **more})


def _session(id_: str, class_id: ClassId, day: int, room: str | None, teacher: str | None) -> Change:
    starts = NOW + day * _DAY + timedelta(minutes=10)
    times = {"starts": starts.isoformat(), "ends": (starts + 3 * _HOUR).isoformat(), "hours": 4}
    return Change(ChangeKind.SESSION, id_, {"class_id": class_id, **times, "room": room, "teacher": teacher})


def _entry(class_id: ClassId, number: int) -> Change:
    body = {
        "class_id": class_id,
        "trainee_id": f"q{number}",
        "voucher_no": number,
        "state": "enrolled",
        "name": "周试平",
        "id_number": "",
        "phone": "",
        "hours_done": 12 if class_id == BAKERS else 0,
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"{class_id}/{number}", body)


def _result(number: int, attempt: int, theory: int, practical: int | None, certificate: str | None) -> Change:
    passed = theory >= 60 and practical is not None and practical >= 60
    body = {
        "class_id": CLASS_A,
        "voucher_no": number,
        "attempt": attempt,
        "theory": theory,
        "practical": practical,
        "passed": passed,
        "certificate_no": certificate,
        "at": NOW.isoformat(),
    }
    return Change(ChangeKind.RESULT, f"{CLASS_A}/{number}/{attempt}", body)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "classes-list": classes_list,
    "classes-none": classes_none,
    "classes-opening": classes_opening,
    "classes-reported": classes_reported,
    "classes-refused": classes_refused,
    "classes-sessions": classes_sessions,
    "classes-change-session": classes_change_session,
    "classes-people": classes_people,
    "classes-results": classes_results,
    "classes-cancel": classes_cancel,
}
