"""A PC joins its site and says how it is; a withdrawn one says that its personal data is gone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from sync.central.api.bodies.wire import HealthReport, HeardBody, JoinRequest, WelcomeBody, WipedBody
from sync.central.askers.device_health import note_health
from sync.central.askers.devices import NewDevice, join_site, note_wiped
from sync.central.door.assertions import check_signature, read_assertion
from sync.central.door.authenticate import AnyDevice, Body, Signed, TheCentre, WithdrawnToo
from sync.central.door.problem_answers import problems
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import writing
from sync.protocol.requests import NEW_DEVICE, from_base64
from sync.protocol.signing import VerifyKey

router = APIRouter(tags=["devices"])
DeviceInPath = Annotated[str, Path(max_length=64, description="The device itself", examples=["D-0001"])]
_HEALTH_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_REVOKED,
)
_WIPED_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_IN_USE,
)
_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.CODE_UNKNOWN,
    ProblemKind.CODE_USED,
    ProblemKind.TOO_MANY_TRIES,
)


@router.post(
    "/v1/devices",
    status_code=201,
    summary="Join a site by an enrolment code",
    response_model=WelcomeBody,
    responses=_REFUSED,
)
def join(
    request: Request, wanted: JoinRequest, centre: TheCentre, body: Body, _signed: Signed = None
) -> JSONResponse:
    """The Authorization header holds an assertion by device "new", signed with the key handed in, to prove possession.

    Its time is not judged: a new PC's clock may be off, and a code lets in the PCs that it was made for, once each.
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


@router.post("/v1/devices/{device}/health", summary="A PC says how it is", responses=_HEALTH_REFUSED)
def health(device: DeviceInPath, report: HealthReport, sender: AnyDevice, centre: TheCentre) -> HeardBody:
    """What it said before is gone. The register of PCs shows it to whoever looks after them."""
    if device != sender.id:
        raise Problem(ProblemKind.ASSERTION_INVALID, "the path names another device")
    now = centre.now()
    with writing(centre.store) as connection:
        note_health(connection, sender.id, report.model_dump(mode="json"), now)
    return HeardBody(device=sender.id, health_at=now)


@router.post(
    "/v1/devices/{device}/wiped",
    summary="A withdrawn PC holds no personal data any more",
    responses=_WIPED_REFUSED,
)
def wiped(device: DeviceInPath, sender: WithdrawnToo, centre: TheCentre) -> WipedBody:
    """Said again, the first time stands."""
    if device != sender.id:
        raise Problem(ProblemKind.ASSERTION_INVALID, "the path names another device")
    with writing(centre.store) as connection:
        return WipedBody(device=sender.id, wiped_at=note_wiped(connection, sender, centre.now()))
