"""The readiness screen: tomorrow's classes with every light, and the book of receipts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from desktop.screens.sync_status.view import SyncStatusView
from desktop.widgets.status_line import CameraState
from sync.desk.operations.back_up import back_up_beside
from sync.desk.operations.show_receipts import show_receipts
from sync.desk.store import feed, kept, receipts
from sync.domain.ids import FactId
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.site import NOW
from tests.screenshots.stage import Classroom
from tests.screenshots.troubles import bring_trouble

_CLASSES = {
    "class-c": "中式烹调师（四级/中级工）2026-11 周末与平日晚间混合班",
    "class-d": "美容师 2026-11 班",
    "class-e": "母婴护理员 2026-12 班",
}


def readiness(stage: Classroom) -> None:
    """Everything is there."""
    _plan_tomorrow(stage)
    _hear(stage)
    back_up_beside(stage.day.desk, lambda: None)
    _go(stage)
    stage.app.window.status.camera_shown.emit(CameraState.WORKING)
    stage.settle(0.3)


def readiness_gaps(stage: Classroom) -> None:
    """The evening after a day without the line."""
    stage.day.clock.go_on(timedelta(hours=10))
    _plan_tomorrow(stage)
    _go(stage)
    stage.app.window.status.camera_shown.emit(CameraState.MISSING)
    stage.settle(0.3)


def readiness_no_class(stage: Classroom) -> None:
    """Nobody teaches any more."""
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.SESSION, "session-b", None)], "5")
    _go(stage)


def receipts_list(stage: Classroom) -> None:
    """What became of each record."""
    bring_trouble(stage.day)
    rows = _written(stage)[:20]
    with stage.day.desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, Outcome.RECORDED, None, stage.day.clock.wall) for fact_id in rows])
    view = _go(stage)
    view.tabs.setCurrentIndex(1)
    stage.settle(0.3)


def receipt_detail(stage: Classroom) -> None:
    """One record as it is read out."""
    receipts_list(stage)
    view = stage.app.screens["sync_status"].view
    assert isinstance(view, SyncStatusView)
    view.receipts.table.setCurrentIndex(view.receipts.model.index(6, 0))
    view.receipts.opened.emit(str(view.receipts.model.line_at(6).fact_id))  # type: ignore[union-attr]  # there are more
    stage.until(view.detail.isVisible)
    stage.settle(0.2)


def _written(stage: Classroom) -> list[FactId]:
    """The morning's records, the first one first."""
    return [line.fact_id for line in show_receipts(stage.day.desk, most=1000).lines][::-1]


def _go(stage: Classroom) -> SyncStatusView:
    stage.open()
    view = stage.app.screens["sync_status"].view
    assert isinstance(view, SyncStatusView)
    stage.app.window.show_screen("sync_status")
    stage.settle(0.4)
    return view


def _hear(stage: Classroom) -> None:
    """The evening: the centre was heard a moment ago."""
    clock = stage.day.clock
    clock.go_on(timedelta(hours=9))
    anchor = clock.anchor_at(clock.wall - timedelta(minutes=3), clock.counter - 180)
    with stage.day.desk.store.write() as tx:
        kept.put_anchor(tx, anchor)
        kept.put_feed_end(tx, clock.wall - timedelta(minutes=3), 0)


def _plan_tomorrow(stage: Classroom) -> None:
    news = []
    for place, (class_id, name) in enumerate(_CLASSES.items()):
        starts = NOW + timedelta(days=1, minutes=10 + 270 * place)
        body = {"name": name, "project": 11, "project_name": name[:4], "capacity": 30, "required_hours": 60}
        session = {"class_id": class_id, "starts": starts.isoformat(), "hours": 4}
        news += [
            Change(ChangeKind.CLASS, class_id, body | {"state": "open"}),
            Change(
                ChangeKind.SESSION,
                f"{class_id}-1",
                session | {"ends": (starts + timedelta(hours=3)).isoformat()},
            ),
        ]
        news += [_person(class_id, 6000 + 50 * place + number) for number in range(18 if place != 1 else 0)]
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, news, "4")


def _person(class_id: str, voucher_no: int) -> Change:
    body = {"class_id": class_id, "trainee_id": f"q{voucher_no}", "voucher_no": voucher_no, "state": "IN_USE"}
    rest = {"name": "林试云", "id_number": "", "phone": "", "hours_done": 0}
    return Change(ChangeKind.ROSTER_ENTRY, f"{class_id}/{voucher_no}", body | rest)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "readiness": readiness,
    "readiness-gaps": readiness_gaps,
    "readiness-no-class": readiness_no_class,
    "readiness-receipts": receipts_list,
    "readiness-receipt": receipt_detail,
}
