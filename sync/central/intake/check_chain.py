"""Whether a batch fits the device's chain as far as the centre has it. Gaps are accepted; other bytes are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, select

from sync.central.intake.arrivals import Arrival
from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import facts
from sync.domain.ids import DeviceId
from sync.errors import ForgedMessage
from sync.protocol.batches import ChainHead


class Link(NamedTuple):
    """One place of a chain."""

    hash: bytes
    previous: bytes


def check_chain(connection: Connection, device: DeviceId, head: ChainHead, arrivals: Sequence[Arrival]) -> None:
    """Raises Problem (device-forked) when a place is taken by other bytes, or ForgedMessage when the head is not the
    batch's own."""
    chain = _known_links(connection, device, arrivals)
    for arrival in arrivals:
        if arrival.fact is None:
            continue
        header = arrival.fact.header
        link = Link(arrival.fact.hash, header.previous)
        at, before, after = ((header.epoch, header.seq + step) for step in (0, -1, 1))
        taken, predecessor, successor = chain.get(at), chain.get(before), chain.get(after)
        if (
            (taken and taken.hash != link.hash)
            or (predecessor and predecessor.hash != link.previous)
            or (successor and successor.previous != link.hash)
        ):
            raise Problem(ProblemKind.DEVICE_FORKED)
        chain[at] = link
    named = chain.get((head.epoch, head.seq))
    if named and named.hash != head.hash:
        raise ForgedMessage("chain head")


def _known_links(connection: Connection, device: DeviceId, arrivals: Sequence[Arrival]) -> dict[tuple[int, int], Link]:
    """What the centre has at the batch's places and right beside them."""
    links = {}
    for epoch, first, last in _runs(arrivals):
        run = (facts.c.device == device) & (facts.c.epoch == epoch) & facts.c.seq.between(first - 1, last + 1)
        for row in connection.execute(select(facts.c.seq, facts.c.hash, facts.c.previous).where(run)):
            links[epoch, row.seq] = Link(row.hash, row.previous)
    return links


def _runs(arrivals: Sequence[Arrival]) -> Iterator[tuple[int, int, int]]:
    """Epoch, first and last place of each unbroken run; a batch is one run as a rule."""
    places = sorted({(a.fact.header.epoch, a.fact.header.seq) for a in arrivals if a.fact})
    for epoch, run in groupby(enumerate(places), lambda item: (item[1][0], item[1][1] - item[0])):
        seqs = [seq for _, (_, seq) in run]
        yield epoch[0], seqs[0], seqs[-1]
