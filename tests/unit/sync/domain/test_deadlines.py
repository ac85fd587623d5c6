"""Until when an opening report is due: the figures of the pack, holidays, exchange days, and laws that hold for all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.deadlines import is_working_day, opening_report_due
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR, WORKING = Policy(), Policy(opening_report_day_kind="working")
NATIONAL_DAY = RegionRules(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    extra_workdays=frozenset({date(2026, 9, 27), date(2026, 10, 10)}),
)
TICK = timedelta(microseconds=1)


def local(month: int, day: int, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def last_day(first: datetime, policy: Policy, rules: RegionRules = NATIONAL_DAY) -> date:
    """The day at whose end the report is due."""
    due = opening_report_due(first, policy, rules)
    end = due.astimezone(SHANGHAI)
    assert (end + TICK).time().isoformat() == "00:00:00"
    return end.date()


@pytest.mark.parametrize(
    ("first", "policy", "expected"),
    [
        (local(12, 10), CALENDAR, date(2026, 12, 7)),
        (local(12, 10, 0, 0), CALENDAR, date(2026, 12, 7)),
        (local(12, 10, 23, 59), CALENDAR, date(2026, 12, 7)),
        (local(12, 10), replace(CALENDAR, opening_report_days=5), date(2026, 12, 5)),
        (local(12, 10), WORKING, date(2026, 12, 7)),  # a Thursday: Wednesday, Tuesday, Monday
        (local(12, 8), WORKING, date(2026, 12, 3)),  # a Tuesday: Monday, then over the weekend
        (local(10, 8), WORKING, date(2026, 9, 28)),  # over the holiday week: 30, 29, 28
        (local(9, 29), WORKING, date(2026, 9, 25)),  # the 27th is a Sunday that is worked
        (local(10, 12), WORKING, date(2026, 10, 8)),  # and so is Saturday the 10th
    ],
)
def test_so_many_days_before_the_day_of_the_first_session(first: datetime, policy: Policy, expected: date) -> None:
    assert last_day(first, policy) == expected


def test_the_day_is_the_sites_not_greenwichs() -> None:
    """Half past midnight in Shanghai is still the day before in UTC."""
    first = local(12, 10, 0, 30)
    assert first.astimezone(UTC).day == 9
    assert last_day(first, CALENDAR) == date(2026, 12, 7)
    assert opening_report_due(first.astimezone(UTC), CALENDAR, NATIONAL_DAY) == opening_report_due(
        first, CALENDAR, NATIONAL_DAY
    )


def test_no_days_at_all_still_means_before_the_class() -> None:
    first = local(12, 10)
    assert opening_report_due(first, replace(CALENDAR, opening_report_days=0), NATIONAL_DAY) == first


def test_a_lead_beyond_reason_stops_after_a_year() -> None:
    longest = replace(WORKING, opening_report_days=100_000_000)
    always_holiday = RegionRules(holidays=frozenset(date(2025, 11, 1) + timedelta(days=day) for day in range(500)))
    assert last_day(local(12, 10), longest, always_holiday) == date(2025, 12, 9)


def test_a_holiday_on_an_exchange_day_is_a_holiday() -> None:
    both = RegionRules(holidays=frozenset({date(2026, 9, 27)}), extra_workdays=frozenset({date(2026, 9, 27)}))
    assert not is_working_day(date(2026, 9, 27), both)
    assert is_working_day(date(2026, 9, 27), NATIONAL_DAY)
    assert not is_working_day(date(2026, 9, 26), NATIONAL_DAY)
    assert is_working_day(date(2026, 9, 25), NATIONAL_DAY)


days = st.dates(date(2026, 9, 1), date(2026, 11, 30))
regions = st.builds(
    lambda holidays, worked: RegionRules(holidays=holidays, extra_workdays=worked),
    st.frozensets(days, max_size=20),
    st.frozensets(days, max_size=20),
)
policies = st.builds(
    lambda lead, kind, zone: Policy(opening_report_days=lead, opening_report_day_kind=kind, site_zone=zone),
    st.integers(0, 30),
    st.sampled_from(["calendar", "working"]),
    st.sampled_from(["Asia/Shanghai", "UTC", "America/New_York", "Pacific/Apia"]),
)
moments = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone


@given(moments, moments, policies, regions)
def test_moving_a_session_later_never_moves_the_deadline_earlier(
    one: datetime, other: datetime, policy: Policy, rules: RegionRules
) -> None:
    earlier, later = sorted((one, other))
    assert opening_report_due(earlier, policy, rules) <= opening_report_due(later, policy, rules)


@given(moments, policies, regions)
def test_the_deadline_is_never_after_the_class_has_begun(
    first: datetime, policy: Policy, rules: RegionRules
) -> None:
    assert opening_report_due(first, policy, rules) <= first


@given(moments, policies, regions)
def test_more_days_or_fewer_working_days_never_leave_more_time(
    first: datetime, policy: Policy, rules: RegionRules
) -> None:
    due = opening_report_due(first, policy, rules)
    assert opening_report_due(first, replace(policy, opening_report_days=policy.opening_report_days + 1), rules) <= due
    assert opening_report_due(first, replace(policy, opening_report_day_kind="working"), rules) <= due
    assert opening_report_due(first, policy, replace(rules, extra_workdays=frozenset())) <= due


@given(moments, policies, regions)
def test_so_many_counting_days_lie_between(first: datetime, policy: Policy, rules: RegionRules) -> None:
    """Counted forwards, by another way than the rule does it."""
    zone = ZoneInfo(policy.site_zone)
    begins = first.astimezone(zone).date()
    due = opening_report_due(first, policy, rules)
    if due == first:
        return
    day, counted = (due + TICK).astimezone(zone).date(), 1
    while day < begins:
        counted += policy.opening_report_day_kind == "calendar" or is_working_day(day, rules)
        day += timedelta(days=1)
    assert counted >= policy.opening_report_days
