"""Every figure that differs by region or year. Values here are assumptions; the centre's signed pack replaces them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sync.errors import MalformedMessage

_LARGEST = 100_000_000
"""A figure in minutes of nearly two hundred years: more is a mistake, and would leave the calendar."""
_BOUNDS = {
    "opening_report_days": (0, 366),
    "class_size_limit": (1, 10_000),
    "class_hour_minutes": (1, 24 * 60),
    "attendance_percent": (0, 100),
    "pass_mark": (0, 100),
    "resits": (0, 100),
    "expiry_grace_days": (0, 366),
    "resolution_days": (0, 36_600),
    "fix_days": (0, 36_600),
    "record_days": (30, 36_600),
    "contact_days": (1, 36_600),
}
_LONGEST_NATIONAL_CODE = 256
_DAY_KINDS = ("calendar", "working")
_ALTERNATIVE = r"[0-9A-Za-z:/_]{0,20}(?:\[[0-9A-Za-z-]{1,20}\](?:\{[0-9]{1,3}(?:,[0-9]{1,3})?\})?){0,2}"
"""A fixed beginning, then at most two classes, each with a bounded count."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy pack. `version` 0 is the built-in assumption used before the centre has sent one."""

    version: int = 0
    code_fresh_minutes: int = 10
    """A code signed longer ago than this is to be confirmed: it may be a screenshot."""
    status_list_days: int = 7
    """A status list older than this cannot vouch for anyone."""
    roster_hours: int = 24
    """When the feed was last read longer ago than this, somebody who is not on the roster here may be by now."""
    sign_in_opens_minutes: int = 60
    """How long before a session starts the desk takes sign-ins."""
    late_after_minutes: int = 10
    """Signing in later than this after the start counts as late."""
    opaque_pattern: str = r"[0-9]{17,32}"
    """Which texts may be the national e-card's own code; its real form is unpublished. See `_check_pattern`."""
    site_zone: str = "Asia/Shanghai"
    opening_report_days: int = 3
    """The opening report is due this many days before the class starts (FAQ item 6)."""
    opening_report_day_kind: str = "calendar"
    """`calendar` or `working` days: the source does not say."""
    class_size_limit: int = 60
    """People in a class."""
    class_hour_minutes: int = 45
    attendance_percent: int = 80
    """Class hours attended of those required; often quoted, found in no text."""
    early_leave_minutes: int = 10
    """Signing out earlier than this before the end counts as leaving early."""
    sign_out_required: bool = False
    """Whether a session without a sign-out counts as left early."""
    fence_metres: int = 300
    """How far from the room's point a phone may be."""
    fix_accuracy_metres: int = 100
    """A fix less exact than this cannot say where the phone was."""
    pass_mark: int = 60
    """Of 100, in theory and in practice."""
    resits: int = 1
    """How many further attempts somebody who failed has."""
    expiry_grace_days: int = 7
    """How long after its dates an unused voucher is voided: what a desk did within them may still be on its way."""
    resolution_days: int = 90
    """How long it is kept whose an opaque code was: longer than any desk works without the centre."""
    fix_days: int = 180
    """How long it is kept where a phone was; that somebody signed in, and whether inside, stays."""
    record_days: int = 730
    """How long it is kept what a desk's record says; that it was there, and its hash, stay. No text gives a figure."""
    contact_days: int = 30
    """A desk that has heard nothing from the centre for longer than this shows and records nobody until it has."""

    def may_be_national_code(self, text: str) -> bool:
        """Whether only the centre can say what `text` is."""
        return len(text) <= _LONGEST_NATIONAL_CODE and re.fullmatch(self.opaque_pattern, text) is not None

    def day_of(self, moment: datetime) -> date:
        """The day at the sites: by it dates are judged, wherever the program runs."""
        return moment.astimezone(ZoneInfo(self.site_zone)).date()

    def to_map(self) -> dict[str, int | str | bool]:
        """As it is signed and sent."""
        return asdict(self)

    @classmethod
    def from_map(cls, values: Mapping[str, object]) -> Policy:
        """Read a pack; figures this version does not know are left out, wrong types raise MalformedMessage."""
        known: dict[str, int | str | bool] = {}
        for field in fields(cls):
            value = values.get(field.name, field.default)
            if type(value) is not type(field.default) or not isinstance(value, int | str):
                raise MalformedMessage(f"policy figure {field.name}")
            least, most = _BOUNDS.get(field.name, (0, _LARGEST))
            if isinstance(value, int) and not least <= value <= most:
                raise MalformedMessage(f"policy figure {field.name}")
            known[field.name] = value
        _check_pattern(str(known["opaque_pattern"]))
        if known["opening_report_day_kind"] not in _DAY_KINDS:
            raise MalformedMessage("policy figure opening_report_day_kind")
        _check_zone(str(known["site_zone"]))
        return cls(**known)  # type: ignore[arg-type]  # each value has just been checked against its field's default


def _check_pattern(pattern: str) -> None:
    """Up to eight alternatives of a fixed beginning and two classes with bounded counts: [0-9]{17,32}|EC[0-9A-F]{20}.

    Nothing more, so that no pattern of a pack can keep a queue waiting (catastrophic backtracking).
    """
    if not re.fullmatch(rf"{_ALTERNATIVE}(?:\|{_ALTERNATIVE}){{0,7}}", pattern):
        raise MalformedMessage("policy figure opaque_pattern")
    try:
        re.compile(pattern)
    except (re.error, OverflowError) as error:
        raise MalformedMessage("policy figure opaque_pattern") from error


def _check_zone(name: str) -> None:
    """A zone this PC does not know would stop every scan, so the pack is refused and the one before stays in force."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise MalformedMessage("policy figure site_zone") from error
