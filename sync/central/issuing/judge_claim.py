"""May this person have a voucher of that campaign? If not, why: each clause that fails, never the person's own data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sync.central.issuing.campaigns import EVERYONE, gives_vouchers, vouchers_given
from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import campaign_people, projects, subsidised, vouchers
from sync.domain.eligibility import Applicant, Unmet
from sync.domain.identity_documents import DocumentKind, birth_in, sex_in
from sync.domain.ids import ProjectNo
from sync.domain.region_rules import RegionRules
from sync.domain.subsidy import subject_of
from sync.domain.vouchers import IssueMode, VoucherKind, VoucherState

NOT_LISTED: Mapping[str, object] = {"code": "not_listed"}
NO_RATIO: Mapping[str, object] = {"code": "no_ratio"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """`refusal` None: a voucher with `ratio_percent` may be given. `unmet`: what the person does not fit."""

    refusal: ProblemKind | None
    ratio_percent: int = 0
    unmet: tuple[Mapping[str, object], ...] = ()

    def check(self) -> None:
        """Raises Problem when there is a refusal."""
        if self.refusal is not None:
            raise Problem(self.refusal, unmet=self.unmet)


def applicant_of(person: Any, day: date) -> Applicant:
    """What is known about the person of a row of `trainees`; what the document's number tells comes before the rest."""
    kind = DocumentKind(person.document_kind)
    sex = sex_in(kind, person.id_number)
    told = {} if sex is None else {"sex": sex.value}
    return Applicant(birth_in(kind, person.id_number), day, json.loads(person.attributes) | told)


def judge_claim(connection: Connection, campaign: Any, person: Any, rules: RegionRules, today: date) -> Judgement:
    """In the order in which refusals say most: the campaign, the person, what the person had before, the quantity.

    A person who has a voucher of the campaign is not asked about here. The caller holds the campaign's lock, and the
    person's, when a voucher is to follow.
    """
    if not gives_vouchers(campaign, today):
        return Judgement(ProblemKind.CAMPAIGN_NOT_OPEN)
    ratio, unmet = _terms(campaign, applicant_of(person, today), rules)
    if not _is_listed(connection, campaign, person.id):
        unmet = (NOT_LISTED, *unmet)
    if unmet:
        return Judgement(ProblemKind.NOT_ELIGIBLE, unmet=unmet)
    if campaign.kind == VoucherKind.SUBSIDY and had_before(connection, person.id, campaign):
        return Judgement(ProblemKind.SUBSIDISED_BEFORE)
    if vouchers_given(connection, campaign.id) >= campaign.quantity:
        return Judgement(ProblemKind.CAMPAIGN_EXHAUSTED)
    return Judgement(None, ratio)


def had_before(connection: Connection, trainee: str, campaign: Any) -> bool:
    """Whether the person was subsidised for the campaign's occupation and level, or holds a voucher that may be."""
    subject = subject_of(ProjectNo(campaign.project), campaign.occupation_code, campaign.skill_level)
    taken = select(subsidised.c.voucher_no).where(
        subsidised.c.trainee == trainee,
        subsidised.c.occupation == subject.occupation,
        subsidised.c.skill_level == subject.skill_level,
    )
    if connection.execute(taken).first() is not None:
        return True
    held = (
        select(projects.c.no, projects.c.occupation_code, projects.c.skill_level)
        .join(vouchers, vouchers.c.project == projects.c.no)
        .where(
            vouchers.c.trainee == trainee,
            vouchers.c.kind == VoucherKind.SUBSIDY,
            vouchers.c.state != VoucherState.VOID,
        )
    )
    return any(
        subject_of(ProjectNo(row.no), row.occupation_code, row.skill_level) == subject
        for row in connection.execute(held)
    )


def _terms(campaign: Any, applicant: Applicant, rules: RegionRules) -> tuple[int, tuple[Mapping[str, object], ...]]:
    """The ratio, and what the person does not fit."""
    unmet: tuple[Mapping[str, object], ...] = ()
    if campaign.eligible not in (None, EVERYONE):
        who = rules.eligible.get(campaign.eligible)
        if who is None:
            return 0, ({"code": "rule_gone"},)
        unmet = tuple(explain(clause) for clause in who.unmet(applicant))
    if campaign.kind != VoucherKind.SUBSIDY:
        return 0, unmet
    fitting = (ratio.percent for ratio in rules.ratios if not ratio.who.unmet(applicant))
    ratio = next(fitting, None)
    return (0, (*unmet, NO_RATIO)) if ratio is None else (ratio, unmet)


def explain(clause: Unmet) -> dict[str, object]:
    """A clause that fails, as it is told."""
    return {
        "code": clause.code,
        "attribute": clause.attribute,
        "wanted": list(clause.wanted),
        "negated": clause.negated,
        "unknown": clause.unknown,
    }


def _is_listed(connection: Connection, campaign: Any, trainee: str) -> bool:
    if campaign.eligible is not None and campaign.issue_mode != IssueMode.DIRECTED:
        return True
    listed = campaign_people.c
    row = select(listed.trainee).where(listed.campaign == campaign.id, listed.trainee == trainee)
    return connection.execute(row).first() is not None
