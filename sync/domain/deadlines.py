"""Until when the opening report is due: "at least 3 days before the class starts" (FAQ item 6).

[I] The report is in time until the end of the day that lies so many days before the day of the first session, both days
as the site's calendar has them; never later than the first session's start. The source names neither the hour nor the
kind of days, so `Policy.opening_report_day_kind` says which count. Working days are Monday to Friday without the pack's
holidays, and the weekends that are worked in exchange (调休).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules

_DAY = timedelta(days=1)
_LONGEST = 366
"""Days; a longer lead than a year is a mistake in the pack, and would leave the calendar."""
_SATURDAY = 5
_WORKING = "working"


def opening_report_due(first_starts: datetime, policy: Policy, rules: RegionRules) -> datetime:
    """The last moment at which the report of a class whose first session starts at `first_starts` is in time, UTC."""
    zone = ZoneInfo(policy.site_zone)
    last_day = _days_before(first_starts.astimezone(zone).date(), policy, rules)
    end_of_day = datetime.combine(last_day + _DAY, time(), zone).astimezone(UTC) - timedelta(microseconds=1)
    return min(end_of_day, first_starts.astimezone(UTC))


def is_working_day(day: date, rules: RegionRules) -> bool:
    """Whether offices are open; a day that is both a holiday and an exchange day is a holiday."""
    return day not in rules.holidays and (day.weekday() < _SATURDAY or day in rules.extra_workdays)


def _days_before(day: date, policy: Policy, rules: RegionRules) -> date:
    """As many counting days before `day` as the policy asks, but no more than a year of days of any kind."""
    earliest = day - _LONGEST * _DAY
    left = policy.opening_report_days
    while left > 0 and day > earliest:
        day -= _DAY
        left -= policy.opening_report_day_kind != _WORKING or is_working_day(day, rules)
    return day
