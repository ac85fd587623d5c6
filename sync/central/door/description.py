"""The interface's description (OpenAPI 3.1), completed: who may ask, every refusal with its types, examples.

What can be known from the code is taken from it, so that it cannot drift: roles from the dependencies that judge them
(`x-roles`), the refusals that any request may meet from here, those of one operation from its handler (`problems(…)`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sync.central.door.authenticate import DEVICE
from sync.central.door.operations import ANYONE, Operation, operations
from sync.central.door.problem_answers import PROBLEMS
from sync.central.door.problem_body import ProblemBody
from sync.central.door.samples import Samples
from sync.central.problems import MEDIA_TYPE, Problem, ProblemKind

Json = dict[str, Any]

ANY_REQUEST = (
    ProblemKind.MALFORMED,
    ProblemKind.TIMED_OUT,
    ProblemKind.TOO_LARGE,
    ProblemKind.HEAD_TOO_LARGE,
    ProblemKind.TOO_MANY_REQUESTS,
    ProblemKind.INTERNAL,
    ProblemKind.BUSY,
)
"""What any request may meet."""
_BY_DEVICES = (
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_REVOKED,
    ProblemKind.ROLE_FORBIDDEN,
)
_BY_PEOPLE = (ProblemKind.PERSON_UNKNOWN, ProblemKind.ROLE_FORBIDDEN)
_ABOUT = """\
Facts in, receipts and changes out; vouchers from their issue to their write-off.

A desk signs its requests (security scheme `device`), a person brings a bearer token (`person`; here of a TEST identity
provider). Each operation says in `x-roles` who may ask. Every answer carries `VoucherDesk-Time`, `VoucherDesk-Request`
(the request's id, as the log has it) and, when the request carried a nonce, `VoucherDesk-Signature`.

Refusals are problem details (RFC 9457); what `type` may be is listed with each status. Amounts are in fen, times in
RFC 3339 with their offset, days in ISO 8601. Requests that could be repeated carry an id of the client's choice: the
same again gets the same answer, other content under the same id is refused.
"""


def described(app: FastAPI, tags: Iterable[Json]) -> Json:
    """The whole description of `app`."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=_ABOUT,
        routes=app.routes,
        tags=list(tags),
        servers=[{"url": "/", "description": "The centre that gave this description"}],
    )
    schemas = document["components"]["schemas"]
    schemas["ProblemBody"] = ProblemBody.model_json_schema()
    samples = Samples(schemas)
    for operation in operations(app):
        _complete(document["paths"][operation.template][operation.method.lower()], operation, samples)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _complete(entry: Json, operation: Operation, samples: Samples) -> None:
    entry["x-roles"] = list(operation.roles)
    answers = entry["responses"]
    answers.pop("422", None)
    kinds = {ProblemKind(name) for answer in answers.values() for name in answer.pop(PROBLEMS, ())}
    kinds.update(ANY_REQUEST, _at_the_door(operation))
    for status in sorted({kind.status for kind in kinds}):
        answers[str(status)] = _refusals([kind for kind in ProblemKind if kind in kinds and kind.status == status])
    bodies = [entry["requestBody"]] if "requestBody" in entry else []
    for body in [*bodies, *(answer for status, answer in answers.items() if status < "400")]:
        for media, content in body.get("content", {}).items():
            if media.endswith("json") and not {"example", "examples"} & content.keys():
                content["example"] = samples.of(content.get("schema", {}))


def _at_the_door(operation: Operation) -> tuple[ProblemKind, ...]:
    if operation.roles == (ANYONE,):
        return ()
    return _BY_DEVICES if operation.roles == (DEVICE,) else _BY_PEOPLE


def _refusals(kinds: list[ProblemKind]) -> Json:
    """One status: which problems it may be, each with an example."""
    types = {"type": {"enum": [Problem(kind).type for kind in kinds]}}
    content = {
        "schema": {"$ref": "#/components/schemas/ProblemBody", "properties": types},
        "examples": {kind.value: {"summary": kind.summary, "value": Problem(kind).to_map()} for kind in kinds},
    }
    return {"description": "; ".join(kind.summary for kind in kinds), "content": {MEDIA_TYPE: content}}
