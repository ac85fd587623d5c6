"""Who trains, and where: institutions of several kinds, their sites, rooms, people and PCs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, LargeBinary, String, Table, Text

from sync.central.store.tables.columns import Instant, metadata

institutions = Table(
    "institutions",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    # What it may do follows from its kind (policy pack).
    Column("kind", String, nullable=False, server_default="social_training"),
    Column("credit_code", String, nullable=False, server_default=""),
    Column("bank_account", String, nullable=False, server_default=""),
    Column("suspended", Boolean, nullable=False, default=False),
)

institution_history = Table(
    # Suspended and resumed: by whom and why.
    "institution_history",
    metadata,
    Column("institution", ForeignKey("institutions.id"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", Instant, nullable=False),
)

sites = Table(
    "sites",
    metadata,
    Column("id", String, primary_key=True),
    Column("institution", ForeignKey("institutions.id"), nullable=False),
    Column("name", String, nullable=False),
)

rooms = Table(
    # 教学场地: a point in the coordinate system it was measured in; mixing systems moves it by some 500 m.
    "rooms",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("latitude", Float(53), nullable=False),
    Column("longitude", Float(53), nullable=False),
    Column("coordinate_system", String, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("verifier", Text),  # of the password, in Argon2's own form; none: has none yet
)

officers = Table(
    # The authority's own people: they issue, check, pay and suspend.
    "officers",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
)

teachers = Table(
    "teachers",
    metadata,
    Column("id", String, primary_key=True),
    Column("institution", ForeignKey("institutions.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("qualification", Text, nullable=False),
)

devices = Table(
    "devices",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
    Column("revoked_at", Instant),
    Column("revoked_why", Text),
    # When it said that the personal data is gone.
    Column("wiped_at", Instant),
    Column("last_contact", Instant),
    # The code it came by.
    Column("enrolment_code", ForeignKey("enrolment_codes.digest")),
    # What it last said of itself, as JSON (`sync.protocol.desk_health`), and when.
    Column("health", Text),
    Column("health_at", Instant),
)

enrolment_codes = Table(
    "enrolment_codes",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("expires", Instant, nullable=False),
    # How many PCs it may bring.
    Column("uses", Integer, nullable=False, server_default="1"),
    Column("revoked_at", Instant),
)
