"""What a region's scheme decides beyond single figures: who is eligible, how much, who is paid, what each kind may do.

Together with the figures of `sync.domain.policy` it makes one policy pack. [S] a source says it, [I] our inference,
[U] unknown, an assumption: `sources` carries the mark and the words for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sync.domain.eligibility import Predicate


class InstitutionKind(StrEnum):
    """社会培训机构, 职业院校, 高技能人才培养基地, 企业 (FAQ item 4)."""

    SOCIAL_TRAINING = "social_training"
    VOCATIONAL_SCHOOL = "vocational_school"
    HIGH_SKILL_BASE = "high_skill_base"
    ENTERPRISE = "enterprise"


class Function(StrEnum):
    """What the scheme opens to a kind of institution (FAQ item 4)."""

    ISSUE = "issue"
    """Vouchers are issued to its people."""
    VERIFY = "verify"
    """It reads vouchers and enrols by them."""
    SIGN_IN = "sign_in"
    """Its trainees sign in by voucher."""


class ProjectType(StrEnum):
    """The four projects of FAQ item 3."""

    SOCIAL_TRAINING = "social_training"  # 社会化职业技能培训
    ENTERPRISE_TRAINING = "enterprise_training"  # 企业职工职业技能培训
    SKILL_UPGRADE = "skill_upgrade"  # 职业技能提升补贴
    APPRENTICESHIP = "apprenticeship"  # 企业新型学徒制


class FundSource(StrEnum):
    """Where a campaign's money comes from."""

    EMPLOYMENT_FUND = "employment_fund"  # 就业补助资金
    UNEMPLOYMENT_INSURANCE = "unemployment_insurance"  # 失业保险基金
    EDUCATION_LEVY = "education_levy"  # 地方教育附加


class PayeeKind(StrEnum):
    """收款对象 (FAQ item 8)."""

    TRAINEE = "trainee"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"


class Rounding(StrEnum):
    """How a share of a fen is rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class Condition(StrEnum):
    """What the check before payment may ask (核验); the pack says which of them it does."""

    CLASS_REPORTED_IN_TIME = "class_reported_in_time"
    TRAINEE_REGISTERED = "trainee_registered"
    CLASS_NOT_CANCELLED = "class_not_cancelled"
    HOURS_ATTENDED = "hours_attended"
    ASSESSMENT_PASSED = "assessment_passed"
    CERTIFICATE_ISSUED = "certificate_issued"
    NOT_SUBSIDISED_BEFORE = "not_subsidised_before"
    STANDARD_KNOWN = "standard_known"


@dataclass(frozen=True, slots=True)
class Standard:
    """补贴标准: for a project type and level, or for one project; the latter wins. Fen."""

    amount_fen: int
    project_type: ProjectType | None = None
    skill_level: int | None = None
    project: int | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """补贴比例: for whom (a predicate), how much of the standard, in percent. The first that fits counts."""

    name: str
    who: Predicate
    percent: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: mark S, I or U, and the words."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class RegionRules:
    """One region's rules. Empty ones hold before the centre has a pack: nobody is eligible, nothing paid."""

    region: str = ""
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    """Weekends worked in exchange for a holiday (调休)."""
    standards: tuple[Standard, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    rounding: Rounding = Rounding.HALF_UP
    payees: Mapping[ProjectType, PayeeKind] = field(default_factory=dict)
    functions: Mapping[InstitutionKind, frozenset[Function]] = field(default_factory=dict)
    eligible: Mapping[str, Predicate] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def standard_for(self, project: int, project_type: ProjectType, skill_level: int | None) -> int | None:
        """The standard of a project in fen, or None when the pack knows none."""
        own = [standard.amount_fen for standard in self.standards if standard.project == project]
        of_its_kind = [
            standard.amount_fen
            for standard in self.standards
            if standard.project is None
            and standard.project_type in (None, project_type)
            and standard.skill_level in (None, skill_level)
        ]
        return next(iter(own + of_its_kind), None)

    def allows(self, kind: InstitutionKind, function: Function) -> bool:
        """Whether the scheme opens `function` to institutions of that kind."""
        return function in self.functions.get(kind, frozenset())
