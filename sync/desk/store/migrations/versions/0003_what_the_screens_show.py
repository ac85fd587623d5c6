"""What class managers and inspectors see: marks, leave, corrections, results, people announced. Stands alone.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ABOUT_CLASSES = (
    "type IN ('opening_reported', 'class_cancelled', 'session_changed', 'session_cancelled', 'assessment_recorded')"
)


def upgrade() -> None:
    """More of what the feed tells. What is held stays usable; a comparison with the centre fetches the rest."""
    for column in ("opening_due", "opening_reported_at"):
        op.add_column("classes", sa.Column(column, sa.BigInteger))
    op.add_column("classes", sa.Column("opening_in_time", sa.Boolean))
    for column in ("room", "teacher"):
        op.add_column("sessions", sa.Column(column, sa.String))
    op.add_column("roster_entries", sa.Column("ratio_percent", sa.Integer))
    op.add_column("staff", sa.Column("verifier", sa.String))
    _attendance()
    _amendments()
    _people_and_projects()
    _of_this_pc()
    op.create_index("facts_about_classes", "facts", ["id"], sqlite_where=sa.text(_ABOUT_CLASSES))
    op.execute("CREATE INDEX facts_that_announce ON facts (id) WHERE type = 'trainee_expected'")
    op.execute("CREATE INDEX facts_that_call_off ON facts (id) WHERE type = 'expectation_withdrawn'")
    # Kinds and fields that were passed over until now: what is held no longer counts as all that was told.
    op.execute("DELETE FROM feed_items")
    op.execute("DELETE FROM kept WHERE name = 'digest_compared_at'")


def downgrade() -> None:
    """The tables of before; the facts stay. What the centre has told is compared with it and fetched anew."""
    for name in ("facts_about_classes", "facts_that_announce", "facts_that_call_off"):
        op.drop_index(name, "facts")
    op.drop_index("attendance_by_class", "attendance")
    for table in (
        "absences", "corrections", "leaves", "results", "expected", "projects",
        "pins", "wrong_tries", "drafts", "closed_days",
    ):  # fmt: skip
        op.drop_table(table)
    for table, columns in (
        ("attendance", ("left_at", "mark", "hours", "corrected", "flags")),
        ("classes", ("opening_due", "opening_reported_at", "opening_in_time")),
        ("sessions", ("room", "teacher")),
        ("roster_entries", ("ratio_percent",)),
        ("staff", ("verifier",)),
    ):
        for column in columns:
            op.drop_column(table, column)
    op.execute("DELETE FROM feed_items")
    op.execute("DELETE FROM kept WHERE name = 'digest_compared_at'")


def _attendance() -> None:
    op.add_column("attendance", sa.Column("left_at", sa.BigInteger))
    op.add_column("attendance", sa.Column("mark", sa.String, nullable=False, server_default="present"))
    op.add_column("attendance", sa.Column("hours", sa.Integer, nullable=False, server_default="0"))
    op.add_column("attendance", sa.Column("corrected", sa.Boolean, nullable=False, server_default="0"))
    op.add_column("attendance", sa.Column("flags", sa.String, nullable=False, server_default=""))
    op.execute(
        "UPDATE attendance SET hours = coalesce((SELECT hours FROM sessions WHERE sessions.id = session_id), 0)"
    )
    op.create_index("attendance_by_class", "attendance", ["class_id"])
    op.create_table(
        "absences",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("voucher_no", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("hours", sa.Integer, nullable=False),
        sa.Column("corrected", sa.Boolean, nullable=False),
        sa.Column("flags", sa.String, nullable=False),
    )


def _amendments() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("voucher_no", sa.BigInteger, nullable=False),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("decided_by", sa.String),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("voucher_no", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("withdrawn_by", sa.String),
    )


def _people_and_projects() -> None:
    op.create_table(
        "results",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("voucher_no", sa.BigInteger, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("theory", sa.Integer),
        sa.Column("practical", sa.Integer),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("certificate_no", sa.String),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "expected",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("class_id", sa.String, nullable=False, index=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("document_kind", sa.String, nullable=False),
        sa.Column("id_number", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("employer", sa.String),
        sa.Column("remark", sa.String),
        sa.Column("voucher_no", sa.BigInteger),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_table(
        "projects",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("occupation", sa.String),
        sa.Column("level", sa.Integer),
        sa.Column("standard_fen", sa.BigInteger),
    )


def _of_this_pc() -> None:
    op.create_table(
        "pins",
        sa.Column("staff_id", sa.String, primary_key=True),
        sa.Column("verifier", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("set_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "wrong_tries",
        sa.Column("staff_id", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "closed_days",
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("fact_id", sa.String(32), nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
