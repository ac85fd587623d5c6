"""Records on their way by hand: some of a queue, out of order, their receipts brought back or not."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sync.central.problems import Problem
from sync.desk.store import facts, receipts
from sync.protocol.batches import MAX_FACTS, pack
from sync.protocol.facts import Fact
from sync.protocol.receipts import Receipt
from tests.faults.simulator.head_office import HeadOffice
from tests.faults.simulator.pc import PC


def carry(office: HeadOffice, pc: PC, part: Sequence[Fact], brings_receipts: bool) -> str:
    """`part` of what waits at `pc` is taken by the centre; what came of it."""
    device, key = pc.desk.welcome.device, pc.desk.key
    with pc.desk.store.read() as tx:
        head = facts.chain_head(tx, device)
    try:
        given = office.take(device, pack(part[:MAX_FACTS], head, key))
    except Problem as refused:
        return str(refused.kind)
    if brings_receipts:
        with pc.desk.store.write() as tx:
            receipts.append(tx, [Receipt.from_map(json.loads(text)) for text in given])
    return f"{len(given)} receipts{' come back' if brings_receipts else ', lost on the way back'}"
