"""What a holder leaves and finds beside the vouchers: evaluations of courses, job posts by occupation."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, ForeignKey, ForeignKeyConstraint, Integer, String, Table, Text

from sync.central.store.tables.columns import Instant, metadata

evaluations = Table(
    "evaluations",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    Column("trainee", ForeignKey("trainees.id"), primary_key=True),
    Column("stars", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

job_posts = Table(
    "job_posts",
    metadata,
    Column("id", String, primary_key=True),
    # The enterprise that posted it and may change it; null: an officer did.
    Column("institution", ForeignKey("institutions.id")),
    Column("employer", String, nullable=False),
    Column("title", String, nullable=False),
    Column("occupation_code", String, nullable=False),
    Column("occupation_edition", Integer, nullable=False),
    Column("skill_level", Integer),
    Column("place", String, nullable=False),
    Column("salary_from_fen", BigInteger, nullable=False),
    Column("salary_to_fen", BigInteger, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("until", Date, nullable=False),
    ForeignKeyConstraint(["occupation_code", "occupation_edition"], ["occupations.code", "occupations.edition"]),
)
