"""The record and the feed's tables. Stands alone: imports nothing of the program.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first version."""
    _record()
    _feed()
    op.create_table(
        "kept", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
    )


def _record() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("epoch", "seq", name="one_place_in_the_chain"),
    )
    op.create_table(
        "left_places",
        sa.Column("epoch", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "receipts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("fact_id", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("settles", sa.Boolean, nullable=False),
        sa.Column("code", sa.String),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("voucher_no", sa.BigInteger),
        sa.Column("document", sa.String, nullable=False),
    )
    op.create_index("receipts_by_fact", "receipts", ["fact_id", "settles"])
    op.create_table(
        "scans",
        sa.Column("fact_id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("session_id", sa.String),
        sa.Column("class_id", sa.String),
        sa.Column("voucher_no", sa.BigInteger),
        sa.Column("code_hash", sa.LargeBinary),
        sa.Column("name", sa.String),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("undone_by", sa.String(32)),
    )
    op.create_index("scans_by_session", "scans", ["session_id", "at"])
    op.create_index("scans_by_voucher", "scans", ["voucher_no"])
    op.create_index("scans_by_class", "scans", ["class_id", "kind"])
    op.create_table(
        "strangers",
        sa.Column("keyed_hash", sa.LargeBinary, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
    )


def _feed() -> None:
    op.create_table(
        "classes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("project_name", sa.String, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("required_hours", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("starts", sa.BigInteger, nullable=False, index=True),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sa.Column("hours", sa.Integer, nullable=False),
    )
    op.create_table(
        "roster_entries",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("trainee_id", sa.String, nullable=False, index=True),
        sa.Column("voucher_no", sa.BigInteger, index=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("id_number", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("hours_done", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_terms",
        sa.Column("term", sa.String, primary_key=True),
        sa.Column("entry_id", sa.String, primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("class_id", sa.String, nullable=False),
        sa.Column("voucher_no", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("device", sa.String),
    )
    op.create_index("attendance_by_session", "attendance", ["session_id", "voucher_no"])
    op.create_table(
        "staff",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
