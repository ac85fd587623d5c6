"""Which part of a list is asked for: what stands behind an id, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Path, Query

from sync.central.api.bodies.given import Id

PathId = Annotated[Id, Path(description="An id", examples=["K-0001"])]
After = Annotated[
    str, Query(pattern=r"^[A-Za-z0-9_.-]{0,64}$", description="The last id of the page before; empty for the first")
]
Limit = Annotated[int, Query(ge=1, le=200, description="Lines in a page")]


def next_after(rows: Sequence[Any], limit: int, key: str = "id") -> str | None:
    """Where the page behind these rows begins; None when they do not fill theirs."""
    last: str | None = getattr(rows[-1], key) if rows and len(rows) == limit else None
    return last
