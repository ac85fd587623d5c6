"""The centre's tables. Facts and receipts only grow; `changes` holds the latest state of each thing, in feed order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """An aware moment as microseconds since 1970 UTC: exact, sortable, the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> int | None:
        """Into the database."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, _dialect: Any) -> datetime | None:
        """Out of the database, UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData()

institutions = Table(
    "institutions",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("suspended", Boolean, nullable=False, default=False),
)

sites = Table(
    "sites",
    metadata,
    Column("id", String, primary_key=True),
    Column("institution", ForeignKey("institutions.id"), nullable=False),
    Column("name", String, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
)

projects = Table(
    "projects",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
)

classes = Table(
    "classes",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("project", ForeignKey("projects.no"), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("required_hours", Integer, nullable=False),
    Column("state", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False, index=True),
    Column("starts", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("hours", Integer, nullable=False),
)

trainees = Table(
    "trainees",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("id_number", String, nullable=False, unique=True),
    Column("phone", String, nullable=False),
)

vouchers = Table(
    "vouchers",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=True),
    Column("trainee", ForeignKey("trainees.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("void_reason", String),
    # The first status list that names the voucher, and when: a desk that held an older one acted in good faith.
    Column("void_list", Integer),
    Column("void_at", Instant),
    Column("project", Integer, nullable=False),
    Column("ratio_percent", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
)

roster_entries = Table(
    "roster_entries",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    # A voucher is in use in one class at most.
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True, unique=True),
    Column("at", Instant, nullable=False),
    Column("fact_id", String, index=True),
    Column("hours_done", Integer, nullable=False),
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
)

enrolment_codes = Table(
    "enrolment_codes",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("device", ForeignKey("devices.id")),
)

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
    Column("position", Integer, primary_key=True, autoincrement=True),
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

waiting_enrolments = Table(
    # Requests that stand without having the place: merged into another's, or held while the institution is suspended.
    "waiting_enrolments",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("fact_id", ForeignKey("facts.id"), nullable=False, unique=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False, index=True),
    Column("held", Boolean, nullable=False),
)

punches = Table(
    "punches",
    metadata,
    Column("fact_id", String, primary_key=True),  # a desk's fact; a sign-in by phone has an id of its own
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("source", String, nullable=False),
    Column("device", String, nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("punches_by_place", "session_id", "voucher_no"),
)

changes = Table(
    "changes",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("scope", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("body", Text),
    UniqueConstraint("scope", "kind", "key"),
    Index("changes_in_order", "scope", "position"),
    sqlite_autoincrement=True,  # a position is never given twice, even after its row was replaced
)

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
