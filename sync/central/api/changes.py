"""What changed since a desk last asked, and whether it holds what the centre tells."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import Response

from sync.central.api.bodies.wire import DigestBody, PageBody
from sync.central.askers.devices import Device
from sync.central.askers.live_devices import count_live_devices
from sync.central.centre import Centre
from sync.central.door.authenticate import AnyDevice, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.news import feed
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.protocol.changes import JSON_LINES, LONGEST_CURSOR, START
from sync.protocol.requests import CONTRACT, CONTRACT_HEADER

DEFAULT_PAGE = 500
MOST = 1000
"""Contracts are counted."""
router = APIRouter(tags=["changes"])
REFUSED = (
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_REVOKED,
    ProblemKind.SCOPE_FORBIDDEN,
    ProblemKind.CONTRACT_TOO_OLD,
)
Contract = Annotated[int, Header(alias=CONTRACT_HEADER, ge=1, le=MOST, description="What the device's program speaks")]
Scope = Annotated[str, Query(max_length=200, description="site:ID, the device's own site")]
Cursor = Annotated[str, Query(max_length=LONGEST_CURSOR, description="Opaque; empty at first")]


@router.get(
    "/v1/changes",
    summary="A page of the change feed",
    response_model=PageBody,
    responses={200: {"content": {JSON_LINES: {}}}, **problems(*REFUSED, ProblemKind.CURSOR_GONE)},
)
def read_changes(
    device: AnyDevice,
    centre: TheCentre,
    scope: Scope,
    cursor: Cursor = START,
    limit: Annotated[int, Query(ge=1, le=feed.MAX_PAGE)] = DEFAULT_PAGE,
    *,
    contract: Contract = CONTRACT,
    accept: Annotated[str, Header(max_length=200)] = "*/*",
) -> Response:
    """In commit order; a thing that changes again moves to the end. The signed lists are part of every site's feed.

    `again_in`: after how many seconds to ask again once there is no more. A cursor from before tombstones were cleared
    away is gone: a snapshot takes its place, and the feed goes on behind it.
    """
    check_may_read(centre, device, scope, contract)
    terms = centre.terms
    with reading(centre.store) as connection:
        alone = count_live_devices(connection, device.site, centre.now()) <= 1
        again_in = (terms.again_in if alone else terms.again_in_among_several).total_seconds()
        if JSON_LINES in accept:
            lines = feed.page_lines(connection, scope, cursor, limit, again_in)
            return Response(lines, media_type=JSON_LINES)
        text = feed.page_text(connection, scope, cursor, limit, again_in)
    return Response(text, media_type="application/json")


@router.get(
    "/v1/digest",
    summary="What the digest of a scope should be",
    responses=problems(*REFUSED, ProblemKind.CURSOR_GONE),
)
def read_digest(
    device: AnyDevice, centre: TheCentre, scope: Scope, cursor: Cursor = START, *, contract: Contract = CONTRACT
) -> DigestBody:
    """Of all that a desk holds which has read the feed up to `cursor`; null while there is news behind it.

    The sum modulo 2^256 of the SHA-256 of each thing's `[kind, key, body]` in canonical JSON (RFC 8785).
    """
    check_may_read(centre, device, scope, contract)
    with reading(centre.store) as connection:
        digest = feed.digest_at(connection, scope, cursor)
    return DigestBody(digest=None if digest is None else digest.hex())


def check_may_read(centre: Centre, device: Device, scope: str, contract: int) -> None:
    """Raises Problem for another site's scope, and for a program too old for this centre's news."""
    if scope != feed.site_scope(device.site):
        raise Problem(ProblemKind.SCOPE_FORBIDDEN)
    if contract < centre.terms.oldest_contract:
        raise Problem(ProblemKind.CONTRACT_TOO_OLD)
