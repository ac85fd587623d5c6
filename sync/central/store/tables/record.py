"""Facts and receipts only grow; `changes` holds the latest state of each thing, in feed order."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sync.central.store.tables.columns import Instant, Serial, metadata

facts = Table(
    "facts",
    metadata,
    Column("id", String, primary_key=True),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", String, nullable=False),
    # The very bytes the desk hashed; never a re-encoding.
    Column("header", LargeBinary, nullable=False),
    Column("payload", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("taken_at", Instant, nullable=False),
    UniqueConstraint("device", "epoch", "seq"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("position", Serial, primary_key=True, autoincrement=True),
    Column("fact_id", ForeignKey("facts.id"), nullable=False, index=True),
    Column("outcome", String, nullable=False),
    Column("body", Text, nullable=False),
)

undos = Table(
    "undos",
    metadata,
    Column("device", ForeignKey("devices.id"), primary_key=True),
    # No foreign key: an undo may arrive before what it undoes, and waits for it here.
    Column("fact_id", String, primary_key=True),
    Column("undone_by", ForeignKey("facts.id"), nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("position", Serial, primary_key=True, autoincrement=True),
    # The transaction that published it; 0 where one writer at a time makes positions commit-ordered by themselves.
    Column("txid", BigInteger, nullable=False, server_default="0"),
    Column("scope", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("body", Text),
    # Of kind, key and body; the sum over a scope tells a desk whether it holds the same.
    Column("digest", LargeBinary),
    UniqueConstraint("scope", "kind", "key"),
    Index("changes_in_order", "scope", "txid", "position"),
    sqlite_autoincrement=True,  # a position is never given twice, even after its row was replaced
)

feed_horizons = Table(
    # Up to here tombstones were cleared away: a cursor before it may have missed one, and is answered 410.
    "feed_horizons",
    metadata,
    Column("scope", String, primary_key=True),
    Column("txid", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)

feed_marks = Table(
    # How far the feed had come at some moment: its rows know their order, not their age.
    "feed_marks",
    metadata,
    Column("number", Serial, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("txid", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)

snapshots = Table(
    # What a scope was at one moment, packed for desks whose cursor is gone.
    "snapshots",
    metadata,
    Column("id", String, primary_key=True),
    Column("scope", String, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("cursor", String, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
)

snapshot_parts = Table(
    "snapshot_parts",
    metadata,
    Column("snapshot", ForeignKey("snapshots.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

conflicts = Table(
    # 一券两用: who asked for what somebody else had. Both sites are told; people settle it by facts of their own.
    # Without another site: a record that somebody wants an officer to look at.
    "conflicts",
    metadata,
    Column("fact_id", ForeignKey("facts.id"), primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), index=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("other_site", ForeignKey("sites.id")),
    Column("opened_at", Instant, nullable=False),
    Column("state", String, nullable=False),
    # Whose it is instead, the decisions so far, an officer's answer: ids and words; names are looked up.
    Column("document", Text, nullable=False),
)
