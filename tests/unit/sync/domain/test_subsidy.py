"""The check before payment, the amount to the fen, and who is paid."""

from dataclasses import replace
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import ProjectNo
from sync.domain.policy import Policy
from sync.domain.region_rules import Condition, PayeeKind, ProjectType, RegionRules, Rounding, Standard
from sync.domain.subsidy import (
    MAX_FEN,
    Account,
    Candidates,
    Case,
    Check,
    Hold,
    Payee,
    attended_enough,
    check,
    payee_of,
    share_of,
    subject_of,
)
from sync.errors import InvalidInput

POLICY = Policy(attendance_percent=80)
RULES = RegionRules(
    conditions=tuple(Condition),
    standards=(Standard(150_000, ProjectType.SOCIAL_TRAINING, 5),),
    payees={ProjectType.SOCIAL_TRAINING: PayeeKind.TRAINEE},
)
GOOD = Case(
    ProjectNo(1),
    ProjectType.SOCIAL_TRAINING,
    5,
    80,
    class_cancelled=False,
    reported_in_time=True,
    registered_in_time=True,
    hours_done=64,
    hours_required=80,
    passed=True,
    certificate_no="S000031000001265000001",
    subsidised_before=False,
)


def test_who_meets_everything_gets_standard_times_ratio() -> None:
    assert check(GOOD, POLICY, RULES) == Check((), 150_000, 80, 120_000)
    assert check(GOOD, POLICY, RULES).eligible


@pytest.mark.parametrize(
    ("case", "unmet"),
    [
        (replace(GOOD, reported_in_time=False), Condition.CLASS_REPORTED_IN_TIME),
        (replace(GOOD, registered_in_time=False), Condition.TRAINEE_REGISTERED),
        (replace(GOOD, class_cancelled=True), Condition.CLASS_NOT_CANCELLED),
        (replace(GOOD, hours_done=63), Condition.HOURS_ATTENDED),
        (replace(GOOD, passed=False), Condition.ASSESSMENT_PASSED),
        (replace(GOOD, certificate_no=None), Condition.CERTIFICATE_ISSUED),
        (replace(GOOD, subsidised_before=True), Condition.NOT_SUBSIDISED_BEFORE),
        (replace(GOOD, skill_level=4), Condition.STANDARD_KNOWN),
        (replace(GOOD, ratio_percent=0), Condition.STANDARD_KNOWN),
    ],
)
def test_each_unmet_condition_is_named_and_nothing_is_paid(case: Case, unmet: Condition) -> None:
    found = check(case, POLICY, RULES)
    assert (found.unmet, found.amount_fen, found.eligible) == ((unmet,), 0, False)


def test_only_what_the_pack_asks_is_judged_but_an_amount_there_must_be() -> None:
    bad = replace(GOOD, passed=False, hours_done=0, reported_in_time=False)
    assert check(bad, POLICY, replace(RULES, conditions=())).eligible
    asked = (Condition.HOURS_ATTENDED, Condition.ASSESSMENT_PASSED)
    assert check(bad, POLICY, replace(RULES, conditions=asked)).unmet == asked
    assert check(GOOD, POLICY, RegionRules()).unmet == (Condition.STANDARD_KNOWN,)


def half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


@given(st.integers(0, MAX_FEN), st.integers(0, 100))
def test_rounding_is_exact_whatever_the_amount(standard: int, percent: int) -> None:
    exact = Fraction(standard * percent, 100)
    assert share_of(standard, percent, Rounding.DOWN) == floor(exact)
    assert share_of(standard, percent, Rounding.HALF_UP) == half_up(exact)
    assert share_of(standard, percent, Rounding.HALF_EVEN) == round(exact)


@pytest.mark.parametrize(
    ("standard", "percent", "rounding", "expected"),
    [
        (25, 50, Rounding.HALF_UP, 13),
        (25, 50, Rounding.HALF_EVEN, 12),
        (27, 50, Rounding.HALF_EVEN, 14),
        (25, 50, Rounding.DOWN, 12),
        (101, 1, Rounding.HALF_UP, 1),
        (149, 1, Rounding.HALF_UP, 1),
        (150, 1, Rounding.HALF_UP, 2),
    ],
)
def test_a_share_of_a_fen(standard: int, percent: int, rounding: Rounding, expected: int) -> None:
    assert share_of(standard, percent, rounding) == expected


@pytest.mark.parametrize(("standard", "percent"), [(MAX_FEN + 1, 1), (-1, 1), (1, 101), (1, -1)])
def test_what_is_no_amount_is_refused(standard: int, percent: int) -> None:
    with pytest.raises(InvalidInput):
        share_of(standard, percent, Rounding.HALF_UP)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 100))
def test_one_hour_more_never_fails_who_had_enough(done: int, required: int, percent: int) -> None:
    policy = Policy(attendance_percent=percent)
    assert attended_enough(done, required, policy) <= attended_enough(done + 1, required, policy)
    assert attended_enough(required, required, policy)


def test_what_is_subsidised_once() -> None:
    assert subject_of(ProjectNo(1), "4-03-02-01", 5) == subject_of(ProjectNo(2), "4-03-02-01", 5)
    assert subject_of(ProjectNo(1), None, None) != subject_of(ProjectNo(2), None, None)


PERSON, SCHOOL = Account("T-1", "测试一", "6200990000000001"), Account("I-1", "学校", "6200990000000002")
FIRM = Account("I-2", "公司", "6200990000000003")
SOCIAL = ProjectType.SOCIAL_TRAINING


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(PayeeKind.TRAINEE, PERSON), (PayeeKind.INSTITUTION, SCHOOL), (PayeeKind.ENTERPRISE, FIRM)],
)
def test_the_pack_says_who_is_paid(kind: PayeeKind, expected: Account) -> None:
    rules = RegionRules(payees={SOCIAL: kind})
    assert payee_of(SOCIAL, Candidates(PERSON, SCHOOL, FIRM), rules) == Payee(kind, expected, None)


def test_money_that_cannot_be_sent_yet_is_held_by_name() -> None:
    nobody = RegionRules()
    to_firm = RegionRules(payees={SOCIAL: PayeeKind.ENTERPRISE})
    assert payee_of(SOCIAL, Candidates(PERSON, SCHOOL, FIRM), nobody).hold is Hold.NO_PAYEE_RULE
    assert payee_of(SOCIAL, Candidates(PERSON, SCHOOL, None), to_firm).hold is Hold.NO_EMPLOYER
    without = replace(FIRM, number="")
    expected = Payee(PayeeKind.ENTERPRISE, without, Hold.NO_ACCOUNT)
    assert payee_of(SOCIAL, Candidates(PERSON, SCHOOL, without), to_firm) == expected
