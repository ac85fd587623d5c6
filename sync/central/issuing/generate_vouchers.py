"""定向券: generate vouchers for the people on a directed campaign's list, in slices; again and again gives the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, select

from sync.central.issuing.campaigns import find_campaign, today_at_the_sites
from sync.central.issuing.claim_campaign import voucher_for, voucher_of
from sync.central.issuing.judge_claim import judge_claim
from sync.central.issuing.new_voucher import ISSUED_AND_CLAIMED, begin_voucher
from sync.central.move_voucher import Occasion
from sync.central.news.documents import ListsInForce
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import campaign_people, trainees, vouchers
from sync.domain.ids import TraineeId
from sync.domain.region_rules import RegionRules
from sync.domain.vouchers import IssueMode

SLICE = 100
"""People in one transaction: a run that ends in the middle keeps what it has done, and the next one goes on."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody on the list who got no voucher, and why."""

    trainee: TraineeId
    refusal: ProblemKind
    unmet: tuple[Mapping[str, object], ...]


@dataclass(slots=True)
class Generated:
    """What a run came to; people who had their voucher before are not counted."""

    vouchers: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


def generate_vouchers(store: Engine, campaign_id: str, lists: ListsInForce, occasion: Occasion) -> Generated:
    """A voucher for everybody on the list who fits and has none yet, in the order of the list. Raises Problem."""
    with reading(store) as connection:
        if find_campaign(connection, campaign_id).issue_mode != IssueMode.DIRECTED:
            raise Problem(ProblemKind.CAMPAIGN_NOT_OPEN, "holders claim from it themselves")
        waiting = _waiting(connection, campaign_id)
    generation = _Generation(lists.rules, today_at_the_sites(occasion.at, lists.policy), occasion)
    for start in range(0, len(waiting), SLICE):
        with writing(store) as connection:
            part = waiting[start : start + SLICE]
            lock_named(connection, f"campaign:{campaign_id}", *(f"person:{trainee}" for trainee in part))
            campaign = find_campaign(connection, campaign_id)
            for trainee in part:
                generation.generate(connection, campaign, trainee)
    return generation.done


@dataclass(frozen=True, slots=True)
class _Generation:
    rules: RegionRules
    today: date
    occasion: Occasion
    done: Generated = field(default_factory=Generated)

    def generate(self, connection: Connection, campaign: Any, trainee: str) -> None:
        if voucher_of(connection, campaign.id, trainee) is not None:
            return  # another run was here since the list was read
        person = connection.execute(select(trainees).where(trainees.c.id == trainee)).one()
        judgement = judge_claim(connection, campaign, person, self.rules, self.today)
        if judgement.refusal is not None:
            self.done.left_out.append(LeftOut(TraineeId(trainee), judgement.refusal, judgement.unmet))
            return
        new = voucher_for(campaign, trainee, judgement.ratio_percent)
        begin_voucher(connection, new, ISSUED_AND_CLAIMED, self.occasion)
        self.done.vouchers += 1


def _waiting(connection: Connection, campaign_id: str) -> list[str]:
    listed = campaign_people.c
    has_one = select(vouchers.c.no).where(vouchers.c.campaign == campaign_id, vouchers.c.trainee == listed.trainee)
    waiting = select(listed.trainee).where(listed.campaign == campaign_id, ~has_one.exists())
    return list(connection.scalars(waiting.order_by(listed.at, listed.trainee)))
