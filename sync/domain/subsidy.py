"""核验 and the amount: which of the region's conditions a case does not meet, how many fen it is worth, who is paid.

FAQ item 8: eligible vouchers are checked automatically; the amount is the project's subsidy standard times the person's
ratio, paid to the person, the institution or the enterprise. Whole fen, exactly; a share of a fen by the pack's rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sync.domain.ids import ProjectNo
from sync.domain.policy import Policy
from sync.domain.region_rules import Condition, PayeeKind, ProjectType, RegionRules, Rounding
from sync.errors import InvalidInput

MAX_FEN = (1 << 53) - 1
"""The largest amount: what JSON and every database carry exactly."""
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the check asks about one voucher. Hours are class hours; `ratio_percent` is the person's."""

    project: ProjectNo
    project_type: ProjectType
    skill_level: int | None
    ratio_percent: int
    class_cancelled: bool
    reported_in_time: bool
    registered_in_time: bool
    hours_done: int
    hours_required: int
    passed: bool
    certificate_no: str | None
    subsidised_before: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found; eligible when nothing is unmet. `amount_fen` is 0 otherwise."""

    unmet: tuple[Condition, ...]
    standard_fen: int
    ratio_percent: int
    amount_fen: int

    @property
    def eligible(self) -> bool:
        """Whether it is paid."""
        return not self.unmet


def check(case: Case, policy: Policy, rules: RegionRules) -> Check:
    """Judge `case` by the conditions that the pack asks for, in the pack's order.

    An amount must come of it whatever the pack asks: STANDARD_KNOWN is unmet without a standard or with a ratio of 0.
    Raises InvalidInput when the amount is too large to be paid.
    """
    standard = rules.standard_for(case.project, case.project_type, case.skill_level) or 0
    amount = share_of(standard, case.ratio_percent, rules.rounding)
    asked = dict.fromkeys((*rules.conditions, Condition.STANDARD_KNOWN))
    unmet = tuple(condition for condition in asked if not _is_met(condition, case, policy, amount))
    return Check(unmet, standard, case.ratio_percent, 0 if unmet else amount)


def share_of(standard_fen: int, percent: int, rounding: Rounding) -> int:
    """`percent` of `standard_fen`, in whole fen. Raises InvalidInput for what is no such amount."""
    if not 0 <= percent <= _WHOLE or not 0 <= standard_fen <= MAX_FEN:
        raise InvalidInput("an amount or a ratio is out of range")
    whole, rest = divmod(standard_fen * percent, _WHOLE)
    up = {
        Rounding.DOWN: False,
        Rounding.HALF_UP: 2 * rest >= _WHOLE,
        Rounding.HALF_EVEN: 2 * rest > _WHOLE or (2 * rest == _WHOLE and whole % 2 == 1),
    }
    return whole + up[rounding]


def attended_enough(done: int, required: int, policy: Policy) -> bool:
    """Whether the hours reach the share that the policy asks for."""
    return done * _WHOLE >= required * policy.attendance_percent


@dataclass(frozen=True, slots=True)
class Subject:
    """What a person is subsidised for once: an occupation at a level. A project without one stands for itself [I]."""

    occupation: str
    skill_level: int


def subject_of(project: ProjectNo, occupation_code: str | None, skill_level: int | None) -> Subject:
    """What a subsidy for `project` is for."""
    return Subject(occupation_code or f"project:{project}", skill_level or 0)


class Hold(StrEnum):
    """Why money that is due cannot be sent yet."""

    NO_PAYEE_RULE = "no_payee_rule"
    """The pack does not say who is paid for this type of project."""
    NO_EMPLOYER = "no_employer"
    """The enterprise is paid, and the person has none."""
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True, slots=True)
class Account:
    """A payee: an id of the centre's, the name and the number of the bank account ("" without one)."""

    id: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could be paid for one voucher."""

    trainee: Account
    institution: Account
    employer: Account | None


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid; `hold` says why not yet."""

    kind: PayeeKind | None
    account: Account | None
    hold: Hold | None


def payee_of(project_type: ProjectType, candidates: Candidates, rules: RegionRules) -> Payee:
    """收款对象 by the pack: the person by the account tied to the card, the institution, or the employer."""
    kind = rules.payees.get(project_type)
    if kind is None:
        return Payee(None, None, Hold.NO_PAYEE_RULE)
    account = {
        PayeeKind.TRAINEE: candidates.trainee,
        PayeeKind.INSTITUTION: candidates.institution,
        PayeeKind.ENTERPRISE: candidates.employer,
    }[kind]
    if account is None:
        return Payee(kind, None, Hold.NO_EMPLOYER)
    return Payee(kind, account, None if account.number else Hold.NO_ACCOUNT)


def _is_met(condition: Condition, case: Case, policy: Policy, amount_fen: int) -> bool:
    met = {
        Condition.CLASS_REPORTED_IN_TIME: case.reported_in_time,
        Condition.TRAINEE_REGISTERED: case.registered_in_time,
        Condition.CLASS_NOT_CANCELLED: not case.class_cancelled,
        Condition.HOURS_ATTENDED: attended_enough(case.hours_done, case.hours_required, policy),
        Condition.ASSESSMENT_PASSED: case.passed,
        Condition.CERTIFICATE_ISSUED: case.certificate_no is not None,
        Condition.NOT_SUBSIDISED_BEFORE: not case.subsidised_before,
        Condition.STANDARD_KNOWN: amount_fen > 0,
    }
    return met[condition]
