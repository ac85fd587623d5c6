"""The tables. Times are whole microseconds since 1970 UTC.

Ours (the record):    facts, left_places, lost_facts, receipts, scans, strangers, decisions, exports, closed_days
Ours (of this PC):    drafts, pins, wrong_tries
The centre's (feed):  classes, sessions, roster_entries, search_terms, attendance, absences, corrections, leaves,
                      results, expected, projects, staff, documents, conflicts,
                      and how far it is held: feed_items, snapshot_parts
Both:                 kept (identity, epoch, cursor, anchor …)

`scans` is the local view: what this desk's facts mean for the screen, written in the same transaction as the fact.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

metadata = MetaData()
ABOUT_CLASSES = (
    "type IN ('opening_reported', 'class_cancelled', 'session_changed', 'session_cancelled', 'assessment_recorded')"
)
"""As the index of just these facts says it; a query that shall use it says the same."""

facts = Table(
    "facts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("payload", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    # Which receipt settled it: written by the trigger `receipt_settles` (migration 0002), never by hand. The receipts
    # are the truth; this only lets the few that wait be found among a million.
    Column("settled_by", Integer),
    UniqueConstraint("epoch", "seq", name="one_place_in_the_chain"),
    # Says a second time, on other pages, what stood where: after damage the loss can be named.
    Index("facts_by_place", "epoch", "seq", "type", "id"),
    Index("facts_that_wait", "epoch", "seq", sqlite_where=text("settled_by IS NULL")),
    # Asked at every scan: whose class was changed here.
    Index("facts_that_transfer", "id", sqlite_where=text("type = 'enrolment_transferred'")),
    # Asked wherever people announced are shown: whom this desk has announced or called off a moment ago.
    Index("facts_that_announce", "id", sqlite_where=text("type = 'trainee_expected'")),
    Index("facts_that_call_off", "id", sqlite_where=text("type = 'expectation_withdrawn'")),
    Index("facts_about_classes", "id", sqlite_where=text(ABOUT_CLASSES)),
)

left_places = Table(
    "left_places",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
)
"""Places of a former epoch whose facts moved on to the next one; their hashes keep that chain whole."""

lost_facts = Table(
    "lost_facts",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("type", String),
    Column("fact_id", String(32)),
    Column("found_at", BigInteger, nullable=False),
)
"""Places whose facts a damage took, written down by the repair: the chain goes on over them and nobody is alarmed anew.
`type` and `fact_id`: where anything still told of them."""

receipts = Table(
    "receipts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("fact_id", String(32), nullable=False),
    Column("outcome", String, nullable=False),
    Column("settles", Boolean, nullable=False),
    Column("code", String),
    Column("at", String, nullable=False),
    Column("voucher_no", BigInteger),
    Column("document", String, nullable=False),
    Index("receipts_by_fact", "fact_id", "settles"),
    Index("receipts_by_outcome", "outcome", "fact_id"),
)

scans = Table(
    "scans",
    metadata,
    Column("fact_id", String(32), primary_key=True),
    Column("kind", String, nullable=False),
    Column("session_id", String),
    Column("class_id", String),
    Column("voucher_no", BigInteger),
    Column("code_hash", LargeBinary),
    Column("name", String),
    Column("reason", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone_by", String(32)),
    Index("scans_by_session", "session_id", "at"),
    Index("scans_by_voucher", "voucher_no"),
    Index("scans_by_class", "class_id", "kind", "voucher_no"),
    Index("scans_taken_back", "kind", sqlite_where=text("undone_by IS NOT NULL")),
    Index("scans_that_enrol", "voucher_no", sqlite_where=text("kind = 'enrolment'")),
)

strangers = Table(
    "strangers",
    metadata,
    Column("keyed_hash", LargeBinary, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("about", String(32), primary_key=True),
    Column("decision", String, nullable=False),
    Column("fact_id", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What people decided about records that needed attention; the last word on each."""

exports = Table(
    "exports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("made_at", BigInteger, nullable=False),
    Column("reply_key", LargeBinary, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("answered_at", BigInteger),
)
"""Queue files written to a stick; the centre's answer to each opens with its `reply_key` alone."""

classes = Table(
    "classes",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("project", Integer, nullable=False),
    Column("project_name", String, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("required_hours", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("opening_due", BigInteger),
    Column("opening_reported_at", BigInteger),
    Column("opening_in_time", Boolean),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("class_id", String, nullable=False, index=True),
    Column("starts", BigInteger, nullable=False, index=True),
    Column("ends", BigInteger, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("room", String),
    Column("teacher", String),
)

roster_entries = Table(
    "roster_entries",
    metadata,
    Column("id", String, primary_key=True),
    Column("class_id", String, nullable=False, index=True),
    Column("trainee_id", String, nullable=False, index=True),
    Column("voucher_no", BigInteger, index=True),
    Column("state", String, nullable=False),
    Column("name", String, nullable=False),
    Column("id_number", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("hours_done", Integer, nullable=False),
    Column("ratio_percent", Integer),
)
"""`ratio_percent`: what part of the project's standard the person's subsidy is; None: sign-in only, or not told."""

search_terms = Table(
    "search_terms",
    metadata,
    Column("term", String, primary_key=True),
    Column("entry_id", String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

attendance = Table(
    "attendance",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", String, nullable=False),
    Column("class_id", String, nullable=False),
    Column("voucher_no", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("source", String, nullable=False),
    Column("device", String),
    Column("left_at", BigInteger),
    Column("mark", String, nullable=False, server_default="present"),
    Column("hours", Integer, nullable=False, server_default="0"),
    Column("corrected", Boolean, nullable=False, server_default="0"),
    Column("flags", String, nullable=False, server_default=""),
    Index("attendance_by_session", "session_id", "voucher_no"),
    Index("attendance_by_class", "class_id"),
)
"""Who was there. `flags`: `sync.domain.attendance.Flag`, with commas between them."""

absences = Table(
    "absences",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", String, nullable=False),
    Column("class_id", String, nullable=False, index=True),
    Column("voucher_no", BigInteger, nullable=False),
    Column("left_at", BigInteger),
    Column("mark", String, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Column("flags", String, nullable=False),
)
"""What is known of who was not there: leave, a sign-in from outside, a correction."""

corrections = Table(
    "corrections",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", String, nullable=False),
    Column("class_id", String, nullable=False, index=True),
    Column("voucher_no", BigInteger, nullable=False),
    Column("mark", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("decided_by", String),
)

leaves = Table(
    "leaves",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", String, nullable=False),
    Column("class_id", String, nullable=False, index=True),
    Column("voucher_no", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("withdrawn_by", String),
)

results = Table(
    "results",
    metadata,
    Column("id", String, primary_key=True),
    Column("class_id", String, nullable=False, index=True),
    Column("voucher_no", BigInteger, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("theory", Integer),
    Column("practical", Integer),
    Column("passed", Boolean, nullable=False),
    Column("certificate_no", String),
    Column("at", BigInteger, nullable=False),
)
"""考核鉴定: one attempt a row; a score of None: absent from that part."""

expected = Table(
    "expected",
    metadata,
    Column("id", String, primary_key=True),
    Column("class_id", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("document_kind", String, nullable=False),
    Column("id_number", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("employer", String),
    Column("remark", String),
    Column("voucher_no", BigInteger),
    Column("state", String, nullable=False),
)
"""People announced for a class by a list; `voucher_no` once they are in it."""

projects = Table(
    "projects",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("occupation", String),
    Column("level", Integer),
    Column("standard_fen", BigInteger),
)
"""培训项目 of the site's classes; `standard_fen`: the subsidy's standard, None where there is none."""

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("verifier", String),
)
"""`verifier`: the password's, in Argon2's own form; None: this person has none yet."""

pins = Table(
    "pins",
    metadata,
    Column("staff_id", String, primary_key=True),
    Column("verifier", String, nullable=False),
    Column("password", String, nullable=False),
    Column("set_at", BigInteger, nullable=False),
)
"""For changing over quickly at this PC; `password`: the verifier it was set under, so that a new password ends it."""

wrong_tries = Table(
    "wrong_tries",
    metadata,
    Column("staff_id", String, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("kind", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Forms that are half filled in, as JSON: they are there again after the power was cut."""

closed_days = Table(
    "closed_days",
    metadata,
    Column("day", String, primary_key=True),
    Column("fact_id", String(32), nullable=False),
    Column("document", String, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""日结 made here: the day (ISO 8601) and what the sheet said, as JSON."""

documents = Table(
    "documents",
    metadata,
    Column("name", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("voucher_no", BigInteger),
    Column("state", String, nullable=False),
    Column("to_decide", Boolean, nullable=False),
    Column("document", String, nullable=False),
)
"""Double uses that concern this site, as the centre tells them; `id`: the request that did not get the voucher."""

feed_items = Table(
    "feed_items",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What of the feed is held here: a digest each, so that a silent divergence from the centre is found."""

snapshot_parts = Table(
    "snapshot_parts",
    metadata,
    Column("snapshot", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""Of a snapshot that is being fetched; it goes on where it broke off."""

kept = Table(
    "kept",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
