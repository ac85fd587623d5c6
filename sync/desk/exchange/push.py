"""Facts up, receipts down. Each pass offers every unsettled fact once; one that is refused or held stops no other."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sync.desk.exchange.connection import Connection
from sync.desk.exchange.send_ahead import Parcel, send_ahead
from sync.desk.store import facts, receipts
from sync.desk.store.facts import Queued
from sync.desk.store.store import Store
from sync.domain.ids import DeviceId, FactId
from sync.errors import CentreRefused, ExchangeError, MalformedMessage
from sync.protocol.batches import CONTENT_TYPE, MAX_BYTES, MAX_FACTS, ChainHead, pack
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


def push(
    store: Store,
    connection: Connection,
    device: DeviceId,
    key: SigningKey,
    size: BatchSize,
    *,
    unread: set[FactId] | None = None,
) -> Pushed:
    """Offer all unsettled facts, batch by batch. What was settled by then stays so.

    A PC that was restored from a copy, or cloned, is told so by the centre: other facts stand at its places. Then what
    is unsettled moves on to a new chain and is offered again by id. A fact whose receipt this program cannot read goes
    into `unread` and stays pending; those in it are not offered. Raises the ExchangeError tree or MalformedMessage.
    """
    unread = set() if unread is None else unread
    desk = _Desk(store, connection, device, key, size, unread)
    for _ in range(_MOST_COPIES):
        try:
            return desk.push_all()
        except CentreRefused as refused:
            if refused.problem != FORKED:
                raise
        with store.write() as tx:
            facts.begin_new_epoch(tx)
    return desk.push_all()


@dataclass(frozen=True, slots=True)
class _Desk:
    store: Store
    connection: Connection
    device: DeviceId
    key: SigningKey
    size: BatchSize
    unread: set[FactId]

    def push_all(self) -> Pushed:
        """One pass over the queue."""
        pushed = Pushed()
        with closing(send_ahead(self._parcels(), self._send)) as answers:
            for parcel, rows in answers:
                pushed = pushed.plus(parcel.count, self._keep(rows))
        return pushed

    def _parcels(self) -> Iterator[Parcel]:
        """The queue in batches, each read when it is asked for."""
        place = (0, 0)
        while True:
            with self.store.read() as tx:
                found = facts.queued(tx, self.size.now, place)
                head = facts.chain_head(tx, self.device)
            if not found:
                return
            place = found[-1].place
            offered = [fact for fact in found if self._may_be_offered(fact)]
            if offered:
                parcel, last = self._pack(offered, head)
                place = place if last is offered[-1] else last.place
                yield parcel

    def _may_be_offered(self, fact: Queued) -> bool:
        """What does not hold any more is not sent: the centre would settle it as unreadable for ever."""
        if not fact.is_whole:
            _log.warning("a record that does not hold was not sent; verify-store tells which")
            return False
        return fact.id not in self.unread

    def _pack(self, batch: list[Queued], head: ChainHead) -> tuple[Parcel, Queued]:
        """As many of `batch` as the centre takes at once, and the last of them."""
        packed = pack(batch, head, self.key)
        while len(packed) > MAX_BYTES and len(batch) > 1:
            batch = batch[: len(batch) // 2]
            packed = pack(batch, head, self.key)
        return Parcel(packed, len(batch)), batch[-1]

    def _send(self, parcel: Parcel) -> list[Any]:
        try:
            answer = self.connection.post_bytes(f"/v1/devices/{self.device}/facts", parcel.body, CONTENT_TYPE)
        except ExchangeError:
            self.size.went_wrong()
            raise
        self.size.went_well()
        if not isinstance(answer, dict) or not isinstance(answer.get("receipts"), list):
            raise MalformedMessage("no receipts")
        return list(answer["receipts"])

    def _keep(self, rows: list[Any]) -> list[Receipt]:
        """The receipts of one batch, in one transaction."""
        with self.store.write() as tx:
            return receipts.append(tx, self._readable(rows))

    def _readable(self, rows: list[Any]) -> Iterator[Receipt]:
        """The receipts this program can read; of the others it is told once, until the program is another."""
        for row in rows:
            try:
                yield Receipt.from_map(row)
            except MalformedMessage as error:
                _log.warning("%s: a receipt was passed over: %s", error.code, error.detail)
                fact_id = row.get("fact_id") if isinstance(row, dict) else None
                if isinstance(fact_id, str):
                    self.unread.add(FactId(fact_id))
