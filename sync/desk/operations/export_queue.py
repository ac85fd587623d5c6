"""Write what waits for a receipt to a file for a USB stick: signed by this PC, sealed for the centre.

Nothing is taken out of the record: what is sent over the network as well gets the same receipt.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sync.desk.operations.desk import Desk
from sync.desk.operations.named_file import check_may_write
from sync.desk.store import exports, facts, kept
from sync.desk.store.exports import Export
from sync.desk.store.facts import Queued
from sync.desk.store.store import Transaction
from sync.domain.ids import uuid7
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.batches import MAX_BYTES, MAX_FACTS, ChainHead, Sealed, pack
from sync.protocol.queue_file import QueueHead, seal_queue
from sync.protocol.sealing import SECRET_BYTES, Box
from sync.protocol.signing import SigningKey
from sync.protocol.whole_file import whole_file


def export_queue(desk: Desk, path: Path) -> Export:
    """All unsettled facts into a queue file at `path`. With none it is a file too: its reply brings news and counts as
    contact.

    Raises InvalidInput (no place for a file), UnknownThing while the centre's box is not known, DiskFull, or the
    StoreError tree.
    """
    check_may_write(path, desk.store.path)
    if not os.path.isdir(path.parent):
        raise InvalidInput("there is no folder of that name to write into")
    device = desk.welcome.device
    with desk.store.read() as tx:
        box = exports.get_box(tx)
        if box is None:
            raise UnknownThing("the centre's key for files; it comes with the next contact over the network")
        made = Export(uuid7().hex, desk.clock.read().best, os.urandom(SECRET_BYTES), facts.count_unsettled(tx))
        head = QueueHead(made.id, device, made.made_at, made.reply_key, kept.get_cursor(tx), kept.get_epoch(tx))
        pieces = seal_facts(box, head, facts.chain_head(tx, device), _pending(tx), desk.key)
        # The reply's key is kept before the file bears its name.
        with whole_file(path, pieces, others_may_read=True), desk.store.write() as writing:
            exports.put(writing, made)
    return made


def seal_facts(
    box: Box, head: QueueHead, chain_head: ChainHead, pending: Iterable[Sealed], key: SigningKey
) -> Iterator[bytes]:
    """The pieces of a queue file with `pending`, in their order; `chain_head` as the network way sends it."""
    return seal_queue(box, head, _batches(pending, chain_head, key), key)


def _batches(pending: Iterable[Sealed], head: ChainHead, key: SigningKey) -> Iterator[bytes]:
    waiting = iter(pending)
    while some := tuple(islice(waiting, MAX_FACTS)):
        yield from _packed(some, head, key)


def _packed(some: tuple[Sealed, ...], head: ChainHead, key: SigningKey) -> Iterator[bytes]:
    """In as many batches as the centre's bound makes of them."""
    batch = pack(some, head, key)
    if len(batch) <= MAX_BYTES or len(some) == 1:
        yield batch
        return
    half = len(some) // 2
    yield from _packed(some[:half], head, key)
    yield from _packed(some[half:], head, key)


def _pending(tx: Transaction) -> Iterator[Queued]:
    place = (0, 0)
    while some := facts.queued(tx, MAX_FACTS, place):
        yield from (fact for fact in some if fact.is_whole)  # of others the centre would say for ever: unreadable
        place = some[-1].place
