"""A form that is half filled in outlives a crash and a power cut, but not the day after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sync.desk.operations.desk import Desk
from sync.desk.store import drafts

_KEPT = timedelta(days=1)


def keep_draft(desk: Desk, kind: str, values: dict[str, Any]) -> None:
    """`values` as JSON knows them; durable when this returns. Raises the StoreError tree."""
    at = desk.clock.read().best
    with desk.writing() as tx:
        drafts.put(tx, kind, values, at)


def read_draft(desk: Desk, kind: str) -> dict[str, Any] | None:
    """The form as it was left; None when there is none, or it is more than a day old. Raises the StoreError tree."""
    now = desk.clock.read().best
    with desk.reading() as tx:
        found = drafts.get(tx, kind)
    return found[0] if found and abs(now - found[1]) <= _KEPT else None


def drop_draft(desk: Desk, kind: str) -> None:
    """The form is done with. Raises the StoreError tree."""
    with desk.writing() as tx:
        drafts.drop(tx, kind)
