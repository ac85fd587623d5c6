"""Who is in the sample data and in what state: fixed, so that every seed has the same kinds of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sync.domain.staff import StaffRole
from sync.domain.vouchers import Move, VoidReason, VoucherKind, VoucherState

WELDING, ELDERLY_CARE, COOKING = 1, 2, 3
PROJECTS = {
    WELDING: "焊工（五级/初级工）",
    ELDERLY_CARE: "养老护理员（五级/初级工）",
    COOKING: "中式烹调师（四级/中级工）",
}
EDITION = 2022
OCCUPATIONS = {
    WELDING: ("6-18-02-04", "焊工", 5),
    ELDERLY_CARE: ("4-10-01-05", "养老护理员", 5),
    COOKING: ("4-03-02-01", "中式烹调师", 4),
}
"""Code, name and skill level of each project."""
OFFICERS = (("O-0001", "顾明远"), ("O-0002", "沈佩华"))
MINUTES_IN = 15
"""How long ago the session in progress began."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site and the institution it belongs to."""

    institution: str
    institution_name: str
    id: str
    name: str


HOME = Site("I-0001", "启明职业技能培训学校", "S-0001", "浦东一号教学点")
ELSEWHERE = Site("I-0002", "远航职业培训中心", "S-0002", "徐汇二号教学点")
STAFF = (
    (HOME, "P-0001", "张晓岚", StaffRole.CLERK),
    (HOME, "P-0002", "陈立群", StaffRole.CLERK),
    (HOME, "P-0003", "周慧文", StaffRole.CLASS_MANAGER),
    (HOME, "P-0005", "吴志远", StaffRole.IT),
    (ELSEWHERE, "P-0004", "何建平", StaffRole.CLERK),
)
STAFF_PASSWORD = "sample-2026"  # noqa: S105  of people who do not exist, and told to everybody


@dataclass(frozen=True, slots=True)
class PlannedClass:
    """A class with its sessions: how far from now each starts, in time order."""

    id: str
    site: Site
    name: str
    project: int
    capacity: int
    required_hours: int
    starts: tuple[timedelta, ...]


_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_ON = timedelta(minutes=-MINUTES_IN)
WELDERS = PlannedClass(
    "K-0001", HOME, "初级焊工 {month} 班", WELDING, 40, 80, tuple(_ON + days * _DAY for days in (-2, -1, 0, 1, 2))
)
CARERS = PlannedClass(
    "K-0002", HOME, "养老护理 {month} 班", ELDERLY_CARE, 30, 60, (_ON - _DAY, 4 * _HOUR, _DAY + 4 * _HOUR)
)
COOKS = PlannedClass("K-0003", HOME, "中式烹调 {month} 班", COOKING, 24, 100, (4 * _DAY, 5 * _DAY))
WELDERS_ELSEWHERE = PlannedClass("K-0004", ELSEWHERE, "初级焊工晚班", WELDING, 20, 80, (_ON, _ON + _DAY))
CLASSES = (WELDERS, CARERS, COOKS, WELDERS_ELSEWHERE)
SESSION_HOURS = 4
SESSION_LENGTH = timedelta(minutes=4 * 45)


@dataclass(frozen=True, slots=True)
class Group:
    """People in the same position."""

    count: int
    kind: VoucherKind
    state: VoucherState
    project: int = 0
    enrolled_in: PlannedClass | None = None
    void_reason: VoidReason | None = None
    expired: bool = False

    @property
    def life(self) -> tuple[Move, ...]:
        """The moves that led to the state."""
        if self.state is VoucherState.VOID:
            return *_LIFE[:2], Move.EXPIRE if self.expired else Move.REVOKE
        return _LIFE[: 1 + next(at for at, move in enumerate(_LIFE) if move.leads_to is self.state)]


_LIFE = (Move.ISSUE, Move.CLAIM, Move.ENROL, Move.CHECK, Move.WRITE_OFF)
_SUBSIDY, _SIGN_IN = VoucherKind.SUBSIDY, VoucherKind.SIGN_IN_ONLY
GROUPS = {
    "welders": Group(24, _SUBSIDY, VoucherState.IN_USE, WELDING, WELDERS),
    "carers": Group(11, _SUBSIDY, VoucherState.IN_USE, ELDERLY_CARE, CARERS),
    "cooks": Group(4, _SUBSIDY, VoucherState.IN_USE, COOKING, COOKS),
    "elsewhere": Group(2, _SUBSIDY, VoucherState.IN_USE, WELDING, WELDERS_ELSEWHERE),
    "claimed": Group(6, _SUBSIDY, VoucherState.CLAIMED, WELDING),
    "sign_in_only": Group(5, _SIGN_IN, VoucherState.CLAIMED),
    "issued": Group(2, _SUBSIDY, VoucherState.ISSUED, COOKING),
    "used": Group(1, _SUBSIDY, VoucherState.USED, ELDERLY_CARE),
    "written_off": Group(1, _SUBSIDY, VoucherState.WRITTEN_OFF, WELDING),
    "revoked": Group(2, _SUBSIDY, VoucherState.VOID, WELDING, void_reason=VoidReason.REVOKED),
    "expired": Group(2, _SUBSIDY, VoucherState.VOID, WELDING, void_reason=VoidReason.EXPIRED, expired=True),
}


def class_name(planned: PlannedClass, now: datetime) -> str:
    """With the month as people say it at the sites."""
    return planned.name.format(month=f"{now.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m}")


def session_id(planned: PlannedClass, number: int) -> str:
    """Names the `number`th session (from 0) of a class."""
    return f"{planned.id}-{number + 1:02d}"


def session_in_progress(planned: PlannedClass) -> str | None:
    """The session that is on now, if any."""
    for number, starts in enumerate(planned.starts):
        if starts <= timedelta() < starts + SESSION_LENGTH:
            return session_id(planned, number)
    return None
