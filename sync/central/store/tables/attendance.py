"""考勤: punches of two sources, leave, corrections. Nothing is taken away; what follows from them is computed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, String, Table, Text

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
    Column("distance_m", Float(53), nullable=False),
)

corrections = Table(
    # 补签: `approved_by` null while a second person has to look at it; `state` waiting, standing or declined.
    "corrections",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
    Column("mark", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("approved_by", String),
    Column("state", String, nullable=False),
    Index("corrections_by_place", "session_id", "voucher_no"),
)

leaves = Table(
    # 请假: personal or sick, for one session.
    "leaves",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("voucher_no", ForeignKey("vouchers.no"), nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Index("leaves_by_place", "session_id", "voucher_no"),
)
