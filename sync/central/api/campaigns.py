"""Campaigns: officers open and close them, institutions report people, vouchers are generated."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection

from sync.central.acting.act import act_of
from sync.central.api.bodies.campaigns import (
    CampaignBody,
    CampaignsBody,
    GeneratedBody,
    GivenCampaign,
    LeftOutBody,
    OfferedBody,
)
from sync.central.api.bodies.given import Id
from sync.central.api.bodies.people import PeopleToReport, ReportedPeople
from sync.central.askers.identity import Principal
from sync.central.door.authenticate import ClassManager, Officer, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.issuing.campaigns import (
    CAMPAIGN_AND_PROJECT,
    CampaignState,
    find_campaign,
    institutions_of,
    open_to_institution,
    people_listed,
    vouchers_given,
)
from sync.central.issuing.create_campaign import close_campaign, create_campaign
from sync.central.issuing.generate_vouchers import generate_vouchers
from sync.central.issuing.report_people import report_people
from sync.central.move_voucher import Occasion
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import campaigns

router = APIRouter(tags=["campaigns"])
_MAX_BYTES = 512 * 1024
_PAGE = 50
CampaignPath = Annotated[Id, Path(description="A campaign", examples=["C-2026-welders"])]
After = Annotated[Id | None, Query(description="Where the page before ended")]
_UNKNOWN = problems(ProblemKind.CAMPAIGN_UNKNOWN)


@router.put(
    "/v1/campaigns/{campaign}",
    summary="Open a campaign",
    responses=problems(ProblemKind.ID_TAKEN, ProblemKind.REFERENCE_UNKNOWN, ProblemKind.CAMPAIGN_NOT_OPEN),
    max_body_size=_MAX_BYTES,
)
def put_campaign(campaign: CampaignPath, given: GivenCampaign, centre: TheCentre, officer: Officer) -> CampaignBody:
    """The same again changes nothing; something else under the same id is refused: vouchers rest on it."""
    with writing(centre.store) as connection:
        create_campaign(connection, given.to_new(campaign), act_of(centre, connection, officer))
        return _shown(connection, find_campaign(connection, campaign), officer)


@router.get("/v1/campaigns", summary="Campaigns")
def list_campaigns(
    centre: TheCentre, asker: StaffOrOfficer, state: CampaignState | None = None, after: After = None
) -> CampaignsBody:
    """By id, a page at a time; staff see those whose vouchers may be used at their institution."""
    wanted = CAMPAIGN_AND_PROJECT.order_by(campaigns.c.id).limit(_PAGE + 1)
    if state is not None:
        wanted = wanted.where(campaigns.c.state == state)
    if after is not None:
        wanted = wanted.where(campaigns.c.id > after)
    if asker.institution is not None:
        wanted = wanted.where(open_to_institution(asker.institution))
    with reading(centre.store) as connection:
        rows = connection.execute(wanted).all()
        page = [_shown(connection, row, asker) for row in rows[:_PAGE]]
    return CampaignsBody(campaigns=page, next=page[-1].id if len(rows) > _PAGE else None)


@router.get("/v1/campaigns/{campaign}", summary="A campaign", responses=_UNKNOWN)
def show_campaign(campaign: CampaignPath, centre: TheCentre, asker: StaffOrOfficer) -> CampaignBody:
    """What is on offer, and how many vouchers have come of it."""
    with reading(centre.store) as connection:
        return _shown(connection, _visible(connection, campaign, asker), asker)


@router.post("/v1/campaigns/{campaign}/closure", summary="Close a campaign", responses=_UNKNOWN)
def close(campaign: CampaignPath, centre: TheCentre, officer: Officer) -> CampaignBody:
    """It gives out no more vouchers; those given stay good."""
    with writing(centre.store) as connection:
        close_campaign(connection, campaign)
        return _shown(connection, find_campaign(connection, campaign), officer)


@router.post(
    "/v1/campaigns/{campaign}/people",
    summary="Report people for a directed campaign",
    responses=problems(
        ProblemKind.CAMPAIGN_UNKNOWN,
        ProblemKind.CAMPAIGN_NOT_OPEN,
        ProblemKind.PERSON_REFUSED,
        ProblemKind.FUNCTION_CLOSED,
        ProblemKind.INSTITUTION_SUSPENDED,
    ),
    max_body_size=_MAX_BYTES,
)
def report(campaign: CampaignPath, given: PeopleToReport, centre: TheCentre, manager: ClassManager) -> ReportedPeople:
    """All of them or none; who is listed already stays. Nothing that is known about a person is changed or told by it.

    Only a number that is known under another name is refused, as the name would be everywhere.
    """
    with writing(centre.store) as connection:
        people = [person.to_data() for person in given.people]
        report_people(connection, campaign, people, act_of(centre, connection, manager))
    return ReportedPeople(listed=len(people))


@router.post(
    "/v1/campaigns/{campaign}/vouchers",
    summary="Generate the vouchers of a directed campaign",
    responses=problems(ProblemKind.CAMPAIGN_UNKNOWN, ProblemKind.CAMPAIGN_NOT_OPEN),
)
def generate(campaign: CampaignPath, centre: TheCentre, officer: Officer) -> GeneratedBody:
    """For everybody on the list who fits and has none yet; again gives nothing twice."""
    with reading(centre.store) as connection:
        lists = centre.lists(connection)
    occasion = Occasion(officer.actor, centre.now(), lists.policy.version)
    done = generate_vouchers(centre.store, campaign, lists, occasion)
    left_out = [
        LeftOutBody(trainee=one.trainee, refusal=one.refusal, unmet=[dict(clause) for clause in one.unmet])
        for one in done.left_out
    ]
    return GeneratedBody(generated=done.vouchers, left_out=left_out)


def offered(row: Any) -> OfferedBody:
    """What a row of CAMPAIGN_AND_PROJECT offers."""
    return OfferedBody(
        **{name: getattr(row, name) for name in OfferedBody.model_fields if name != "project"},
        project=row.project or None,
    )


def _visible(connection: Connection, campaign: str, asker: Principal) -> Any:
    row = find_campaign(connection, campaign)
    if asker.institution is not None and asker.institution not in (
        institutions_of(connection, campaign) or [asker.institution]
    ):
        raise Problem(ProblemKind.CAMPAIGN_UNKNOWN)
    return row


def _shown(connection: Connection, row: Any, asker: Principal) -> CampaignBody:
    return CampaignBody(
        **offered(row).model_dump(),
        state=row.state,
        fund_source=row.fund_source or None,
        quantity=row.quantity,
        eligible=row.eligible,
        institutions=institutions_of(connection, row.id),
        people_listed=people_listed(connection, row.id, asker.institution),
        vouchers_given=vouchers_given(connection, row.id),
        created_at=row.created_at,
        policy_version=row.policy_version,
    )
