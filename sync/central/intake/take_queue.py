"""Take a queue file from a stick in, by the very way of facts over the network, and write the reply that goes back.

The file is read twice: first to its end, so that nothing of one that is cut short or changed is taken. Taken twice,
each record gets its first receipt again. A withdrawn PC's records are taken too; its reply brings no news.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from sync.central.askers.devices import Device, find_device
from sync.central.centre import Centre
from sync.central.intake.take_facts import take_facts
from sync.central.news import feed
from sync.central.news.snapshots import load_part, take_snapshot
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.domain.ids import DeviceId
from sync.errors import FileUnusable, ForgedMessage, InvalidInput, MalformedMessage
from sync.protocol.queue_file import (
    Fate,
    News,
    QueueHead,
    Receipts,
    ReplyHead,
    ReplyPart,
    Snapshot,
    SnapshotPart,
    open_queue,
    seal_reply,
)
from sync.protocol.signing import VerifyKey
from sync.protocol.snapshots import Manifest
from sync.protocol.whole_file import write_whole

_PAGE = 500


@dataclass(slots=True)
class Taken:
    """What became of a queue file: `outcomes` counts its receipts by outcome."""

    export: str
    device: DeviceId
    fate: Fate = Fate.TAKEN
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def facts(self) -> int:
        """How many records have their receipt in the reply."""
        return self.outcomes.total()


def take_queue(centre: Centre, queue: Path, reply: Path) -> Taken:
    """The records of the file `queue` into the record, the receipts and the news into the file `reply`.

    Raises FileUnusable (nothing was taken), Problem for a device that the centre does not know, DiskFull where the
    reply cannot be written (take the file again), or the StoreError tree.
    """
    if queue.absolute() == reply.absolute():
        raise InvalidInput("the receipts need a file of their own")
    with _opened(centre, queue) as (_, batches):
        for _batch in batches:
            pass
    with _opened(centre, queue) as (head, batches):
        taken = Taken(head.export, head.device)
        reply_head = ReplyHead(head.export, head.device, head.epoch, centre.now())
        parts = _parts(centre, head, batches, taken)
        pieces = seal_reply(reply_head, head.reply_key, parts, centre.keys.answers)
        write_whole(reply, pieces, others_may_read=True)
    return taken


def _parts(centre: Centre, head: QueueHead, batches: Iterator[bytes], taken: Taken) -> Iterator[ReplyPart]:
    device = _device(centre, head.device)
    try:
        for batch in batches:
            rows = [json.loads(text) for text in _receipts(centre, device, batch)]
            taken.outcomes.update(row["outcome"] for row in rows)
            yield Receipts(rows)
    except Problem as problem:
        if problem.kind is not ProblemKind.DEVICE_FORKED:
            raise
        taken.fate = Fate.FORKED
    if device.revoked_at is None:
        yield from _news(centre, device, head.cursor)
    elif taken.fate is Fate.TAKEN:
        taken.fate = Fate.REVOKED
    yield taken.fate


def _receipts(centre: Centre, device: Device, batch: bytes) -> list[str]:
    try:
        return take_facts(centre, device, batch)
    except (MalformedMessage, ForgedMessage) as error:  # signed by the device, and still no batch of its own
        raise FileUnusable(error.detail) from error


def _news(centre: Centre, device: Device, cursor: str) -> Iterator[ReplyPart]:
    """All that the feed tells behind where the desk stands; where that is no longer known, a snapshot comes first."""
    scope = feed.site_scope(device.site)
    with reading(centre.store) as connection:
        goes_on = _can_go_on(connection, scope, cursor)
    if not goes_on:
        manifest = take_snapshot(centre.store, centre.keys, scope, centre.now(), centre.terms)
        yield Snapshot(cursor, manifest)
        opened = Manifest.open(manifest, centre.keys.answers.public())
        yield from _snapshot_parts(centre, opened)
        cursor = opened.cursor
    yield from _pages(centre, scope, cursor)


def _can_go_on(connection: Connection, scope: str, cursor: str) -> bool:
    """The beginning can be read on from unless something was cleared away; a foreign cursor cannot."""
    try:
        feed.read_page(connection, scope, cursor, 1)
    except (Problem, MalformedMessage):
        return False
    return True


def _snapshot_parts(centre: Centre, manifest: Manifest) -> Iterator[SnapshotPart]:
    for number in range(len(manifest.parts)):
        with reading(centre.store) as connection:
            data = load_part(connection, manifest.id, number, manifest.scope)
        yield SnapshotPart(number, data)


def _pages(centre: Centre, scope: str, cursor: str) -> Iterator[News]:
    while True:
        with reading(centre.store) as connection:
            as_of, page = centre.now(), feed.read_page(connection, scope, cursor, _PAGE)
        yield News(cursor, as_of, page)
        if not page.more:
            return
        cursor = page.cursor


def _device(centre: Centre, device: DeviceId) -> Device:
    with reading(centre.store) as connection:
        return find_device(connection, device)


@contextmanager
def _opened(centre: Centre, queue: Path) -> Iterator[tuple[QueueHead, Iterator[bytes]]]:
    def key_of(device: DeviceId) -> VerifyKey:
        return _device(centre, device).key

    try:
        with queue.open("rb") as source:
            yield open_queue(source, centre.keys.box, key_of)
    except OSError as error:
        raise FileUnusable("cannot be read") from error
