"""Problem details as the interface's description shows them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class ProblemBody(BaseModel):
    """Problem details (RFC 9457); `type` is urn:voucherdesk:problem:NAME. `unmet`: the conditions that failed."""

    type: str
    title: str
    status: int
    detail: str | None = None
    unmet: list[dict[str, Any]] | None = None
