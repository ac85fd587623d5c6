"""What a record holds, told so that two copies of one record can be compared: by these figures nothing is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from sync.errors import ProtocolError
from sync.protocol.facts import Fact, read_fact


@dataclass(frozen=True, slots=True)
class Contents:
    """`heads`: of each epoch the last place and its hash. `pending`: facts without a settling receipt. `newest_at`: the
    newest fact's time as this PC knew it, None without facts.
    """

    facts: int
    heads: tuple[tuple[int, int, bytes], ...]
    receipts: int
    pending: int
    newest_at: datetime | None


def read_version(tx: Connection) -> str | None:
    """Which migration the record stands at; None for an empty database."""
    made = tx.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")).scalar_one()
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none() if made else None


def read_contents(tx: Connection) -> Contents:
    """Of a record of whatever version: asks only for what every version has."""
    number = tx.execute(text("SELECT count(*) FROM facts")).scalar_one()
    heads = tx.execute(_HEADS).all()
    settled = tx.execute(text("SELECT count(DISTINCT fact_id) FROM receipts WHERE settles")).scalar_one()
    return Contents(
        number,
        tuple((row.epoch, row.seq, bytes(row.hash)) for row in heads),
        tx.execute(text("SELECT count(*) FROM receipts")).scalar_one(),
        number - settled,
        _newest_at(tx),
    )


def fingerprint(tx: Connection) -> bytes:
    """SHA-256 over every fact's bytes in the order of the chain: of two records that agree, not a bit differs."""
    hashed = sha256()
    for row in tx.execute(_EVERY_FACT.execution_options(yield_per=1000)):
        hashed.update(f"{row.id} {row.epoch} {row.seq} {row.type} ".encode())
        for part in (row.header, row.payload or b"", row.hash):
            hashed.update(len(part).to_bytes(4, "big") + part)
    return hashed.digest()


def newest_links_hold(tx: Connection, most: int) -> bool:
    """Whether the last `most` facts of the present epoch are whole and each names its predecessor."""
    later: bytes | None = None
    for row in tx.execute(_OF_THIS_EPOCH, {"most": most}).all():
        fact = _whole(row)
        if fact is None or later not in (None, fact.hash):
            return False
        later = fact.header.previous
    return True


def waiting_facts_hold(tx: Connection, most: int) -> bool:
    """Whether the first `most` facts that wait for a receipt are whole."""
    return all(_whole(row) for row in tx.execute(_WAITING, {"most": most}).all())


def _whole(row: Any) -> Fact | None:
    try:
        fact = read_fact(row.header, row.payload)
    except ProtocolError:
        return None
    found = fact.header
    return fact if (found.epoch, found.seq, fact.hash) == (row.epoch, row.seq, row.hash) else None


def _newest_at(tx: Connection) -> datetime | None:
    row = tx.execute(_NEWEST).one_or_none()
    fact = None if row is None else _whole(row)
    return None if fact is None else fact.header.moment.best


_HEADS = text(
    "SELECT f.epoch, f.seq, f.hash FROM facts f JOIN (SELECT epoch, max(seq) AS seq FROM facts GROUP BY epoch) last "
    "ON f.epoch = last.epoch AND f.seq = last.seq ORDER BY f.epoch"
)
_EVERY_FACT = text("SELECT id, epoch, seq, type, header, payload, hash FROM facts ORDER BY epoch, seq")
_ROW = "SELECT epoch, seq, header, payload, hash FROM facts "
_NEWEST = text(_ROW + "ORDER BY epoch DESC, seq DESC LIMIT 1")
_PRESENT = "coalesce((SELECT CAST(value AS INTEGER) FROM kept WHERE name = 'epoch'), 1)"
_OF_THIS_EPOCH = text(_ROW + f"WHERE epoch = {_PRESENT} ORDER BY seq DESC LIMIT :most")
_WAITING = text(_ROW + "WHERE settled_by IS NULL ORDER BY epoch, seq LIMIT :most")
