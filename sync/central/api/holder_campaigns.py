"""What a holder may claim, and the claim."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from sync.central.acting.act import act_of
from sync.central.api.bodies.campaigns import OfferBody, OffersBody
from sync.central.api.bodies.given import Id
from sync.central.api.bodies.wire import HolderVoucher
from sync.central.api.campaigns import offered
from sync.central.api.holder import own_voucher, shown
from sync.central.door.authenticate import TheCentre, TheHolder
from sync.central.door.problem_answers import problems
from sync.central.issuing.claim_campaign import Offer, claim_campaign, list_offers
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing

router = APIRouter(tags=["holder"])
CampaignPath = Annotated[Id, Path(description="A campaign", examples=["C-2026-welders"])]


@router.get("/v1/holder/campaigns", summary="What I may claim")
def list_campaigns(centre: TheCentre, holder: TheHolder) -> OffersBody:
    """Every open campaign, whether the holder fits, and each clause that fails."""
    with reading(centre.store) as connection:
        offers = list_offers(connection, act_of(centre, connection, holder))
    return OffersBody(campaigns=[_offer(offer) for offer in offers])


@router.post(
    "/v1/holder/campaigns/{campaign}/claim",
    summary="Claim a voucher",
    responses=problems(
        ProblemKind.CAMPAIGN_UNKNOWN,
        ProblemKind.CAMPAIGN_NOT_OPEN,
        ProblemKind.NOT_ELIGIBLE,
        ProblemKind.SUBSIDISED_BEFORE,
        ProblemKind.CAMPAIGN_EXHAUSTED,
    ),
)
def claim_from_campaign(campaign: CampaignPath, centre: TheCentre, holder: TheHolder) -> HolderVoucher:
    """One voucher a person: the same again gets the same one. A refusal's `unmet` names each clause that fails."""
    with writing(centre.store) as connection:
        number = claim_campaign(connection, campaign, act_of(centre, connection, holder))
        return shown(own_voucher(connection, holder, number))


def _offer(offer: Offer) -> OfferBody:
    judged = offer.judgement
    claimable = offer.voucher_no is None and judged.refusal is None
    return OfferBody(
        **offered(offer.campaign).model_dump(),
        voucher_no=offer.voucher_no,
        claimable=claimable,
        refusal=judged.refusal if offer.voucher_no is None else None,
        unmet=[dict(clause) for clause in judged.unmet] if offer.voucher_no is None else [],
    )
