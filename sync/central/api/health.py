"""Is the centre there?"""

from __future__ import annotations

from fastapi import APIRouter

from sync.central.api.wire import HealthBody

PROTOCOL = 1
router = APIRouter(tags=["health"])


@router.get("/v1/health", summary="Whether the centre answers")
async def show_health() -> HealthBody:
    """Signed when the request carries a VoucherDesk-Nonce, so that a captive portal is told from the centre."""
    return HealthBody(status="ok", protocol=PROTOCOL)
