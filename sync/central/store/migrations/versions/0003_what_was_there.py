"""The scheme's life in tables that were there before: columns, and what their rows came from. Stands alone.

Revision ID: 0003
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns first, then the histories that begin with them."""
    _grown_places()
    _grown_classes()
    _grown_vouchers()
    _grown_record()
    _way_so_far()
    _attendance_so_far()


def _grown_places() -> None:
    op.add_column("institutions", sa.Column("kind", sa.String, nullable=False, server_default="social_training"))
    op.add_column("institutions", sa.Column("credit_code", sa.String, nullable=False, server_default=""))
    op.add_column("institutions", sa.Column("bank_account", sa.String, nullable=False, server_default=""))
    op.add_column("projects", sa.Column("type", sa.String, nullable=False, server_default="social_training"))
    op.add_column("projects", sa.Column("occupation_code", sa.String))
    op.add_column("projects", sa.Column("occupation_edition", sa.Integer))
    op.add_column("projects", sa.Column("skill_level", sa.Integer))
    with op.batch_alter_table("projects") as batch:
        pair, known = ["occupation_code", "occupation_edition"], ["code", "edition"]
        batch.create_foreign_key("of_a_known_occupation", "occupations", pair, known)


def _grown_classes() -> None:
    op.add_column("classes", sa.Column("course", sa.String, sa.ForeignKey("courses.id")), inline_references=True)
    op.add_column("sessions", sa.Column("room", sa.String, sa.ForeignKey("rooms.id")), inline_references=True)
    op.add_column("sessions", sa.Column("teacher", sa.String, sa.ForeignKey("teachers.id")), inline_references=True)
    op.add_column("sessions", sa.Column("cancelled", sa.Boolean, nullable=False, server_default="0"))


def _grown_vouchers() -> None:
    op.add_column("trainees", sa.Column("document_kind", sa.String, nullable=False, server_default="citizen_id"))
    employer = sa.Column("employer", sa.String, sa.ForeignKey("institutions.id"))
    op.add_column("trainees", employer, inline_references=True)
    op.add_column("trainees", sa.Column("bank_account", sa.String, nullable=False, server_default=""))
    op.add_column("trainees", sa.Column("attributes", sa.Text, nullable=False, server_default="{}"))
    op.add_column("vouchers", sa.Column("campaign", sa.String, sa.ForeignKey("campaigns.id")), inline_references=True)
    op.create_index("ix_vouchers_campaign", "vouchers", ["campaign"])
    with op.batch_alter_table("vouchers") as batch:
        batch.create_unique_constraint("one_voucher_a_campaign", ["campaign", "trainee"])


def _grown_record() -> None:
    op.add_column("punches", sa.Column("direction", sa.String, nullable=False, server_default="in"))
    op.add_column("punches", sa.Column("outside", sa.Boolean, nullable=False, server_default="0"))
    op.add_column("changes", sa.Column("txid", sa.BigInteger, nullable=False, server_default="0"))
    op.drop_index("changes_in_order", "changes")
    op.create_index("changes_in_order", "changes", ["scope", "txid", "position"])


def _way_so_far() -> None:
    """Histories begin now: each voucher gets the moves that it must have made, under no policy, at this moment."""
    used = "'USED', 'WRITTEN_OFF'"
    moves = (
        (1, "issue", None, "ISSUED", "1 = 1"),
        (2, "claim", "ISSUED", "CLAIMED", f"state IN ('CLAIMED', 'IN_USE', {used})"),
        (3, "enrol", "CLAIMED", "IN_USE", f"state IN ('IN_USE', {used})"),
        (4, "check", "IN_USE", "USED", f"state IN ({used})"),
        (5, "write_off", "USED", "WRITTEN_OFF", "state = 'WRITTEN_OFF'"),
        (2, "expire", "ISSUED", "VOID", "state = 'VOID' AND void_reason = 'EXPIRED'"),
        (2, "revoke", "ISSUED", "VOID", "state = 'VOID' AND coalesce(void_reason, '') <> 'EXPIRED'"),
    )
    history = sa.text(
        "INSERT INTO voucher_history (voucher_no, step, from_state, to_state, reason, actor, at, policy_version)"
        " SELECT no, :step, :before, :after, :move, 'migration:0003', :at, 0 FROM vouchers WHERE "
    )
    at = int(datetime.now(UTC).timestamp() * 1_000_000)
    for step, move, before, after, which in moves:
        given = {"step": step, "before": before, "after": after, "move": move, "at": at}
        op.get_bind().execute(sa.text(history.text + which), given)


def _attendance_so_far() -> None:
    """Whoever signed in was there the whole time: no rule took hours away until now."""
    op.get_bind().execute(
        sa.text(
            "INSERT INTO attendance_accounts"
            " (session_id, voucher_no, mark, hours, corrected, flags, came_at, left_at, policy_version)"
            " SELECT p.session_id, p.voucher_no, 'present', s.hours, FALSE, '', MIN(p.at), NULL, 0"
            " FROM punches p JOIN sessions s ON s.id = p.session_id WHERE NOT p.undone"
            " GROUP BY p.session_id, p.voucher_no, s.hours"
        )
    )
