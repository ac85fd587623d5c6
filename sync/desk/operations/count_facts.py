"""How many facts of each type this desk has written."""

from __future__ import annotations

from collections.abc import Mapping

from sync.desk.operations.desk import Desk
from sync.desk.store import facts


def count_facts(desk: Desk) -> Mapping[str, int]:
    """By type; types that never happened are not there."""
    with desk.store.read() as tx:
        return facts.count_by_type(tx)
