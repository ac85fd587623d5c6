"""Facts in, receipts out."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from sync.central.api.bodies.wire import ReceiptsBody
from sync.central.door.authenticate import Body, TheCentre, WithdrawnToo
from sync.central.door.problem_answers import problems
from sync.central.intake.take_facts import take_facts
from sync.central.problems import Problem, ProblemKind
from sync.protocol.batches import CONTENT_TYPE, MAX_BYTES, MAX_FACTS
from sync.protocol.receipts import Outcome

router = APIRouter(tags=["facts"])
DeviceInPath = Annotated[str, Path(max_length=64, description="The device itself", examples=["D-0001"])]
_REFUSED = problems(
    ProblemKind.ASSERTION_INVALID,
    ProblemKind.ASSERTION_STALE,
    ProblemKind.ASSERTION_REPLAYED,
    ProblemKind.DEVICE_UNKNOWN,
    ProblemKind.DEVICE_FORKED,
    ProblemKind.TOO_LARGE,
    ProblemKind.BUSY,
)
_BATCH = {
    "requestBody": {
        "required": True,
        "description": f"A gzipped CBOR batch of at most {MAX_FACTS} facts and {MAX_BYTES} bytes: "
        "[1, COSE_Sign1 over the chain head [device, epoch, seq, hash], [[header, payload], …]].",
        "content": {CONTENT_TYPE: {"schema": {"type": "string", "format": "binary", "maxLength": MAX_BYTES}}},
    }
}


@router.post(
    "/v1/devices/{device}/facts",
    summary="Hand facts in; each gets its receipt",
    response_model=ReceiptsBody,
    responses=_REFUSED,
    openapi_extra=_BATCH,
    max_body_size=MAX_BYTES,
)
def receive_facts(
    device: DeviceInPath, sender: WithdrawnToo, centre: TheCentre, body: Body, request: Request
) -> Response:
    """A batch is taken whole or not at all. A record that came before gets its first receipt again, byte for byte."""
    if device != sender.id:
        raise Problem(ProblemKind.ASSERTION_INVALID, "the path names another device")
    if request.headers.get("content-type") != CONTENT_TYPE:
        raise Problem(ProblemKind.MALFORMED, f"the content type is {CONTENT_TYPE}")
    answer = '{"receipts":[' + ",".join(take_facts(centre, sender, body)) + "]}"
    request.app.state.counts.note_facts(_outcomes_in(answer))
    return Response(answer, media_type="application/json")


def _outcomes_in(answer: str) -> Counter[str]:
    """How many receipts have each outcome. By their text: what a name may say has its quotation marks escaped."""
    found = {outcome.value: answer.count(f'"outcome":"{outcome.value}"') for outcome in Outcome}
    return Counter({outcome: times for outcome, times in found.items() if times})
