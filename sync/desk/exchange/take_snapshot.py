"""All that the site's feed tells, at once, in place of what was told before. Goes on where it broke off.

What was fetched stays: the manifest and each part are kept as soon as they are here. They are put to use in one
transaction, which touches nothing that this desk itself has recorded. Another process of this PC may do the same at
the same time: whoever finds that the other was quicker leaves it at that.
"""

from __future__ import annotations

from hashlib import sha256

from sync.desk.exchange.connection import Connection
from sync.desk.store import feed, snapshot
from sync.desk.store.store import Store
from sync.errors import CentreRefused, ForgedMessage, MalformedMessage
from sync.protocol.requests import from_base64
from sync.protocol.signing import VerifyKey
from sync.protocol.snapshots import Manifest

_PATIENCE_S = 120.0
_NOT_FOUND = 404


def take_snapshot(store: Store, connection: Connection, scope: str, centre: VerifyKey, accepts: feed.Accepts) -> int:
    """Fetch what is not here yet and put the whole to use; how many things it holds.

    Raises the ExchangeError tree, MalformedMessage or ForgedMessage.
    """
    signed = _under_way(store, scope, centre) or _ask(store, connection, scope, centre)
    manifest = Manifest.open(signed, centre)
    try:
        _fetch(store, connection, signed, manifest)
        with store.write() as tx:
            if snapshot.manifest_kept(tx) != signed:
                return 0
            snapshot.put_to_use(tx, manifest, accepts)
    except CentreRefused as refused:
        if refused.status == _NOT_FOUND:  # removed meanwhile: the next round asks for another
            _forget(store)
        raise
    except MalformedMessage:
        _forget(store)  # it would be no better the next time
        raise
    return manifest.things


def is_under_way(store: Store) -> bool:
    """Whether one was begun."""
    with store.read() as tx:
        return snapshot.manifest_kept(tx) is not None


def _under_way(store: Store, scope: str, centre: VerifyKey) -> bytes | None:
    with store.read() as tx:
        data = snapshot.manifest_kept(tx)
    if data is None:
        return None
    try:
        return data if Manifest.open(data, centre).scope == scope else None
    except (MalformedMessage, ForgedMessage):
        return None


def _ask(store: Store, connection: Connection, scope: str, centre: VerifyKey) -> bytes:
    match connection.post_json("/v1/snapshots", {"scope": scope}, deadline=_PATIENCE_S):
        case {"manifest": str(text)}:
            data = from_base64(text)
        case _:
            raise MalformedMessage("no manifest")
    if Manifest.open(data, centre).scope != scope:
        raise MalformedMessage("a snapshot of another site")
    with store.write() as tx:
        if snapshot.manifest_kept(tx) != data:
            snapshot.begin(tx, data)
    return data


def _fetch(store: Store, connection: Connection, signed: bytes, manifest: Manifest) -> None:
    with store.read() as tx:
        held = snapshot.parts_held(tx, manifest.id)
    for number, part in enumerate(manifest.parts):
        if number in held:
            continue
        data = connection.get_bytes(f"/v1/snapshots/{manifest.id}/parts/{number}")
        if sha256(data).digest() != part.digest:
            raise MalformedMessage("a part of a snapshot is not the one that was signed")
        with store.write() as tx:
            if snapshot.manifest_kept(tx) != signed:
                return
            snapshot.keep_part(tx, manifest.id, number, data)


def _forget(store: Store) -> None:
    with store.write() as tx:
        snapshot.forget(tx)
