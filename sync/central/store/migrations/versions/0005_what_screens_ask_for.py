"""What the screens of a class ask for: people announced; staff who sign in at their PCs. Stands alone.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Columns, then tables."""
    op.add_column("staff", sa.Column("verifier", sa.Text))
    _expected_people()


def _expected_people() -> None:
    op.create_table(
        "expected_people",
        sa.Column("id", sa.String, sa.ForeignKey("facts.id"), primary_key=True),
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("document_kind", sa.String, nullable=False),
        sa.Column("id_number", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("employer", sa.String),
        sa.Column("remark", sa.String),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no")),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_expected_people_id_number", "expected_people", ["id_number"])
    op.create_index("ix_expected_people_at", "expected_people", ["at"])
