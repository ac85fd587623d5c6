"""Records on their way by hand: by USB stick, and, as no stick would do it, some of a queue out of order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.central.problems import Problem
from sync.desk.operations.export_queue import export_queue
from sync.desk.operations.import_receipts import import_receipts
from sync.desk.store import facts, receipts
from sync.protocol.batches import MAX_FACTS, pack
from sync.protocol.facts import Fact
from sync.protocol.receipts import Receipt
from tests.faults.simulator.head_office import HeadOffice
from tests.faults.simulator.pc import PC


@dataclass
class Stick:
    """A queue file of a PC, and the centre's reply beside it once there is one. Both may be used again, at any time."""

    of: str
    queue: Path

    @property
    def reply(self) -> Path:
        """Where the centre writes it."""
        return self.queue.with_suffix(".reply")


def export(pc: PC, stick: Stick) -> str:
    """What waits goes into the file."""
    return f"{export_queue(pc.desk, stick.queue).facts} records on a stick"


def bring_back(pc: PC, stick: Stick) -> str:
    """The reply is taken in: by the PC it is for, or by another, which says so."""
    return str(import_receipts(pc.desk, stick.reply))


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
