"""The scheme's life, from issuing a voucher to writing it off: new tables. Imports nothing of the program.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The tables; what grew in those that were there comes next."""
    _places()
    _issuing()
    _teaching()
    _attendance()
    _settlement()
    _holder_record()
    _scheme()


def _places() -> None:
    op.create_table(
        "institution_history",
        sa.Column("institution", sa.String, sa.ForeignKey("institutions.id"), primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
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
        sa.Column("policy_version", sa.Integer, nullable=False, server_default="0"),
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
