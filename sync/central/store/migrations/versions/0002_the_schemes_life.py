"""The scheme's life, from issuing a voucher to writing it off. Stands alone: imports nothing of the program.

Revision ID: 0002
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New tables first, then the columns that point at them."""
    _places()
    _issuing()
    _teaching()
    _attendance()
    _settlement()
    _holder_record()
    _scheme()
    _grown_places()
    _grown_classes()
    _grown_vouchers()
    _grown_record()
    _way_so_far()
    _attendance_so_far()


def _places() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("site", sa.String, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("latitude", sa.Float(53), nullable=False),
        sa.Column("longitude", sa.Float(53), nullable=False),
        sa.Column("coordinate_system", sa.String, nullable=False),
    )
    op.create_index("ix_rooms_site", "rooms", ["site"])
    op.create_table(
        "officers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
    )
    op.create_table(
        "teachers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("institution", sa.String, sa.ForeignKey("institutions.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("qualification", sa.Text, nullable=False),
    )
    op.create_index("ix_teachers_institution", "teachers", ["institution"])


def _issuing() -> None:
    op.create_table(
        "occupations",
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String, nullable=False),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value_mode", sa.String, nullable=False),
        sa.Column("issue_mode", sa.String, nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("fund_source", sa.String, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("eligible", sa.String),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_table(
        "campaign_institutions",
        sa.Column("campaign", sa.String, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("institution", sa.String, sa.ForeignKey("institutions.id"), primary_key=True),
    )
    op.create_table(
        "campaign_people",
        sa.Column("campaign", sa.String, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("trainee", sa.String, sa.ForeignKey("trainees.id"), primary_key=True),
        sa.Column("reported_by", sa.String, sa.ForeignKey("institutions.id")),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "voucher_history",
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("from_state", sa.String),
        sa.Column("to_state", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_table(
        "courses",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("institution", sa.String, sa.ForeignKey("institutions.id"), nullable=False),
        sa.Column("project", sa.Integer, sa.ForeignKey("projects.no"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("hours", sa.Integer, nullable=False),
        sa.Column("price_fen", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_index("ix_courses_institution", "courses", ["institution"])
    op.create_table(
        "sign_ups",
        sa.Column("course", sa.String, sa.ForeignKey("courses.id"), primary_key=True),
        sa.Column("trainee", sa.String, sa.ForeignKey("trainees.id"), primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def _teaching() -> None:
    op.create_table(
        "class_history",
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_table(
        "opening_reports",
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("fact_id", sa.String, unique=True),
        sa.Column("reported_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("deadline", sa.BigInteger, nullable=False),
        sa.Column("in_time", sa.Boolean, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_table(
        "registrations",
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("in_time", sa.Boolean, nullable=False),
    )


def _attendance() -> None:
    op.create_table(
        "fixes",
        sa.Column("punch", sa.String, sa.ForeignKey("punches.fact_id"), primary_key=True),
        sa.Column("latitude", sa.Float(53), nullable=False),
        sa.Column("longitude", sa.Float(53), nullable=False),
        sa.Column("accuracy_m", sa.Float(53), nullable=False),
        sa.Column("coordinate_system", sa.String, nullable=False),
        sa.Column("distance_m", sa.Float(53)),
        sa.Column("standing", sa.String, nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", sa.BigInteger),
        sa.Column("withdrawn_by", sa.String),
        sa.Column("withdrawn_at", sa.BigInteger),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_index("corrections_by_place", "corrections", ["session_id", "voucher_no"])
    op.create_table(
        "leaves",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("session_id", sa.String, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("withdrawn_by", sa.String),
        sa.Column("withdrawn_at", sa.BigInteger),
    )
    op.create_index("leaves_by_place", "leaves", ["session_id", "voucher_no"])
    op.create_table(
        "attendance_accounts",
        sa.Column("session_id", sa.String, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), primary_key=True),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("hours", sa.Integer, nullable=False),
        sa.Column("corrected", sa.Boolean, nullable=False),
        sa.Column("flags", sa.String, nullable=False),
        sa.Column("came_at", sa.BigInteger),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_index("attendance_accounts_by_voucher", "attendance_accounts", ["voucher_no"])


def _settlement() -> None:
    op.create_table(
        "assessments",
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), primary_key=True),
        sa.Column("attempt", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("fact_id", sa.String),
        sa.Column("theory", sa.Integer),
        sa.Column("practical", sa.Integer),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("certificate_no", sa.String, unique=True),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_index("ix_assessments_fact_id", "assessments", ["fact_id"])
    op.create_table(
        "eligibility_checks",
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("eligible", sa.Boolean, nullable=False),
        sa.Column("unmet", sa.Text, nullable=False),
        sa.Column("standard_fen", sa.BigInteger, nullable=False),
        sa.Column("ratio_percent", sa.Integer, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_table(
        "subsidised",
        sa.Column("trainee", sa.String, sa.ForeignKey("trainees.id"), primary_key=True),
        sa.Column("occupation", sa.String, primary_key=True),
        sa.Column("skill_level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False, unique=True),
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("voucher_no", _SERIAL, sa.ForeignKey("vouchers.no"), nullable=False, unique=True),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("payee_kind", sa.String, nullable=False),
        sa.Column("payee", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("hold", sa.String, nullable=False, server_default=""),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
    )
    op.create_table(
        "payment_batches",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.Column("total_fen", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("file_digest", sa.LargeBinary),
        sa.Column("result_digest", sa.LargeBinary),
    )
    op.create_table(
        "payment_lines",
        sa.Column("batch", sa.String, sa.ForeignKey("payment_batches.id"), primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("payment", sa.String, sa.ForeignKey("payments.id"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("payee_kind", sa.String, nullable=False),
        sa.Column("account_name", sa.String, nullable=False),
        sa.Column("account_no", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("bank_reason", sa.String, nullable=False, server_default=""),
        sa.UniqueConstraint("batch", "payment", name="once_a_batch"),
    )
    op.create_index("ix_payment_lines_payment", "payment_lines", ["payment"])


def _holder_record() -> None:
    op.create_table(
        "evaluations",
        sa.Column("class_id", sa.String, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("trainee", sa.String, sa.ForeignKey("trainees.id"), primary_key=True),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "job_posts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("institution", sa.String, sa.ForeignKey("institutions.id")),
        sa.Column("employer", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("occupation_code", sa.String, nullable=False),
        sa.Column("occupation_edition", sa.Integer, nullable=False),
        sa.Column("skill_level", sa.Integer),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("salary_from_fen", sa.BigInteger, nullable=False),
        sa.Column("salary_to_fen", sa.BigInteger, nullable=False),
        sa.Column("posted_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["occupation_code", "occupation_edition"], ["occupations.code", "occupations.edition"]),
    )


def _scheme() -> None:
    op.create_table("resolver_outages", sa.Column("since", sa.BigInteger, primary_key=True, autoincrement=False))
    op.create_table(
        "request_nonces",
        sa.Column("device", sa.String, primary_key=True),
        sa.Column("nonce", sa.String, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_request_nonces_at", "request_nonces", ["at"])
    op.create_table(
        "wrong_code_tries",
        sa.Column("source", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("wrong_code_tries_by_source", "wrong_code_tries", ["source", "at"])
    op.create_table(
        "batch_runs",
        sa.Column("command", sa.String, primary_key=True),
        sa.Column("outcome", sa.String, primary_key=True),
        sa.Column("runs", sa.Integer, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
    )


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
        " SELECT no, :step, :before, :after, :move, 'migration:0002', :at, 0 FROM vouchers WHERE "
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
