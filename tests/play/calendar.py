"""The term's days: a spring, at the sites' zone. What is due when follows from the pack; what is done when is here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""No summer time there, so that an offset is enough."""
FOUNDED = date(2026, 3, 2)
LISTS = date(2026, 3, 3)
CLAIMS = date(2026, 3, 4)
EARLY_REVOCATION = date(2026, 3, 9)
ENROLMENT = date(2026, 3, 10)
DOUBLE_USE = date(2026, 3, 11)
WITHDRAWALS = date(2026, 3, 16)
REPORTS = date(2026, 3, 18)
LATE_ADDITION = date(2026, 3, 21)
LATE_REPORT = date(2026, 3, 22)
SESSION_DAYS = (date(2026, 3, 23), date(2026, 3, 25), date(2026, 3, 30), date(2026, 4, 1))
OFFLINE_DAY = SESSION_DAYS[1]
REVOCATION = OFFLINE_DAY
CANCELLATION = date(2026, 3, 26)
ASSESSMENT = date(2026, 4, 8)
SHORT_VALIDITY = date(2026, 4, 5)
FIRST_EXPIRY = date(2026, 4, 13)
RESIT = date(2026, 4, 15)
LATE_REVOCATION = date(2026, 4, 17)
SETTLEMENT = date(2026, 4, 20)
BANK_ANSWER = date(2026, 4, 22)
SECOND_BATCH = date(2026, 4, 27)
SECOND_ANSWER = date(2026, 4, 29)
VALIDITY = date(2026, 5, 31)
LAST_EXPIRY = date(2026, 6, 8)
SESSION_LASTS = timedelta(hours=3)
SESSION_HOURS = 4
_STARTS = (time(9), time(13, 30))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That time of that day at the sites."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def session_start(number: int, slot: int) -> datetime:
    """When the `number`th session of a class in the morning's (0) or the afternoon's slot (1) begins."""
    return datetime.combine(SESSION_DAYS[number], _STARTS[slot], ZONE).astimezone(UTC)
