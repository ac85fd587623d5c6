"""The record, the roster and the feed. Stands alone: imports nothing of the program.

A SQLite file of the days before migrations has these tables already (`user_version` 2) or most of them (1): what is
there stays as it is.

Revision ID: 0001
"""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_make_table = partial(op.create_table, if_not_exists=True)
_make_index = partial(op.create_index, if_not_exists=True)
_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table of the first version that is not there."""
    _places()
    _teaching()
    _vouchers()
    _record()
    _scheme()
    _undos_by_device()


def _places() -> None:
    _make_table(
        "institutions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("suspended", sa.Boolean, nullable=False),
    )
    _make_table(
        "sites",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("institution", sa.String, sa.ForeignKey("institutions.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
    )
    _make_table(
        "staff",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("site", sa.String, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
    )
    _make_table(
        "devices",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("site", sa.String, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("enrolled_at", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
    )
    _make_table(
        "enrolment_codes",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("site", sa.String, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("device", sa.String, sa.ForeignKey("devices.id")),
    )


def _teaching() -> None:
    _make_table(
        "projects",
        sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String, nullable=False),
    )
    _make_table(
        "classes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("site", sa.String, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("project", sa.Integer, sa.ForeignKey("projects.no"), nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("required_hours", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    _make_table(
        "sessions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("starts", sa.BigInteger, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sa.Column("hours", sa.Integer, nullable=False),
    )
    _make_index("ix_sessions_class_id", "sessions", ["class_id"])


def _vouchers() -> None:
    _make_table(
        "trainees",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("id_number", sa.String, nullable=False, unique=True),
        sa.Column("phone", sa.String, nullable=False),
    )
    _make_table(
        "vouchers",
        sa.Column("no", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("trainee", sa.String, sa.ForeignKey("trainees.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("void_reason", sa.String),
        sa.Column("void_list", sa.Integer),
        sa.Column("void_at", sa.BigInteger),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("ratio_percent", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
    )
    _make_index("ix_vouchers_trainee", "vouchers", ["trainee"])
    _make_table(
        "roster_entries",
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), primary_key=True, unique=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("fact_id", sa.String),
        sa.Column("hours_done", sa.Integer, nullable=False),
    )
    _make_index("ix_roster_entries_fact_id", "roster_entries", ["fact_id"])
    _make_table(
        "national_codes",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False),
    )


def _record() -> None:
    _make_table(
        "facts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("device", sa.String, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False),
        sa.Column("taken_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("device", "epoch", "seq"),
    )
    _make_table(
        "receipts",
        sa.Column("position", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("fact_id", sa.String, sa.ForeignKey("facts.id"), nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    _make_index("ix_receipts_fact_id", "receipts", ["fact_id"])
    _make_table(
        "undos",
        sa.Column("device", sa.String, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("fact_id", sa.String, primary_key=True),
        sa.Column("undone_by", sa.String, sa.ForeignKey("facts.id"), nullable=False),
    )
    _make_table(
        "waiting_enrolments",
        sa.Column("position", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("fact_id", sa.String, sa.ForeignKey("facts.id"), nullable=False, unique=True),
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
    )
    _make_index("ix_waiting_enrolments_voucher_no", "waiting_enrolments", ["voucher_no"])
    _make_table(
        "punches",
        sa.Column("fact_id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("doubtful", sa.Boolean, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    _make_index("punches_by_place", "punches", ["session_id", "voucher_no"])
    _make_table(
        "changes",
        sa.Column("position", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("body", sa.Text),
        sa.UniqueConstraint("scope", "kind", "key"),
        sqlite_autoincrement=True,
    )
    _make_index("changes_in_order", "changes", ["scope", "position"])


def _scheme() -> None:
    _make_table(
        "documents",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("as_of", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    _make_table(
        "keys",
        sa.Column("purpose", sa.String, primary_key=True),
        sa.Column("kid", sa.LargeBinary, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
    )
    _make_table(
        "resolutions",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("device", sa.String, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False),
    )


def _undos_by_device() -> None:
    """Version 1 kept undos in another table, without saying whose they were."""
    if sa.inspect(op.get_bind()).has_table("undone_facts"):
        op.execute(
            "INSERT INTO undos (device, fact_id, undone_by)"
            " SELECT facts.device, fact_id, undone_by FROM undone_facts JOIN facts ON facts.id = undone_by"
        )
        op.drop_table("undone_facts")
