"""All that a site's feed tells, at once: for a desk whose cursor is gone, or which holds something else."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from sync.central.api.bodies.wire import SnapshotBody, SnapshotRequest
from sync.central.api.changes import REFUSED, Contract, check_may_read
from sync.central.door.authenticate import AnyDevice, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.news import feed
from sync.central.news.snapshots import load_part, take_snapshot
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading
from sync.protocol.requests import CONTRACT, to_base64
from sync.protocol.snapshots import MAX_PARTS

router = APIRouter(tags=["snapshots"])
PART_TYPE = "application/octet-stream"


@router.post("/v1/snapshots", summary="A snapshot of a site's feed", responses=problems(*REFUSED))
def ask_for_snapshot(
    device: AnyDevice, centre: TheCentre, wanted: SnapshotRequest, *, contract: Contract = CONTRACT
) -> SnapshotBody:
    """Its manifest: a COSE_Sign1 by the key that signs the centre's answers, which names each part by its SHA-256.

    While one is fresh, whoever asks gets that one. The feed goes on behind the cursor that the manifest names.
    """
    check_may_read(centre, device, wanted.scope, contract)
    manifest = take_snapshot(centre.store, centre.keys, wanted.scope, centre.now(), centre.terms)
    return SnapshotBody(manifest=to_base64(manifest))


@router.get(
    "/v1/snapshots/{snapshot}/parts/{number}",
    summary="One part of a snapshot",
    response_class=Response,
    responses={
        200: {"description": "A piece of the gzip stream", "content": {PART_TYPE: {}}},
        **problems(*REFUSED, ProblemKind.SNAPSHOT_UNKNOWN),
    },
)
def read_part(
    device: AnyDevice,
    centre: TheCentre,
    snapshot: Annotated[str, Path(max_length=100)],
    number: Annotated[int, Path(ge=0, lt=MAX_PARTS, description="From 0")],
    *,
    contract: Contract = CONTRACT,
) -> Response:
    """At most 1 MiB. The parts one after the other are a gzip stream of lines, one thing each."""
    scope = feed.site_scope(device.site)
    check_may_read(centre, device, scope, contract)
    with reading(centre.store) as connection:
        return Response(load_part(connection, snapshot, number, scope), media_type=PART_TYPE)
