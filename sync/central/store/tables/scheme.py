"""Signed documents, keys, what codes turned out to be, and what workers must know of each other's requests."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from sync.central.store.tables.columns import Instant, metadata

documents = Table(
    "documents",
    metadata,
    Column("name", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("as_of", Instant, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("purpose", String, primary_key=True),
    Column("kid", LargeBinary, nullable=False),
    Column("secret", LargeBinary, nullable=False),
)

resolutions = Table(
    # What opaque codes turned out to be when they were shown: nobody can read them any more a minute later.
    "resolutions",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("device", ForeignKey("devices.id"), primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
)

national_codes = Table(
    "national_codes",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
)

resolver_outages = Table(
    # FOR TESTS AND DEMONSTRATIONS ONLY: while there is a row, the test resolver does not answer.
    "resolver_outages",
    metadata,
    Column("since", Instant, primary_key=True, autoincrement=False),
)

request_nonces = Table(
    # Requests made within the minutes in which an assertion is believed; shared by all workers.
    "request_nonces",
    metadata,
    Column("device", String, primary_key=True),
    Column("nonce", String, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

wrong_code_tries = Table(
    "wrong_code_tries",
    metadata,
    Column("source", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("wrong_code_tries_by_source", "source", "at"),
)

batch_runs = Table(
    # How often each batch command has run and how it ended, for those who watch the centre.
    "batch_runs",
    metadata,
    Column("command", String, primary_key=True),
    Column("outcome", String, primary_key=True),
    Column("runs", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
)
