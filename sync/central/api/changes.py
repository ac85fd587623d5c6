"""What changed since a desk last asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from sync.central.api.bodies.wire import PageBody
from sync.central.door.authenticate import AnyDevice, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.news import feed
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.protocol.changes import START

DEFAULT_PAGE = 500
router = APIRouter(tags=["changes"])
_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_REVOKED,
    ProblemKind.SCOPE_FORBIDDEN,
)


@router.get("/v1/changes", summary="A page of the change feed", response_model=PageBody, responses=_REFUSED)
def read_changes(
    device: AnyDevice,
    centre: TheCentre,
    scope: Annotated[str, Query(max_length=200, description="site:ID, the device's own site")],
    cursor: Annotated[str, Query(max_length=200, description="Opaque; empty at first")] = START,
    limit: Annotated[int, Query(ge=1, le=feed.MAX_PAGE)] = DEFAULT_PAGE,
) -> JSONResponse:
    """In commit order; a thing that changes again moves to the end. The signed lists are part of every site's feed."""
    if scope != feed.site_scope(device.site):
        raise Problem(ProblemKind.SCOPE_FORBIDDEN)
    with reading(centre.store) as connection:
        page = feed.read_page(connection, scope, cursor, limit)
    return JSONResponse(page.to_map())
