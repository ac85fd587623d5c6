"""A PC joins its site."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from sync.central.api.bodies.wire import JoinRequest, WelcomeBody
from sync.central.askers.devices import NewDevice, join_site
from sync.central.door.assertions import check_signature, read_assertion
from sync.central.door.authenticate import Body, Signed, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import writing
from sync.protocol.requests import NEW_DEVICE, from_base64
from sync.protocol.signing import VerifyKey

router = APIRouter(tags=["devices"])
_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.CODE_UNKNOWN,
    ProblemKind.CODE_USED,
    ProblemKind.TOO_MANY_TRIES,
)


@router.post(
    "/v1/devices",
    status_code=201,
    summary="Join a site by a one-time code",
    response_model=WelcomeBody,
    responses=_REFUSED,
)
def join(
    request: Request, wanted: JoinRequest, centre: TheCentre, body: Body, _signed: Signed = None
) -> JSONResponse:
    """The Authorization header holds an assertion by device "new", signed with the key handed in, to prove possession.

    Its time is not judged: a new PC's clock may be off, and the code is good once only.
    """
    key = VerifyKey.from_bytes(from_base64(wanted.public_key))
    assertion = read_assertion(request)
    if assertion.device != NEW_DEVICE:
        raise Problem(ProblemKind.ASSERTION_INVALID)
    source = request.client.host if request.client else ""
    wait = centre.wrong_tries.wait_for(source)
    if wait is not None:
        raise Problem(ProblemKind.TOO_MANY_TRIES, retry_after=wait)
    check_signature(assertion, request, body, key)
    try:
        with writing(centre.store) as connection:
            welcome = join_site(connection, centre.keys, wanted.code, NewDevice(key, wanted.name), centre.now())
    except Problem:
        centre.wrong_tries.note_wrong(source)
        raise
    return JSONResponse(welcome.to_map(), 201)
