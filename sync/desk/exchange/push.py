"""Facts up, receipts down. Each pass offers every unsettled fact once; one that is refused or held stops no other."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sync.desk.exchange.connection import Connection
from sync.desk.store import facts, receipts
from sync.desk.store.store import Store
from sync.domain.ids import DeviceId
from sync.errors import CentreRefused, ExchangeError, MalformedMessage
from sync.protocol.batches import CONTENT_TYPE, MAX_BYTES, MAX_FACTS, ChainHead, pack
from sync.protocol.facts import Fact
from sync.protocol.receipts import Outcome, Receipt
from sync.protocol.requests import FORKED
from sync.protocol.signing import SigningKey

_SMALLEST = 50
_MOST_COPIES = 5
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class BatchSize:
    """How many facts to send at once: doubled by success, halved by failure, between 50 and 500."""

    now: int = _SMALLEST

    def went_well(self) -> None:
        """Try more next time."""
        self.now = min(self.now * 2, MAX_FACTS)

    def went_wrong(self) -> None:
        """A bad line carries less."""
        self.now = max(self.now // 2, _SMALLEST)


@dataclass(frozen=True, slots=True)
class Pushed:
    """Counts of facts: sent, settled by a new receipt, and of those the rejected and the conflicting ones."""

    sent: int = 0
    settled: int = 0
    rejected: int = 0
    conflicts: int = 0

    def plus(self, sent: int, new: list[Receipt]) -> Pushed:
        """After one more batch."""
        return Pushed(
            self.sent + sent,
            self.settled + sum(receipt.outcome.settles for receipt in new),
            self.rejected + sum(receipt.outcome is Outcome.REJECTED for receipt in new),
            self.conflicts + sum(receipt.outcome is Outcome.CONFLICT for receipt in new),
        )


def push(store: Store, connection: Connection, device: DeviceId, key: SigningKey, size: BatchSize) -> Pushed:
    """Offer all unsettled facts, batch by batch. What was settled by then stays so.

    A PC that was restored from a copy, or cloned, is told so by the centre: other facts stand at its places. Then what
    is unsettled moves on to a new chain and is offered again by id. Raises the ExchangeError tree or MalformedMessage.
    """
    for _ in range(_MOST_COPIES):
        try:
            return _push_all(store, connection, device, key, size)
        except CentreRefused as refused:
            if refused.problem != FORKED:
                raise
        with store.write() as tx:
            facts.begin_new_epoch(tx)
    return _push_all(store, connection, device, key, size)


def _push_all(store: Store, connection: Connection, device: DeviceId, key: SigningKey, size: BatchSize) -> Pushed:
    pushed, place = Pushed(), (0, 0)
    while True:
        with store.read() as tx:
            batch = facts.unsettled(tx, size.now, place)
            head = facts.chain_head(tx, device)
        if not batch:
            return pushed
        packed, batch = _pack(batch, head, key)
        new = _send(store, connection, device, packed, size)
        pushed = pushed.plus(len(batch), new)
        last = batch[-1].header
        place = (last.epoch, last.seq)


def _pack(batch: list[Fact], head: ChainHead, key: SigningKey) -> tuple[bytes, list[Fact]]:
    """As many of `batch` as the centre takes at once."""
    packed = pack(batch, head, key)
    while len(packed) > MAX_BYTES and len(batch) > 1:
        batch = batch[: len(batch) // 2]
        packed = pack(batch, head, key)
    return packed, batch


def _send(store: Store, connection: Connection, device: DeviceId, packed: bytes, size: BatchSize) -> list[Receipt]:
    try:
        answer = connection.post_bytes(f"/v1/devices/{device}/facts", packed, CONTENT_TYPE)
    except ExchangeError:
        size.went_wrong()
        raise
    size.went_well()
    if not isinstance(answer, dict) or not isinstance(answer.get("receipts"), list):
        raise MalformedMessage("no receipts")
    with store.write() as tx:
        return receipts.append(tx, _readable(answer["receipts"]))


def _readable(rows: list[Any]) -> Iterator[Receipt]:
    """The receipts this program can read; the facts of the others stay pending and are offered again next round."""
    for row in rows:
        try:
            yield Receipt.from_map(row)
        except MalformedMessage as error:
            _log.warning("%s: a receipt was passed over: %s", error.code, error.detail)
