"""发放批次: what is on offer, to whom, how often, until when; one row joins a campaign with its project."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import (
    campaign_institutions,
    campaign_people,
    campaigns,
    occupations,
    projects,
    sites,
    vouchers,
)
from sync.domain.policy import Policy

EVERYONE = "everyone"
"""A sign-in-only campaign may be for everyone; a rule of that name needs no place in the policy pack."""


class CampaignState(StrEnum):
    """Whether a campaign gives out vouchers."""

    OPEN = "open"
    CLOSED = "closed"


CAMPAIGN_AND_PROJECT: Select[Any] = (
    select(
        campaigns,
        projects.c.name.label("project_name"),
        projects.c.type.label("project_type"),
        projects.c.occupation_code,
        projects.c.occupation_edition,
        projects.c.skill_level,
        occupations.c.name.label("occupation_name"),
    )
    .outerjoin(projects, projects.c.no == campaigns.c.project)
    .outerjoin(
        occupations,
        (occupations.c.code == projects.c.occupation_code) & (occupations.c.edition == projects.c.occupation_edition),
    )
)


def find_campaign(connection: Connection, campaign: str) -> Any:
    """The campaign with its project. Raises Problem when there is none."""
    row = connection.execute(CAMPAIGN_AND_PROJECT.where(campaigns.c.id == campaign)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.CAMPAIGN_UNKNOWN)
    return row


def open_to_institution(institution: str) -> Any:
    """A condition: the campaign's vouchers may be used at `institution`."""
    mine = campaign_institutions.c
    limited = select(mine.campaign).where(mine.campaign == campaigns.c.id).exists()
    named = select(mine.campaign).where(mine.campaign == campaigns.c.id, mine.institution == institution).exists()
    return or_(~limited, named)


def closed_to_site(connection: Connection, of: Collection[str], site: str) -> set[str]:
    """Those of the campaigns `of` whose vouchers are for other institutions than the one `site` belongs to."""
    if not of:
        return set()
    named = campaign_institutions.c
    this_one = (sites.c.institution == named.institution) & (sites.c.id == site)
    limited = select(named.campaign).outerjoin(sites, this_one).where(named.campaign.in_(of))
    return set(connection.scalars(limited.group_by(named.campaign).having(func.count(sites.c.id) == 0)))


def vouchers_given(connection: Connection, campaign: str) -> int:
    """How many vouchers have come of the campaign; a void one is not given again."""
    given = select(func.count()).select_from(vouchers).where(vouchers.c.campaign == campaign)
    return connection.scalar(given) or 0


def people_listed(connection: Connection, campaign: str, institution: str | None = None) -> int:
    """How many people are on the campaign's list; of an `institution`, how many it has put there."""
    listed = select(func.count()).select_from(campaign_people).where(campaign_people.c.campaign == campaign)
    if institution is not None:
        listed = listed.where(campaign_people.c.reported_by == institution)
    return connection.scalar(listed) or 0


def institutions_of(connection: Connection, campaign: str) -> list[str]:
    """Where the vouchers may be used; empty: everywhere."""
    named = campaign_institutions.c
    return list(
        connection.scalars(select(named.institution).where(named.campaign == campaign).order_by(named.institution))
    )


def today_at_the_sites(now: datetime, policy: Policy) -> date:
    """The day by which validity counts."""
    return policy.day_of(now)


def gives_vouchers(campaign: Any, today: date) -> bool:
    """Whether it is open and its vouchers would still be good today."""
    return bool(campaign.state == CampaignState.OPEN and today <= campaign.valid_until)
