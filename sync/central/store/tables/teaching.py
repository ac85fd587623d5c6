"""培训班: the class with its history, its sessions, its opening report, the people on its roster."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from sync.central.store.tables.columns import Instant, Serial, metadata

classes = Table(
    "classes",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("project", ForeignKey("projects.no"), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("required_hours", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("course", ForeignKey("courses.id")),
)

class_history = Table(
    # What was done to a class: created, changed, reported, cancelled, closed; `body` says what, a JSON object.
    "class_history",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False, index=True),
    Column("starts", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("room", ForeignKey("rooms.id")),
    Column("teacher", ForeignKey("teachers.id")),
    Column("cancelled", Boolean, nullable=False, server_default="0"),
)

opening_reports = Table(
    # 开班反馈: `reported_at` by trusted time, judged against `deadline`; a class has one that stands.
    "opening_reports",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    Column("fact_id", String, unique=True),
    Column("reported_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("deadline", Instant, nullable=False),
    Column("in_time", Boolean, nullable=False),
    Column("actor", String, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

registrations = Table(
    # 学员注册: who was reported with the class, or added to the report in time.
    "registrations",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("in_time", Boolean, nullable=False),
    Column("policy_version", Integer, nullable=False, server_default="0"),
)

roster_entries = Table(
    "roster_entries",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    # A voucher is in use in one class at most.
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True, unique=True),
    Column("at", Instant, nullable=False),
    Column("fact_id", String, index=True),
    Column("hours_done", Integer, nullable=False),
)

waiting_enrolments = Table(
    # Requests that stand without having the place: merged into another's, or held while the institution is suspended.
    "waiting_enrolments",
    metadata,
    Column("position", Serial, primary_key=True, autoincrement=True),
    Column("fact_id", ForeignKey("facts.id"), nullable=False, unique=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False, index=True),
    Column("held", Boolean, nullable=False),
)

expected_people = Table(
    # Who was announced for a class by a list; the id is the announcing fact's, `at` when the centre took it.
    "expected_people",
    metadata,
    Column("id", ForeignKey("facts.id"), primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("document_kind", String, nullable=False),
    Column("id_number", String, nullable=False, index=True),
    Column("phone", String, nullable=False),
    Column("employer", String),
    Column("remark", String),
    Column("voucher_no", ForeignKey("vouchers.no")),
    Column("state", String, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
