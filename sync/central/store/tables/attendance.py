"""考勤: punches of two sources, leave, corrections. Nothing is taken away; the account that follows is kept beside."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from sync.central.store.tables.columns import Instant, metadata

punches = Table(
    "punches",
    metadata,
    Column("fact_id", String, primary_key=True),  # a desk's fact; a sign-in by phone has an id of its own
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("source", String, nullable=False),
    Column("device", String, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("direction", String, nullable=False, server_default="in"),
    # Not known to be inside the fence: kept and flagged, counts only when a person says so (a correction).
    Column("outside", Boolean, nullable=False, server_default="0"),
    Index("punches_by_place", "session_id", "voucher_no"),
)

fixes = Table(
    # Where a phone was when it signed in, exactly as it said; sensitive, erased when its retention ends.
    "fixes",
    metadata,
    Column("punch", ForeignKey("punches.fact_id"), primary_key=True),
    Column("latitude", Float(53), nullable=False),
    Column("longitude", Float(53), nullable=False),
    Column("accuracy_m", Float(53), nullable=False),
    Column("coordinate_system", String, nullable=False),
    # Null where the session has no room whose place is known.
    Column("distance_m", Float(53)),
    Column("standing", String, nullable=False),
)

corrections = Table(
    # 补签: proposed once, decided once at most, withdrawn once at most; `state` waiting, standing, declined, withdrawn.
    "corrections",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
    Column("mark", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("decided_by", String),
    Column("decided_at", Instant),
    Column("withdrawn_by", String),
    Column("withdrawn_at", Instant),
    Column("policy_version", Integer, nullable=False),
    Index("corrections_by_place", "session_id", "voucher_no"),
)

leaves = Table(
    # 请假: personal or sick, for one session; stands until it is withdrawn.
    "leaves",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("withdrawn_by", String),
    Column("withdrawn_at", Instant),
    Index("leaves_by_place", "session_id", "voucher_no"),
)

attendance_accounts = Table(
    # What all that is known of one voucher at one session comes to; judged anew only when more becomes known, so that
    # a later policy changes no mark of the past. Where nothing is known there is no row.
    "attendance_accounts",
    metadata,
    Column("session_id", ForeignKey("sessions.id"), primary_key=True),
    Column("voucher_no", ForeignKey("vouchers.no"), primary_key=True),
    Column("mark", String, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Column("flags", String, nullable=False),
    Column("came_at", Instant),
    Column("left_at", Instant),
    Column("policy_version", Integer, nullable=False),
    Index("attendance_accounts_by_voucher", "voucher_no"),
)
