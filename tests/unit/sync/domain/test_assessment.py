"""What a list of results may say, and what it may not."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.domain.assessment import Attempt, Result, ResultRefusal, Sitting, refuse_certificate, refuse_result
from sync.domain.policy import Policy

OVER = datetime(2026, 11, 20, 9, tzinfo=UTC)
CLASS = Sitting(cancelled=False, over_at=OVER, skill_level=5)
POLICY = Policy(pass_mark=60, resits=1)
LEVEL_5, LEVEL_4 = "S000031000001265000001", "S000031000001264000001"
FAILED = Attempt(Result(1, 59, 80), passed=False)
PASSED = Attempt(Result(1, 60, 60), passed=True)


def refusal(
    result: Result,
    before: tuple[Attempt, ...] | None = (),
    sitting: Sitting = CLASS,
    at: datetime = OVER,
    policy: Policy = POLICY,
) -> ResultRefusal | None:
    return refuse_result(result, before, sitting, at, policy)


@pytest.mark.parametrize(
    ("theory", "practical", "passes"),
    [(60, 60, True), (100, 100, True), (59, 100, False), (100, 59, False), (None, 100, False), (100, None, False)],
)
def test_both_parts_must_reach_the_mark(theory: int | None, practical: int | None, passes: bool) -> None:
    assert Result(1, theory, practical).passes(POLICY) is passes


@pytest.mark.parametrize(
    ("result", "before"),
    [
        (Result(1, 0, 100), ()),
        (Result(1, None, None), ()),
        (Result(1, 60, 60, LEVEL_5), ()),
        (Result(2, 70, 70), (FAILED,)),
    ],
)
def test_what_is_taken(result: Result, before: tuple[Attempt, ...]) -> None:
    assert refusal(result, before) is None


@pytest.mark.parametrize(
    ("result", "before", "expected"),
    [
        (Result(1, 80, 80), None, ResultRefusal.NOT_IN_CLASS),
        (Result(1, -1, 80), (), ResultRefusal.SCORE_OUT_OF_RANGE),
        (Result(1, 80, 101), (), ResultRefusal.SCORE_OUT_OF_RANGE),
        (Result(1, 80, 80), (FAILED,), ResultRefusal.RECORDED_ALREADY),
        (Result(2, 80, 80), (PASSED,), ResultRefusal.PASSED_ALREADY),
        (Result(3, 80, 80), (FAILED, Attempt(Result(2, 1, 1), passed=False)), ResultRefusal.NO_ATTEMPT_LEFT),
        (Result(2, 80, 80), (), ResultRefusal.ATTEMPT_OUT_OF_ORDER),
        (Result(1, 59, 80, LEVEL_5), (), ResultRefusal.NOT_PASSED),
        (Result(1, 80, 80, "S1"), (), ResultRefusal.CERTIFICATE_MALFORMED),
        (Result(1, 80, 80, LEVEL_4), (), ResultRefusal.CERTIFICATE_OF_ANOTHER_LEVEL),
    ],
)
def test_each_refusal_has_its_name(
    result: Result, before: tuple[Attempt, ...] | None, expected: ResultRefusal
) -> None:
    assert refusal(result, before) is expected


def test_a_class_that_is_cancelled_not_over_or_without_a_session() -> None:
    good = Result(1, 80, 80)
    assert refusal(good, sitting=Sitting(True, OVER, 5)) is ResultRefusal.CLASS_CANCELLED
    assert refusal(good, at=OVER - timedelta(seconds=1)) is ResultRefusal.CLASS_NOT_OVER
    assert refusal(good, sitting=Sitting(False, None, 5)) is ResultRefusal.CLASS_NOT_OVER


def test_how_many_attempts_there_are_is_policy() -> None:
    second = Result(2, 80, 80)
    assert refusal(second, (FAILED,), policy=Policy(resits=0)) is ResultRefusal.NO_ATTEMPT_LEFT
    assert refusal(second, (FAILED,), policy=Policy(resits=1)) is None


def test_a_project_without_a_level_has_no_certificates() -> None:
    assert refuse_certificate(LEVEL_5, None) is ResultRefusal.CERTIFICATE_OF_ANOTHER_LEVEL
    assert refuse_certificate(LEVEL_5, 5) is None
