"""A snapshot on its way: its manifest and the parts that are here; and what the feed has told, replaced by it.

Memory stays small whatever its size: parts are read one by one, things written a few thousand at a time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from sync.desk.store import feed, feed_digest, kept
from sync.desk.store.tables import snapshot_parts
from sync.errors import MalformedMessage
from sync.protocol.changes import digest_of_line, read_line
from sync.protocol.requests import from_base64, to_base64
from sync.protocol.snapshots import LONGEST_LINE, Manifest

_MANIFEST = "snapshot"
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 1 << 20
_AT_ONCE = 2000
_SKEW = timedelta(minutes=10)


def begin(tx: Connection, manifest: bytes) -> None:
    """From now on this one is being fetched, and no other."""
    forget(tx)
    kept.put(tx, _MANIFEST, to_base64(manifest))


def manifest_kept(tx: Connection) -> bytes | None:
    """The signed manifest of the one that is being fetched."""
    text = kept.get(tx, _MANIFEST)
    return None if text is None else from_base64(text)


def parts_held(tx: Connection, snapshot: str) -> set[int]:
    """The numbers of the parts that are here."""
    here = select(snapshot_parts.c.number).where(snapshot_parts.c.snapshot == snapshot)
    return set(tx.execute(here).scalars())


def keep_part(tx: Connection, snapshot: str, number: int, data: bytes) -> None:
    """Its digest has been compared. Once more changes nothing."""
    part = insert(snapshot_parts).values(snapshot=snapshot, number=number, data=data)
    tx.execute(part.on_conflict_do_nothing())


def forget(tx: Connection) -> None:
    """Whatever was fetched."""
    tx.execute(delete(snapshot_parts))
    kept.drop(tx, _MANIFEST)


def put_to_use(tx: Connection, manifest: Manifest, accepts: feed.Accepts) -> None:
    """Replace what the feed has told; all parts are here. Raises MalformedMessage: then the transaction must not stand.

    Facts, receipts, scans and who this PC is are not touched.
    """
    feed.empty(tx)
    things = _things(_lines(_unpacked(_parts(tx, manifest))))
    while some := list(islice(things, _AT_ONCE)):
        feed.write(tx, some, accepts)
    if (feed_digest.digest_held(tx), feed_digest.count_held(tx)) != (manifest.digest, manifest.things):
        raise MalformedMessage("a snapshot that is not what it says")
    kept.put_cursor(tx, manifest.cursor)
    as_of = kept.get_feed_as_of(tx)
    if as_of is not None and manifest.made_at < as_of + _SKEW:
        # It may be older than what was held: until the feed has been read on, own scans speak for themselves.
        kept.put_feed_end(tx, as_of, 0)
    forget(tx)


def _parts(tx: Connection, manifest: Manifest) -> Iterator[bytes]:
    for number in range(len(manifest.parts)):
        this = (snapshot_parts.c.snapshot == manifest.id) & (snapshot_parts.c.number == number)
        yield tx.execute(select(snapshot_parts.c.data).where(this)).scalar_one()


def _unpacked(parts: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for part in parts:
            rest = part
            while rest:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        while piece := unpacker.decompress(b"", _PIECE):
            yield piece
    except zlib.error as error:
        raise MalformedMessage("not a gzip stream") from error
    if not unpacker.eof:
        raise MalformedMessage("a snapshot cut short")


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    begun = bytearray()
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            yield bytes(begun) + line
            begun.clear()
        begun += rest
        if len(begun) > LONGEST_LINE:
            raise MalformedMessage("a line without end")
    if begun:
        yield bytes(begun)


def _things(lines: Iterable[bytes]) -> Iterator[feed.Told]:
    for line in lines:
        change = read_line(line)
        if change is None or change.body is None:
            raise MalformedMessage("a snapshot with a line that is none")
        yield change, digest_of_line(line)
