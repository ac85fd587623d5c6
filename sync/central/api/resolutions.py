"""Whose voucher is an opaque code?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from sync.central.api.bodies.wire import CodeToResolve, ResolutionBody
from sync.central.codes.resolutions import keep_resolutions
from sync.central.codes.resolver import CodeResolver, ResolverUnavailable
from sync.central.door.authenticate import AnyDevice, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.holders import claims_of, find_voucher
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoucherState
from sync.protocol.joining import Resolution

router = APIRouter(tags=["resolutions"])
_ASK_AGAIN_AFTER = timedelta(seconds=30)
_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_REVOKED,
    ProblemKind.RESOLVER_UNAVAILABLE,
)


@router.post(
    "/v1/resolutions",
    summary="Read a code that only its issuer can read",
    response_model=ResolutionBody,
    responses=_REFUSED,
)
def resolve_code(device: AnyDevice, wanted: CodeToResolve, centre: TheCentre) -> JSONResponse:
    """POST, so that no code stands in an address. `claims` is null when the code is nobody's.

    What it was is kept: the record made by it may arrive when nobody can read the code any more.
    """
    now = centre.now()
    shown = {wanted.code: now}
    with reading(centre.store) as connection:
        resolved = _ask(connection, centre.resolver, shown)
        number = resolved.get(wanted.code)
        row = None if number is None else find_voucher(connection, number)
    if row:
        with writing(centre.store) as connection:
            keep_resolutions(connection, device.id, resolved, shown)
    resolution = Resolution(claims_of(row, now), VoucherState(row.state), now) if row else Resolution(None, None, now)
    return JSONResponse(resolution.to_map())


def _ask(connection: Connection, resolver: CodeResolver, shown: Mapping[str, datetime]) -> Mapping[str, VoucherNo]:
    try:
        return resolver.resolve(connection, shown)
    except ResolverUnavailable as error:
        raise Problem(ProblemKind.RESOLVER_UNAVAILABLE, retry_after=_ASK_AGAIN_AFTER) from error
