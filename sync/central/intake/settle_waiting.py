"""Judge again what was only held: the resolver answers again, an institution is served again, the program knows more.

The desks offer such records again by themselves; this run need not wait for them, and they get its receipts then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sync.central.centre import Centre
from sync.central.intake.arrivals import read_arrival
from sync.central.intake.take_facts import take_arrivals
from sync.central.store.engine import reading
from sync.central.store.tables import devices, facts, receipts
from sync.domain.ids import DeviceId, SiteId
from sync.protocol.receipts import Outcome

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """How many records have been settled, and how many still wait."""

    settled: int
    waiting: int


def settle_waiting(centre: Centre) -> Settled:
    """Every held record of every device. Starting it twice, or two at once, settles each record once."""
    with reading(centre.store) as connection:
        held = _held(connection)
    outcomes: list[str] = []
    for device, site, rows in _batches(held):
        arrivals = [read_arrival(row.header, row.payload, device) for row in rows]
        outcomes += [json.loads(text)["outcome"] for text in take_arrivals(centre, device, site, arrivals)]
    waiting = outcomes.count(Outcome.HELD)
    return Settled(len(outcomes) - waiting, waiting)


def _held(connection: Connection) -> Sequence[Any]:
    """Facts whose last receipt only holds them, in the order of each device's chain."""
    newer = receipts.alias("newer")
    settled = select(newer.c.position).where(newer.c.fact_id == facts.c.id, newer.c.outcome != Outcome.HELD).exists()
    wanted = (
        select(facts.c.device, facts.c.header, facts.c.payload, devices.c.site)
        .join(receipts, receipts.c.fact_id == facts.c.id)
        .join(devices, devices.c.id == facts.c.device)
        .where(receipts.c.outcome == Outcome.HELD, ~settled)
        .order_by(facts.c.device, facts.c.epoch, facts.c.seq)
    )
    return connection.execute(wanted).all()


def _batches(held: Sequence[Any]) -> Iterator[tuple[DeviceId, SiteId, Sequence[Any]]]:
    by_device: dict[tuple[DeviceId, SiteId], list[Any]] = {}
    for row in held:
        by_device.setdefault((row.device, row.site), []).append(row)
    for (device, site), rows in by_device.items():
        for first in range(0, len(rows), _AT_ONCE):
            yield device, site, rows[first : first + _AT_ONCE]
