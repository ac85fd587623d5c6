"""Policy packs: everybody may read the rules; officers put a signed pack in force."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection

from sync.central.api.bodies.policy import MAX_PACK_BYTES, PolicyBody, SignedPack
from sync.central.centre import Centre
from sync.central.door.authenticate import Officer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.news.documents import publish_signed_policy, signed_policy
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.protocol.policy_pack import open_pack
from sync.protocol.requests import from_base64, to_base64

router = APIRouter(tags=["policy"])
_MAX_VERSION = 2**31 - 1
Version = Annotated[int, Path(ge=1, le=_MAX_VERSION, description="A pack's version", examples=[1])]
_REFUSED = problems(ProblemKind.POLICY_FORGED, ProblemKind.POLICY_UNREADABLE, ProblemKind.POLICY_NOT_NEXT)


@router.get("/v1/policy", summary="The policy pack in force")
def show_policy(centre: TheCentre) -> PolicyBody:
    """Every figure and rule that differs by region or year, and the signed document."""
    with reading(centre.store) as connection:
        return _shown(connection, centre, None)


@router.get(
    "/v1/policy/{version}", summary="A policy pack by its version", responses=problems(ProblemKind.POLICY_UNKNOWN)
)
def show_policy_version(version: Version, centre: TheCentre) -> PolicyBody:
    """Decisions name the version they were made under; the pack stays as it was."""
    with reading(centre.store) as connection:
        return _shown(connection, centre, version)


@router.post(
    "/v1/policy",
    status_code=201,
    summary="Put a signed policy pack in force",
    responses=_REFUSED,
    max_body_size=2 * MAX_PACK_BYTES,
)
def put_policy_in_force(signed: SignedPack, centre: TheCentre, _officer: Officer) -> PolicyBody:
    """The pack's version must be the next one. Decisions made before keep the version they were made under."""
    data = from_base64(signed.pack)
    with writing(centre.store) as connection:
        publish_signed_policy(connection, centre.keys, data, centre.now())
        return _shown(connection, centre, None)


def _shown(connection: Connection, centre: Centre, version: int | None) -> PolicyBody:
    in_force = signed_policy(connection)
    found = in_force if version is None else signed_policy(connection, version)
    if found is None:
        raise Problem(ProblemKind.POLICY_UNKNOWN)
    return PolicyBody(
        version=found.version,
        in_force=found == in_force,
        as_of=found.as_of,
        contents=open_pack(found.data, centre.keys.roots).to_map(),
        pack=to_base64(found.data),
    )
