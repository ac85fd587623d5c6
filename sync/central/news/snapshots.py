"""Snapshots of a scope: made when one is asked for and none is fresh, kept for all workers, removed in the end.

A snapshot is read in one view and written in another transaction: who reads for long keeps no writer waiting.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, delete, insert, select

from sync.central.keys import Keys
from sync.central.news import feed
from sync.central.news.terms import Terms
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import snapshot_parts, snapshots
from sync.domain.ids import uuid7
from sync.protocol.changes import digest_of_line, sum_of
from sync.protocol.snapshots import MAX_PART_BYTES, Manifest, Part

_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class _Packed:
    """A snapshot that is not kept yet."""

    cursor: str
    things: int
    digest: bytes
    parts: tuple[bytes, ...]

    def manifest(self, scope: str, now: datetime) -> Manifest:
        parts = tuple(Part(len(data), sha256(data).digest()) for data in self.parts)
        return Manifest(f"N-{uuid7().hex}", scope, now, self.cursor, self.things, self.digest, parts)


def take_snapshot(store: Engine, keys: Keys, scope: str, now: datetime, terms: Terms) -> bytes:
    """The signed manifest of a snapshot of `scope` that is fresh; made now if there is none."""
    with reading(store) as connection:
        known = _fresh(connection, scope, now, terms)
        packed = None if known else _pack(connection, scope)
    if known or packed is None:
        return known or b""
    with writing(store) as connection:
        lock_named(connection, f"snapshot:{scope}")  # of two that were made at the same time one is kept
        known = _fresh(connection, scope, now, terms)
        if known:
            return known
        _remove(connection, now - terms.snapshot_kept)
        return _keep(connection, keys, packed.manifest(scope, now), packed.parts)


def load_part(connection: Connection, snapshot: str, number: int, scope: str) -> bytes:
    """A part of a snapshot of `scope`, numbers from 0. Raises Problem when it is not there (any more)."""
    parts = snapshot_parts.c
    wanted = select(parts.data).join(snapshots, snapshots.c.id == parts.snapshot)
    data: bytes | None = connection.scalar(
        wanted.where(parts.snapshot == snapshot, parts.number == number, snapshots.c.scope == scope)
    )
    if data is None:
        raise Problem(ProblemKind.SNAPSHOT_UNKNOWN)
    return data


def _fresh(connection: Connection, scope: str, now: datetime, terms: Terms) -> bytes | None:
    """A fresh one that the feed can still be read on from: nothing behind its cursor was cleared away."""
    fresh = select(snapshots).where(snapshots.c.scope == scope, snapshots.c.made_at > now - terms.snapshot_fresh)
    row = connection.execute(fresh.order_by(snapshots.c.made_at.desc()).limit(1)).one_or_none()
    if row is None or not feed.can_go_on(connection, scope, row.cursor):
        return None
    manifest: bytes = row.manifest
    return manifest


def _pack(connection: Connection, scope: str) -> _Packed:
    cursor = feed.end_of(connection, scope)
    digests: list[bytes] = []
    parts = tuple(_cut(_compressed(connection, scope, digests)))
    return _Packed(cursor, len(digests), sum_of(digests), parts)


def _compressed(connection: Connection, scope: str, digests: list[bytes]) -> Iterator[bytes]:
    """The stream, bit by bit; on the way the digests are noted."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for line in feed.lines(connection, scope):
        digests.append(digest_of_line(line))
        yield packer.compress(line + b"\n")
    yield packer.flush()


def _cut(stream: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in stream:
        held += piece
        while len(held) > MAX_PART_BYTES:
            yield bytes(held[:MAX_PART_BYTES])
            del held[:MAX_PART_BYTES]
    yield bytes(held)


def _keep(connection: Connection, keys: Keys, manifest: Manifest, parts: tuple[bytes, ...]) -> bytes:
    signed = manifest.sign(keys.answers)
    row = {"id": manifest.id, "scope": manifest.scope, "made_at": manifest.made_at, "cursor": manifest.cursor}
    connection.execute(insert(snapshots).values(**row, manifest=signed))
    rows = [{"snapshot": manifest.id, "number": number, "data": data} for number, data in enumerate(parts)]
    connection.execute(insert(snapshot_parts), rows)
    return signed


def _remove(connection: Connection, before: datetime) -> None:
    old = select(snapshots.c.id).where(snapshots.c.made_at <= before)
    connection.execute(delete(snapshot_parts).where(snapshot_parts.c.snapshot.in_(old)))
    connection.execute(delete(snapshots).where(snapshots.c.made_at <= before))
