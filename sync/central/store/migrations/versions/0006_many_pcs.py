"""Enrolment codes for more than one PC, and how each PC says it is. Stands alone.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Which PC came by a code stands with the PC from now on: a code may bring many."""
    op.add_column("enrolment_codes", sa.Column("uses", sa.Integer, nullable=False, server_default="1"))
    op.add_column("enrolment_codes", sa.Column("revoked_at", sa.BigInteger))
    connection = op.get_bind()
    used = connection.execute(sa.text("SELECT digest, device FROM enrolment_codes WHERE device IS NOT NULL")).all()
    with op.batch_alter_table("enrolment_codes") as batch:
        batch.drop_column("device")
    reference = sa.ForeignKey("enrolment_codes.digest")
    op.add_column("devices", sa.Column("enrolment_code", sa.LargeBinary, reference), inline_references=True)
    by_code = sa.text("UPDATE devices SET enrolment_code = :digest WHERE id = :device")
    for row in used:
        connection.execute(by_code, {"digest": row.digest, "device": row.device})
    op.add_column("devices", sa.Column("health", sa.Text))
    op.add_column("devices", sa.Column("health_at", sa.BigInteger))
