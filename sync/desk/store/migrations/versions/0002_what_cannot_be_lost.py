"""Attention settled by people, sticks, conflicts, how far the feed is held. Stands alone.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, and which receipt settled a fact; of what is hashed not a byte is touched."""
    op.create_index("facts_by_place", "facts", ["epoch", "seq", "type", "id"])
    _what_waits()
    _what_every_scan_asks()
    op.create_table(
        "lost_facts",
        sa.Column("epoch", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("type", sa.String),
        sa.Column("fact_id", sa.String(32)),
        sa.Column("found_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("about", sa.String(32), primary_key=True),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("fact_id", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "exports",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("reply_key", sa.LargeBinary, nullable=False),
        sa.Column("facts", sa.Integer, nullable=False),
        sa.Column("answered_at", sa.BigInteger),
    )
    op.create_table(
        "conflicts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("voucher_no", sa.BigInteger),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("to_decide", sa.Boolean, nullable=False),
        sa.Column("document", sa.String, nullable=False),
    )
    op.create_table(
        "feed_items",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "snapshot_parts",
        sa.Column("snapshot", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """The tables of before; the facts stay, and which receipt settled one is found again by the next `upgrade`."""
    op.drop_index("scans_by_class", "scans")
    op.create_index("scans_by_class", "scans", ["class_id", "kind"])
    for name, table in (
        ("facts_that_transfer", "facts"), ("scans_taken_back", "scans"), ("scans_that_enrol", "scans"),
        ("facts_that_wait", "facts"), ("facts_by_place", "facts"), ("receipts_by_outcome", "receipts"),
    ):  # fmt: skip
        op.drop_index(name, table)
    op.execute("DROP TRIGGER receipt_settles")
    op.drop_column("facts", "settled_by")
    for table in ("lost_facts", "decisions", "exports", "conflicts", "feed_items", "snapshot_parts"):
        op.drop_table(table)


def _what_waits() -> None:
    op.add_column("facts", sa.Column("settled_by", sa.Integer))
    op.execute(
        "UPDATE facts SET settled_by = "
        "(SELECT min(number) FROM receipts WHERE receipts.fact_id = facts.id AND receipts.settles)"
    )
    op.execute("CREATE INDEX facts_that_wait ON facts (epoch, seq) WHERE settled_by IS NULL")
    op.create_index("receipts_by_outcome", "receipts", ["outcome", "fact_id"])
    op.execute(
        "CREATE TRIGGER receipt_settles AFTER INSERT ON receipts WHEN NEW.settles BEGIN "
        "UPDATE facts SET settled_by = NEW.number WHERE id = NEW.fact_id AND settled_by IS NULL; END"
    )


def _what_every_scan_asks() -> None:
    """Answered by a few rows, however many facts there are."""
    op.execute("CREATE INDEX facts_that_transfer ON facts (id) WHERE type = 'enrolment_transferred'")
    op.execute("CREATE INDEX scans_taken_back ON scans (kind) WHERE undone_by IS NOT NULL")
    op.execute("CREATE INDEX scans_that_enrol ON scans (voucher_no) WHERE kind = 'enrolment'")
    op.drop_index("scans_by_class", "scans")
    op.create_index("scans_by_class", "scans", ["class_id", "kind", "voucher_no"])
