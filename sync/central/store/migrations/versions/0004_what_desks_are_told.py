"""Feed digests, horizons and snapshots, conflicts, PCs that are withdrawn. Stands alone.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Columns, then tables."""
    op.add_column("changes", sa.Column("digest", sa.LargeBinary))
    op.add_column("devices", sa.Column("revoked_at", sa.BigInteger))
    op.add_column("devices", sa.Column("revoked_why", sa.Text))
    op.add_column("devices", sa.Column("wiped_at", sa.BigInteger))
    op.add_column("devices", sa.Column("last_contact", sa.BigInteger))
    op.create_table(
        "feed_horizons",
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("txid", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "feed_marks",
        sa.Column("number", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("txid", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "snapshots",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("cursor", sa.String, nullable=False),
        sa.Column("manifest", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_snapshots_scope", "snapshots", ["scope"])
    op.create_table(
        "snapshot_parts",
        sa.Column("snapshot", sa.String, sa.ForeignKey("snapshots.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "conflicts",
        sa.Column("fact_id", sa.String, sa.ForeignKey("facts.id"), primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no")),
        sa.Column("site", sa.String, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("other_site", sa.String, sa.ForeignKey("sites.id")),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("ix_conflicts_voucher_no", "conflicts", ["voucher_no"])
