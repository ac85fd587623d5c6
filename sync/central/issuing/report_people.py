"""定向券: an institution reports the people for whom a directed campaign's vouchers shall be generated."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from sync.central.acting.act import Act
from sync.central.acting.functions import is_open_to
from sync.central.issuing.campaigns import find_campaign, gives_vouchers, institutions_of, today_at_the_sites
from sync.central.issuing.put_person import PersonalData, find_or_enter
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import campaign_people, institutions
from sync.domain.region_rules import Function
from sync.domain.vouchers import IssueMode


def report_people(connection: Connection, campaign_id: str, people: Sequence[PersonalData], act: Act) -> None:
    """Put `people` on the campaign's list, all or none; who stands there already stays.

    Raises Problem: not this institution's to report, not a directed campaign, closed, or a person's data refused.
    """
    lock_named(connection, f"campaign:{campaign_id}")
    _check_institution(connection, campaign_id, act)
    ids = [one.trainee for one in find_or_enter(connection, people)]
    listed = campaign_people.c
    listed_before = select(listed.trainee).where(listed.campaign == campaign_id, listed.trainee.in_(ids))
    there = set(connection.scalars(listed_before))
    rows = [
        {"campaign": campaign_id, "trainee": trainee, "reported_by": act.asker.institution, "at": act.now}
        for trainee in ids
        if trainee not in there
    ]
    if rows:
        connection.execute(insert(campaign_people), rows)


def _check_institution(connection: Connection, campaign_id: str, act: Act) -> None:
    campaign = find_campaign(connection, campaign_id)
    mine = str(act.asker.institution)
    if mine not in (institutions_of(connection, campaign_id) or [mine]):
        raise Problem(ProblemKind.CAMPAIGN_UNKNOWN)
    institution = connection.execute(select(institutions).where(institutions.c.id == mine)).one()
    if institution.suspended:
        raise Problem(ProblemKind.INSTITUTION_SUSPENDED)
    if not is_open_to(institution.kind, Function.ISSUE, act.rules):
        raise Problem(ProblemKind.FUNCTION_CLOSED)
    today = today_at_the_sites(act.now, act.policy)
    if campaign.issue_mode != IssueMode.DIRECTED or not gives_vouchers(campaign, today):
        raise Problem(ProblemKind.CAMPAIGN_NOT_OPEN)
