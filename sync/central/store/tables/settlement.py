"""考核, 核验, 拨付: results, checks, payments, and the batches that take payments to the bank."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sync.central.store.tables.columns import Instant, metadata

assessments = Table(
    # One attempt of one person; a null score: absent from that part. A resit is the next attempt.
    "assessments",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("fact_id", String, index=True),
    Column("theory", Integer),
    Column("practical", Integer),
    Column("passed", Boolean, nullable=False),
    Column("certificate_no", String, unique=True),
    Column("actor", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

eligibility_checks = Table(
    # 核验: each check of each voucher, with what it went by; `unmet` a JSON list of conditions, empty when eligible.
    "eligibility_checks",
    metadata,
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("class_id", ForeignKey("classes.id"), nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("unmet", Text, nullable=False),
    Column("standard_fen", BigInteger, nullable=False),
    Column("ratio_percent", Integer, nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

subsidised = Table(
    # Same person, same occupation and level: subsidised once. The row is taken when the check passes.
    "subsidised",
    metadata,
    Column("trainee", ForeignKey("trainees.id"), primary_key=True),
    Column("occupation", String, primary_key=True),
    Column("skill_level", Integer, primary_key=True, autoincrement=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False, unique=True),
)

payments = Table(
    # One voucher is paid once: the rule is a constraint. A payment that the bank returned goes into a later batch.
    "payments",
    metadata,
    Column("id", String, primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False, unique=True),
    Column("amount_fen", BigInteger, nullable=False),
    Column("payee_kind", String, nullable=False),
    Column("payee", String, nullable=False),
    Column("state", String, nullable=False),
    Column("hold", String, nullable=False, server_default=""),  # why it cannot be sent yet (sync.domain.subsidy.Hold)
    Column("at", Instant, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

payment_batches = Table(
    "payment_batches",
    metadata,
    Column("id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("total_fen", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String, nullable=False),
    # SHA-256 of the bank file, so that a result is known to answer this very file.
    Column("file_digest", LargeBinary),
    Column("result_digest", LargeBinary),  # of the result that was taken: the same again changes nothing
)

payment_lines = Table(
    # What the bank is told of each payment, as it was when the batch was made: the file never changes any more.
    "payment_lines",
    metadata,
    Column("batch", ForeignKey("payment_batches.id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("payment", ForeignKey("payments.id"), nullable=False, index=True),
    Column("amount_fen", BigInteger, nullable=False),
    Column("payee_kind", String, nullable=False),
    Column("account_name", String, nullable=False),
    Column("account_no", String, nullable=False),
    Column("state", String, nullable=False),
    Column("bank_reason", String, nullable=False, server_default=""),
    UniqueConstraint("batch", "payment", name="once_a_batch"),
)
