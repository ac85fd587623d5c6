"""Whose voucher is an opaque code?"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from sync.central.api.problem_answers import problems
from sync.central.api.wire import CodeToResolve, ResolutionBody
from sync.central.authenticate import AnyDevice, TheCentre
from sync.central.holders import claims_of, find_voucher
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading
from sync.domain.vouchers import VoucherState
from sync.protocol.joining import Resolution

router = APIRouter(tags=["resolutions"])
_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_REVOKED,
)


@router.post(
    "/v1/resolutions",
    summary="Read a code that only its issuer can read",
    response_model=ResolutionBody,
    responses=_REFUSED,
)
def resolve_code(_device: AnyDevice, wanted: CodeToResolve, centre: TheCentre) -> JSONResponse:
    """POST, so that no code stands in an address. `claims` is null when the code is nobody's."""
    now = centre.now()
    with reading(centre.store) as connection:
        number = centre.resolver.resolve(connection, [wanted.code]).get(wanted.code)
        row = None if number is None else find_voucher(connection, number)
    resolution = Resolution(claims_of(row, now), VoucherState(row.state), now) if row else Resolution(None, None, now)
    return JSONResponse(resolution.to_map())
