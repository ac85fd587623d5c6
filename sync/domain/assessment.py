"""考核鉴定: theory and practice, each of 100 or absent; who passes, who may try again, which certificate may be noted.

Each attempt is judged as a whole: somebody who failed one part takes both again [I]. Whoever has passed takes no
further attempt, so the best attempt is always the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.identifiers import is_certificate_no
from sync.domain.policy import Policy

BEST = 100
"""The highest score of either part."""
_LEVEL_AT = 15
"""Where a certificate's number has the level."""


class ResultRefusal(StrEnum):
    """Why a result is not taken."""

    NOT_IN_CLASS = "not_in_class"
    CLASS_CANCELLED = "class_cancelled"
    CLASS_NOT_OVER = "class_not_over"
    SCORE_OUT_OF_RANGE = "score_out_of_range"
    RECORDED_ALREADY = "recorded_already"
    ATTEMPT_OUT_OF_ORDER = "attempt_out_of_order"
    PASSED_ALREADY = "passed_already"
    NO_ATTEMPT_LEFT = "no_attempt_left"
    NOT_PASSED = "not_passed"
    CERTIFICATE_MALFORMED = "certificate_malformed"
    CERTIFICATE_OF_ANOTHER_LEVEL = "certificate_of_another_level"
    CERTIFICATE_TAKEN = "certificate_taken"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the 鉴定成绩单: attempt 1 is the first, 2 the first resit. A score of None: absent from that part."""

    attempt: int
    theory: int | None
    practical: int | None
    certificate_no: str | None = None

    def passes(self, policy: Policy) -> bool:
        """Whether both parts reach the pass mark."""
        return all(score is not None and score >= policy.pass_mark for score in (self.theory, self.practical))


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a class's results are judged by. `over_at`: when its last session ends; None without one."""

    cancelled: bool
    over_at: datetime | None
    skill_level: int | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is on record."""

    result: Result
    passed: bool


def refuse_result(
    result: Result, before: Sequence[Attempt] | None, sitting: Sitting, at: datetime, policy: Policy
) -> ResultRefusal | None:
    """Why `result`, made `at`, cannot be taken after the attempts `before` (None: not in the class), or None."""
    if before is None:
        return ResultRefusal.NOT_IN_CLASS
    if sitting.cancelled:
        return ResultRefusal.CLASS_CANCELLED
    if sitting.over_at is None or at < sitting.over_at:
        return ResultRefusal.CLASS_NOT_OVER
    if not all(score is None or 0 <= score <= BEST for score in (result.theory, result.practical)):
        return ResultRefusal.SCORE_OUT_OF_RANGE
    return _refuse_attempt(result, before, policy) or _refuse_its_certificate(result, sitting, policy)


def refuse_certificate(number: str, skill_level: int | None) -> ResultRefusal | None:
    """Why a certificate with `number` cannot be that of a project of `skill_level` (None: it has none), or None."""
    if not is_certificate_no(number):
        return ResultRefusal.CERTIFICATE_MALFORMED
    of_its_level = int(number[_LEVEL_AT]) == skill_level
    return None if of_its_level else ResultRefusal.CERTIFICATE_OF_ANOTHER_LEVEL


def _refuse_attempt(result: Result, before: Sequence[Attempt], policy: Policy) -> ResultRefusal | None:
    if any(attempt.result.attempt == result.attempt for attempt in before):
        return ResultRefusal.RECORDED_ALREADY
    if any(attempt.passed for attempt in before):
        return ResultRefusal.PASSED_ALREADY
    if result.attempt > 1 + policy.resits:
        return ResultRefusal.NO_ATTEMPT_LEFT
    return None if result.attempt == len(before) + 1 else ResultRefusal.ATTEMPT_OUT_OF_ORDER


def _refuse_its_certificate(result: Result, sitting: Sitting, policy: Policy) -> ResultRefusal | None:
    if result.certificate_no is None:
        return None
    if not result.passes(policy):
        return ResultRefusal.NOT_PASSED
    return refuse_certificate(result.certificate_no, sitting.skill_level)
