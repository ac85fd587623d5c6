"""A whole morning for the pictures: the tests' site with a full class, guests and vouchers for every answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.store import feed, receipts
from sync.domain.identifiers import citizen_check_character
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, NOW, SESSION_A, SITE, SiteKeys, make_desk

SITE_NAME = "示例一号教学点"
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐"
_GIVEN = ("试明", "试", "试芳", "试安", "试国", "试娜", "试云", "试")
_CAME_BEFORE = 26
LONG, LONG_NAME = 1135, "阿卜杜热合曼·试·阿卜杜外力"


@dataclass(frozen=True)
class SchoolDay:
    """The desk, its clock, and what the phones show."""

    desk: Desk
    clock: SetClock
    keys: SiteKeys

    def code(self, voucher_no: int) -> str:
        """The code of someone on the roster or of a stranger to it."""
        return self.keys.code_for(voucher_no, signed_at=self.clock.wall)


def make_school_day(folder: Path) -> SchoolDay:
    """8:26, the class half in."""
    clock = SetClock(NOW)
    desk, keys = make_desk(folder, clock=clock)
    with desk.store.write() as tx:
        feed.apply(tx, [*_people(), *_today(), _site(), *_staff()], "2")
    day = SchoolDay(desk, clock, keys)
    for voucher_no in range(1101, 1101 + _CAME_BEFORE):
        clock.go_on(timedelta(seconds=15))
        check_in(desk, day.code(voucher_no), session_id=SESSION_A, operator=FRONT_DESK)
    return day


def enrol_some(day: SchoolDay) -> None:
    """One of each: waiting, to be confirmed, in conflict, not granted."""
    now = day.clock.wall
    answers = {
        "孙试梅": None,
        "许试一": None,
        "蒋试华": (Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE),
        "沈试": (Outcome.REJECTED, ReceiptCode.OTHER_INSTITUTION),
    }
    for number, (name, answer) in enumerate(answers.items(), start=3001):
        signed_at = now - timedelta(hours=2) if name == "许试一" else now
        code = day.keys.code_for(number, name=name, signed_at=signed_at)
        enrolled = enrol_trainee(day.desk, code, class_id=CLASS_A, operator=FRONT_DESK)
        if answer is not None and enrolled.fact_id is not None:
            with day.desk.store.write() as tx:
                receipts.append(tx, [Receipt(enrolled.fact_id, *answer, now)])


def _people() -> list[Change]:
    return [_entry(number) for number in range(37)]


def _entry(number: int) -> Change:
    voucher_no = 1101 + number
    first17 = "990000" + f"19{70 + number % 30}0{1 + number % 9}1{number % 9}" + f"{voucher_no % 1000:03d}"
    body = {
        "class_id": CLASS_A,
        "trainee_id": f"p{number}",
        "voucher_no": voucher_no,
        "state": "enrolled",
        "name": LONG_NAME if voucher_no == LONG else _FAMILY[number % len(_FAMILY)] + _GIVEN[number % len(_GIVEN)],
        "id_number": first17 + citizen_check_character(first17),
        "phone": f"1990000{voucher_no}",
        "hours_done": 20 + 4 * (number % 5),
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_A}:p{number}", body)


def _today() -> list[Change]:
    rows = (("session-n", CLASS_B, -20, 160), ("session-p", CLASS_B, 340, 520))
    sessions = [
        Change(
            ChangeKind.SESSION,
            name,
            {
                "class_id": class_id,
                "starts": (NOW + timedelta(minutes=starts)).isoformat(),
                "ends": (NOW + timedelta(minutes=ends)).isoformat(),
                "hours": 4,
            },
        )
        for name, class_id, starts, ends in rows
    ]
    roomy = {
        "name": "初级焊工 2026-11 班",
        "project": 11,
        "project_name": "初级焊工",
        "capacity": 48,
        "required_hours": 80,
        "state": "open",
    }
    return [*sessions, Change(ChangeKind.CLASS, CLASS_A, roomy)]


def _site() -> Change:
    return Change(ChangeKind.SITE, SITE, {"name": SITE_NAME, "institution": "示例培训学校", "suspended": False})


def _staff() -> list[Change]:
    return [
        Change(ChangeKind.STAFF, "s1", {"name": "张老师", "role": "clerk"}),
        Change(ChangeKind.STAFF, "s2", {"name": "陈老师", "role": "class_manager"}),
    ]
