"""Small things kept by name: who this PC is, how far it has read the feed, the last anchor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from sync.desk.store.tables import kept
from sync.domain.trusted_time import Anchor
from sync.protocol.joining import Welcome

TABLE = kept
_WELCOME, _CENTRE_URL, _EPOCH = "welcome", "centre_url", "epoch"
_CURSOR, _FEED_AS_OF, _FEED_MARK = "cursor", "feed_as_of", "feed_mark"
_DIGEST_COMPARED_AT = "digest_compared_at"
_ANCHOR, _STRANGER_KEY, _SITE = "anchor", "stranger_key", "site"
OF_THE_FEED = frozenset({_CURSOR, _FEED_AS_OF, _FEED_MARK, _SITE})
"""What holds only together with the feed's tables."""


def put(tx: Connection, name: str, value: str) -> None:
    """Keep `value` under `name`, in place of what was there."""
    tx.execute(
        insert(kept)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def drop(tx: Connection, name: str) -> None:
    """Keep nothing under `name` any more."""
    tx.execute(delete(kept).where(kept.c.name == name))


def get(tx: Connection, name: str) -> str | None:
    """What is kept under `name`."""
    return tx.execute(select(kept.c.value).where(kept.c.name == name)).scalar_one_or_none()


def put_welcome(tx: Connection, welcome: Welcome, centre_url: str) -> None:
    """This PC has joined its site."""
    put(tx, _WELCOME, json.dumps(welcome.to_map()))
    put(tx, _CENTRE_URL, centre_url)


def welcome_among(rows: Iterable[Mapping[str, Any]]) -> Welcome | None:
    """The same from rows of the table that were read from a damaged record."""
    text = next((row["value"] for row in rows if row["name"] == _WELCOME), None)
    return None if text is None else Welcome.from_map(json.loads(text))


def get_welcome(tx: Connection) -> Welcome | None:
    """Who this PC is; None before it has joined a site."""
    text = get(tx, _WELCOME)
    return None if text is None else Welcome.from_map(json.loads(text))


def get_centre_url(tx: Connection) -> str:
    """The centre's address given at enrolment; empty before."""
    return get(tx, _CENTRE_URL) or ""


def get_epoch(tx: Connection) -> int:
    """Which chain this PC writes on; 1 unless it was found to be a copy."""
    return int(get(tx, _EPOCH) or 1)


def put_epoch(tx: Connection, epoch: int) -> None:
    """From now on write on another chain."""
    put(tx, _EPOCH, str(epoch))


def put_anchor(tx: Connection, anchor: Anchor) -> None:
    """Keep the centre's last word on the time over a restart."""
    put(tx, _ANCHOR, json.dumps({**asdict(anchor), "server_time": anchor.server_time.isoformat()}))


def get_anchor(tx: Connection) -> Anchor | None:
    """The centre's last word on the time; its `server_time` is also when this PC last had contact."""
    text = get(tx, _ANCHOR)
    if text is None:
        return None
    values: dict[str, Any] = json.loads(text)
    return Anchor(**{**values, "server_time": datetime.fromisoformat(values["server_time"])})


def get_cursor(tx: Connection) -> str:
    """How far the feed has been read; empty at the start."""
    return get(tx, _CURSOR) or ""


def put_cursor(tx: Connection, cursor: str) -> None:
    """To be called in the transaction that applies the page."""
    put(tx, _CURSOR, cursor)


def get_feed_as_of(tx: Connection) -> datetime | None:
    """When the feed was last read to its end."""
    text = get(tx, _FEED_AS_OF)
    return None if text is None else datetime.fromisoformat(text)


def get_feed_mark(tx: Connection) -> int:
    """Receipts up to this number were there before the feed was last read to its end; the feed speaks for them."""
    return int(get(tx, _FEED_MARK) or 0)


def put_feed_end(tx: Connection, as_of: datetime, mark: int) -> None:
    """The feed has been read to its end; `mark`: the newest receipt when that reading began."""
    put(tx, _FEED_AS_OF, as_of.isoformat())
    put(tx, _FEED_MARK, str(mark))


def get_digest_compared_at(tx: Connection) -> datetime | None:
    """When it was last asked whether the centre tells what is held here."""
    text = get(tx, _DIGEST_COMPARED_AT)
    return None if text is None else datetime.fromisoformat(text)


def put_digest_compared_at(tx: Connection, at: datetime) -> None:
    """See `get_digest_compared_at`."""
    put(tx, _DIGEST_COMPARED_AT, at.isoformat())


def get_stranger_key(tx: Connection) -> bytes | None:
    """The key of this PC's hashes over strangers' codes."""
    text = get(tx, _STRANGER_KEY)
    return None if text is None else bytes.fromhex(text)


def put_stranger_key(tx: Connection, key: bytes) -> None:
    """See `get_stranger_key`."""
    put(tx, _STRANGER_KEY, key.hex())


def get_site(tx: Connection) -> dict[str, Any]:
    """What the feed says of the site: name, institution, suspended."""
    text = get(tx, _SITE)
    return {} if text is None else dict(json.loads(text))


def put_site(tx: Connection, body: dict[str, Any]) -> None:
    """See `get_site`."""
    put(tx, _SITE, json.dumps(body))
