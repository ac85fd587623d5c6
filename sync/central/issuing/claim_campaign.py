"""领取 of 通用券: the holder asks a campaign for a voucher, and gets one, or each reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sync.central.acting.act import Act
from sync.central.issuing.campaigns import CAMPAIGN_AND_PROJECT, CampaignState, find_campaign, today_at_the_sites
from sync.central.issuing.judge_claim import Judgement, judge_claim
from sync.central.issuing.new_voucher import ISSUED_AND_CLAIMED, NewVoucher, begin_voucher
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import campaigns, trainees, vouchers
from sync.domain.ids import ProjectNo, TraineeId, VoucherNo
from sync.domain.vouchers import IssueMode, VoucherKind


def claim_campaign(connection: Connection, campaign_id: str, act: Act) -> VoucherNo:
    """The asker's voucher of the campaign: a new one, or the one had already. Raises Problem with what is unmet.

    The quantity is kept by the campaign's lock, "once for an occupation and level" by the person's.
    """
    trainee = act.asker.id
    lock_named(connection, f"campaign:{campaign_id}", f"person:{trainee}")
    campaign = find_campaign(connection, campaign_id)
    if campaign.issue_mode != IssueMode.OPEN:
        raise Problem(ProblemKind.CAMPAIGN_UNKNOWN)
    held = voucher_of(connection, campaign_id, trainee)
    if held is not None:
        return held
    person = connection.execute(select(trainees).where(trainees.c.id == trainee)).one()
    judgement = judge_claim(connection, campaign, person, act.rules, today_at_the_sites(act.now, act.policy))
    judgement.check()
    return begin_voucher(
        connection, voucher_for(campaign, trainee, judgement.ratio_percent), ISSUED_AND_CLAIMED, act.occasion
    )


def voucher_of(connection: Connection, campaign: str, trainee: str) -> VoucherNo | None:
    """The person's voucher of the campaign, in whatever state."""
    own = select(vouchers.c.no).where(vouchers.c.campaign == campaign, vouchers.c.trainee == trainee)
    number = connection.scalar(own)
    return None if number is None else VoucherNo(number)


def voucher_for(campaign: Any, trainee: str, ratio_percent: int) -> NewVoucher:
    """What a voucher of `campaign` is for one person."""
    return NewVoucher(
        TraineeId(trainee),
        VoucherKind(campaign.kind),
        ProjectNo(campaign.project),
        ratio_percent,
        campaign.valid_from,
        campaign.valid_until,
        campaign.id,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of CAMPAIGN_AND_PROJECT as one holder sees it: the voucher had of it, or whether to get one."""

    campaign: Any
    voucher_no: VoucherNo | None
    judgement: Judgement


def list_offers(connection: Connection, act: Act) -> list[Offer]:
    """Every open campaign that holders claim from, the oldest first."""
    today = today_at_the_sites(act.now, act.policy)
    open_ones = CAMPAIGN_AND_PROJECT.where(
        campaigns.c.state == CampaignState.OPEN,
        campaigns.c.issue_mode == IssueMode.OPEN,
        campaigns.c.valid_until >= today,
    ).order_by(campaigns.c.created_at, campaigns.c.id)
    person = connection.execute(select(trainees).where(trainees.c.id == act.asker.id)).one()
    return [
        Offer(
            campaign,
            voucher_of(connection, campaign.id, person.id),
            judge_claim(connection, campaign, person, act.rules, today),
        )
        for campaign in connection.execute(open_ones).all()
    ]
