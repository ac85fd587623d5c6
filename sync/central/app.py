"""The centre as an ASGI application."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from sync.central.api import (
    assessments,
    attendance,
    campaigns,
    changes,
    classes,
    conflicts,
    courses,
    devices,
    facts,
    health,
    holder,
    holder_campaigns,
    institutions,
    jobs,
    metrics,
    opening_reports,
    payments,
    people,
    policy,
    projects,
    record,
    resolutions,
    settlement,
    sign_ins,
    snapshots,
    vouchers,
)
from sync.central.centre import Centre
from sync.central.door.count_record import count_record
from sync.central.door.counts import Counts
from sync.central.door.description import described
from sync.central.door.front_door import FrontDoor
from sync.central.door.limits import Limits
from sync.central.door.problem_answers import answer_problems

RESOURCES = (
    health,
    metrics,
    devices,
    facts,
    changes,
    snapshots,
    resolutions,
    holder,
    sign_ins,
    policy,
    projects,
    people,
    campaigns,
    holder_campaigns,
    assessments,
    settlement,
    payments,
    vouchers,
    institutions,
    courses,
    classes,
    opening_reports,
    attendance,
    conflicts,
    record,
    jobs,
)
TAGS = {
    "health": "Whether the centre answers, and what it counts",
    "devices": "PCs join their sites",
    "facts": "What happened at a desk, record by record, and the centre's receipts",
    "changes": "What a site's desks need to know, in commit order",
    "snapshots": "All that a site's desks need to know, at once",
    "resolutions": "Codes that only their issuer can read",
    "holder": "What a holder's phone asks for",
    "projects": "Occupations and projects",
    "people": "Whom the scheme knows",
    "campaigns": "What is on offer, for whom, how often: opened, reported for, generated, closed",
    "policy": "What differs by region or year: signed, versioned rules",
    "assessments": "Results of a class and certificates",
    "settlement": "The check before payment, and the expiry run",
    "payments": "Batches to the bank and its results",
    "vouchers": "A voucher's history, and its revocation",
    "institutions": "Who trains and where: institutions, sites, rooms, staff, teachers; suspension",
    "courses": "The catalogue, and signing up",
    "classes": "Classes and sessions: planned, changed, cancelled, closed",
    "opening-reports": "The opening report of a class and the registration of its trainees",
    "attendance": "Who was there, corrections and leave",
    "conflicts": "One voucher wanted twice, and what else people have to settle",
    "record": "A holder's record for life, and evaluations",
    "jobs": "Job posts by occupation",
}


class Application(FastAPI):
    """FastAPI with the description that `described` completes."""

    def openapi(self) -> dict[str, Any]:
        """OpenAPI 3.1, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = described(self, ({"name": name, "description": TAGS[name]} for name in TAGS))
        return self.openapi_schema


def describe() -> FastAPI:
    """The routes and their description, without a centre behind them and without the layer that signs."""
    app = Application(
        title="Voucher Desk reference centre",
        version="1",
        docs_url=None,  # the page would load scripts from elsewhere
        redoc_url=None,
        generate_unique_id_function=_operation_id,
    )
    answer_problems(app)
    for resource in RESOURCES:
        app.include_router(resource.router)
    return app


def make_app(centre: Centre, limits: Limits | None = None) -> FrontDoor:
    """What a server runs."""
    app = describe()
    counts = Counts()
    counts.show_record(lambda: count_record(centre))
    app.state.centre, app.state.counts = centre, counts
    return FrontDoor(app, centre, counts, limits or Limits())


def _operation_id(route: APIRoute) -> str:
    """`holder-claim`: the resource and the verb."""
    return "-".join((str(route.tags[0]) if route.tags else "centre", route.name)).replace("_", "-")
