"""发放: people, projects, campaigns, the vouchers that came of them with all their moves, and the course catalogue."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sync.central.store.tables.columns import Instant, Serial, metadata

trainees = Table(
    "trainees",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("id_number", String, nullable=False, unique=True),
    Column("phone", String, nullable=False),
    Column("document_kind", String, nullable=False, server_default="citizen_id"),
    # The enterprise that employs the person, if any; and the account tied to the card.
    Column("employer", ForeignKey("institutions.id")),
    Column("bank_account", String, nullable=False, server_default=""),
    # What eligibility is judged by (sync.domain.eligibility), a JSON object.
    Column("attributes", Text, nullable=False, server_default="{}"),
)

occupations = Table(
    # Editions renumber occupations: code, edition and name are kept together.
    "occupations",
    metadata,
    Column("code", String, primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
)

projects = Table(
    "projects",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False, server_default="social_training"),
    Column("occupation_code", String),
    Column("occupation_edition", Integer),
    Column("skill_level", Integer),
    ForeignKeyConstraint(
        ["occupation_code", "occupation_edition"],
        ["occupations.code", "occupations.edition"],
        name="of_a_known_occupation",
    ),
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value_mode", String, nullable=False),
    Column("issue_mode", String, nullable=False),
    Column("project", Integer, nullable=False),  # 0: none (sign-in-only)
    Column("fund_source", String, nullable=False),
    Column("quantity", Integer, nullable=False),
    # A predicate's name in the policy pack; null: only those on the campaign's own list.
    Column("eligible", String),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

campaign_institutions = Table(
    # Where the vouchers may be used; no row: everywhere the kind of institution allows.
    "campaign_institutions",
    metadata,
    Column("campaign", ForeignKey("campaigns.id"), primary_key=True),
    Column("institution", ForeignKey("institutions.id"), primary_key=True),
)

campaign_people = Table(
    # The named list of a campaign; for a directed one, as the institution reported it.
    "campaign_people",
    metadata,
    Column("campaign", ForeignKey("campaigns.id"), primary_key=True),
    Column("trainee", ForeignKey("trainees.id"), primary_key=True),
    Column("reported_by", ForeignKey("institutions.id")),
    Column("at", Instant, nullable=False),
)

vouchers = Table(
    "vouchers",
    metadata,
    Column("no", Serial, primary_key=True, autoincrement=True),
    Column("trainee", ForeignKey("trainees.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("void_reason", String),
    # The first status list that names the voucher, and when: a desk that held an older one acted in good faith.
    Column("void_list", Integer),
    Column("void_at", Instant),
    Column("project", Integer, nullable=False),
    Column("ratio_percent", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("campaign", ForeignKey("campaigns.id"), index=True),
    # One voucher of a campaign for each person: a second claim finds the first.
    UniqueConstraint("campaign", "trainee", name="one_voucher_a_campaign"),
)

voucher_history = Table(
    # Every move of every voucher; the first has no state before it.
    "voucher_history",
    metadata,
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("from_state", String),
    Column("to_state", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("note", Text, nullable=False, server_default=""),  # in an officer's own words
    Column("actor", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

courses = Table(
    "courses",
    metadata,
    Column("id", String, primary_key=True),
    Column("institution", ForeignKey("institutions.id"), nullable=False, index=True),
    Column("project", ForeignKey("projects.no"), nullable=False),
    Column("name", String, nullable=False),
    Column("description", Text, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("price_fen", BigInteger, nullable=False),
    Column("state", String, nullable=False),
)

sign_ups = Table(
    "sign_ups",
    metadata,
    Column("course", ForeignKey("courses.id"), primary_key=True),
    Column("trainee", ForeignKey("trainees.id"), primary_key=True),
    Column("state", String, nullable=False),
    Column("at", Instant, nullable=False),
)
