"""Whether the record on this PC is whole: every fact's hash, its place in the chain, its payload."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import facts


@dataclass(frozen=True, slots=True)
class RecordHealth:
    """`at_risk`: places (epoch, seq) of facts that do not hold; `pending`: facts without a settling receipt."""

    facts: int
    chain_ok: bool
    pending: int
    at_risk: tuple[tuple[int, int], ...]


def verify_record(desk: Desk) -> RecordHealth:
    """Read the whole chain. Raises the StoreError tree where the file itself cannot be read."""
    with desk.store.read() as tx:
        broken = tuple(facts.broken_links(tx))
        return RecordHealth(facts.count(tx), not broken, facts.count_unsettled(tx), broken)
