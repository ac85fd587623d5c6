"""Numbers for those who watch the centre."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from sync.central.door.counts import Counts

router = APIRouter(tags=["health"])
_TEXT = {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus' text format"}


@router.get("/metrics", summary="What the centre counts", responses={200: _TEXT}, response_class=Response)
def show_metrics(request: Request) -> Response:
    """Requests, their durations, records by outcome, vouchers by state. No personal data.

    What a process counts carries the label `worker`: with several, each scrape reaches one of them.
    """
    counts: Counts = request.app.state.counts
    return Response(counts.text(), media_type=CONTENT_TYPE_PLAIN_0_0_4)
