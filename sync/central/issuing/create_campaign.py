"""An officer opens a campaign, and closes it. What was opened stays as it is: vouchers rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.central.acting.act import Act
from sync.central.issuing.campaigns import EVERYONE, CampaignState, find_campaign, institutions_of, today_at_the_sites
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import (
    campaign_institutions,
    campaign_people,
    campaigns,
    institutions,
    projects,
    trainees,
)
from sync.domain.ids import ProjectNo
from sync.domain.region_rules import FundSource
from sync.domain.vouchers import IssueMode, ValueMode, VoucherKind


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What is to be opened. `project` 0 and no fund for sign-in-only vouchers.

    `eligible`: a rule of the policy pack; None: those on the campaign's own list, which are `people` (trainees' ids),
    or for a directed campaign those whom institutions report. `institutions`: where it may be used; empty: everywhere.
    """

    id: str
    name: str
    kind: VoucherKind
    value_mode: ValueMode
    issue_mode: IssueMode
    project: ProjectNo
    fund_source: FundSource | None
    quantity: int
    eligible: str | None
    valid_from: date
    valid_until: date
    institutions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def to_row(self) -> dict[str, Any]:
        """The columns that an officer decides."""
        return {
            "name": self.name,
            "kind": self.kind,
            "value_mode": self.value_mode,
            "issue_mode": self.issue_mode,
            "project": self.project,
            "fund_source": self.fund_source or "",
            "quantity": self.quantity,
            "eligible": self.eligible,
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
        }


def create_campaign(connection: Connection, wanted: NewCampaign, act: Act) -> None:
    """Open it; the same again changes nothing. Raises Problem when it differs, names what is not, or is past."""
    lock_named(connection, f"campaign:{wanted.id}")
    held = connection.execute(select(campaigns).where(campaigns.c.id == wanted.id)).one_or_none()
    if held is not None:
        _check_same(connection, held, wanted)
        return
    _check_references(connection, wanted, act)
    if wanted.valid_until < today_at_the_sites(act.now, act.policy):
        raise Problem(ProblemKind.CAMPAIGN_NOT_OPEN, "its vouchers would have expired already")
    opened = {"state": CampaignState.OPEN, "created_at": act.now, "created_by": act.asker.actor}
    row = wanted.to_row() | opened | {"policy_version": act.policy.version}
    connection.execute(insert(campaigns).values(id=wanted.id, **row))
    places = [{"campaign": wanted.id, "institution": one} for one in sorted(set(wanted.institutions))]
    people = [{"campaign": wanted.id, "trainee": one, "at": act.now} for one in sorted(set(wanted.people))]
    if places:
        connection.execute(insert(campaign_institutions), places)
    if people:
        connection.execute(insert(campaign_people), people)


def close_campaign(connection: Connection, campaign: str) -> None:
    """It gives out no more vouchers; those given stay good. Raises Problem when there is none."""
    lock_named(connection, f"campaign:{campaign}")
    find_campaign(connection, campaign)
    connection.execute(update(campaigns).where(campaigns.c.id == campaign).values(state=CampaignState.CLOSED))


def _check_same(connection: Connection, held: Any, wanted: NewCampaign) -> None:
    row = wanted.to_row()
    by_officer = campaign_people.c.reported_by.is_(None) & (campaign_people.c.campaign == wanted.id)
    people = set(connection.scalars(select(campaign_people.c.trainee).where(by_officer)))
    same = (
        {name: getattr(held, name) for name in row} == row
        and set(institutions_of(connection, wanted.id)) == set(wanted.institutions)
        and people == set(wanted.people)
    )
    if not same:
        raise Problem(ProblemKind.ID_TAKEN)


def _check_references(connection: Connection, wanted: NewCampaign, act: Act) -> None:
    missing = []
    if wanted.project and connection.scalar(select(projects.c.no).where(projects.c.no == wanted.project)) is None:
        missing.append("project")
    if wanted.eligible not in (None, EVERYONE) and wanted.eligible not in act.rules.eligible:
        missing.append("eligible")
    if _unknown(connection, institutions.c.id, wanted.institutions):
        missing.append("institutions")
    if _unknown(connection, trainees.c.id, wanted.people):
        missing.append("people")
    if missing:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, ", ".join(missing))


def _unknown(connection: Connection, column: Any, named: tuple[str, ...]) -> bool:
    return bool(named) and len(set(connection.scalars(select(column).where(column.in_(set(named)))))) != len(set(named))
