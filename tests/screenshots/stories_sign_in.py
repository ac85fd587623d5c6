"""Signing in, locked, changing over, waiting after wrong tries, a PIN, a second person's approval."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from desktop.app.staffing import Staffing
from desktop.widgets.approval import ApprovalSheet
from desktop.widgets.reveal import RevealSheet
from sync.desk.operations.reveal_identity import Identity, reveal_identity
from sync.desk.store import feed
from sync.domain.ids import StaffId, VoucherNo
from sync.domain.staff import StaffRole
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.passwords import Cost, make_verifier
from sync.protocol.payloads import Revealed
from tests.screenshots.stage import Classroom

Done: TypeAlias = Callable[[Identity], object]
Failed: TypeAlias = Callable[[Exception], object]
_CHEAP = Cost(kib=64, rounds=1)
_PASSWORD = "example-of-2026"
_STAFF = (
    ("s1", "张老师", "clerk"),
    ("s2", "陈老师", "class_manager"),
    ("s3", "欧阳慧文", "class_manager"),
    ("s4", "阿卜杜热合曼·阿卜杜克热木", "clerk"),
    ("s5", "何工", "it"),
)


def begin(stage: Classroom) -> None:
    _open(stage)


def chosen(stage: Classroom) -> None:
    _open(stage).view.people.choose(StaffId("s2"))


def wrong(stage: Classroom) -> None:
    chosen(stage)
    _type(stage, "wrong")
    stage.settle(0.3)


def waits(stage: Classroom) -> None:
    chosen(stage)
    for _ in range(3):
        _type(stage, "wrong")
        stage.settle(0.3)


def locked(stage: Classroom) -> None:
    _signed_in(stage).lock()
    stage.settle(0.3)


def change_over(stage: Classroom) -> None:
    _signed_in(stage)
    stage.app.window.operator_chosen.emit("s2")
    stage.settle(0.3)


def clerk_at_work(stage: Classroom) -> None:
    _signed_in(stage)
    stage.settle(0.5)


def pin(stage: Classroom) -> None:
    _signed_in(stage)
    stage.app.window.pin_asked.emit()
    stage.settle(0.3)


def approval(stage: Classroom) -> None:
    staffing = _signed_in(stage)
    sheet = ApprovalSheet(stage.app.window, staffing.presenter)
    sheet.ask(StaffRole.CLASS_MANAGER, "补签：王*明，11 月 20 日上午", lambda _: None, but_not=StaffId("s1"))
    stage.settle(0.3)
    sheet.people.choose(StaffId("s2"))
    stage.settle(0.2)


def reveal(stage: Classroom) -> None:
    _signed_in(stage)
    desk = stage.app.desk
    assert desk is not None

    def reveal_it(number: VoucherNo, what: Revealed, why: str, done: Done, failed: Failed) -> bool:
        stage.app.disk.run(
            lambda: reveal_identity(desk, number, what=what, reason=why, operator=StaffId("s1")), done, failed
        )
        return True

    sheet = RevealSheet(stage.app.window, reveal_it)
    sheet.ask(VoucherNo(1001), "王*明")
    sheet.main.click()
    stage.settle(0.4)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "sign-in": begin,
    "sign-in-chosen": chosen,
    "sign-in-wrong": wrong,
    "sign-in-waits": waits,
    "sign-in-locked": locked,
    "sign-in-change-over": change_over,
    "sign-in-clerk": clerk_at_work,
    "sign-in-pin": pin,
    "sign-in-approval": approval,
    "sign-in-reveal": reveal,
}


def _open(stage: Classroom) -> Staffing:
    verifier = make_verifier(_PASSWORD, _CHEAP)
    changes = [
        Change(ChangeKind.STAFF, id_, {"name": name, "role": role, "verifier": verifier if id_ != "s5" else None})
        for id_, name, role in _STAFF
    ]
    with stage.day.desk.store.write() as tx:
        feed.apply(tx, changes, "staff")
    stage.open()
    assert stage.app.staffing is not None
    stage.app.staffing.view.take_keys()
    return stage.app.staffing


def _signed_in(stage: Classroom) -> Staffing:
    staffing = _open(stage)
    staffing.view.people.choose(StaffId("s1"))
    _type(stage, _PASSWORD)
    stage.until(lambda: staffing.operator is not None)
    stage.settle(0.2)
    return staffing


def _type(stage: Classroom, secret: str) -> None:
    staffing = stage.app.staffing
    assert staffing is not None
    staffing.view.secret.line.setText(secret)
    staffing.view.secret.entered.emit()
