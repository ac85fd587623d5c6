"""The centre's tables, by what they are about."""

from __future__ import annotations

from sync.central.store.tables.attendance import corrections, fixes, leaves, punches
from sync.central.store.tables.columns import Instant, metadata, micros
from sync.central.store.tables.holder_record import evaluations, job_posts
from sync.central.store.tables.issuing import (
    campaign_institutions,
    campaign_people,
    campaigns,
    courses,
    occupations,
    projects,
    sign_ups,
    trainees,
    voucher_history,
    vouchers,
)
from sync.central.store.tables.places import (
    devices,
    enrolment_codes,
    institutions,
    officers,
    rooms,
    sites,
    staff,
    teachers,
)
from sync.central.store.tables.record import changes, facts, receipts, undos
from sync.central.store.tables.scheme import (
    documents,
    keys,
    national_codes,
    request_nonces,
    resolutions,
    wrong_code_tries,
)
from sync.central.store.tables.settlement import (
    assessments,
    eligibility_checks,
    payment_batches,
    payment_lines,
    payments,
    subsidised,
)
from sync.central.store.tables.teaching import (
    class_history,
    classes,
    opening_reports,
    registrations,
    roster_entries,
    sessions,
    waiting_enrolments,
)

__all__ = [
    "Instant",
    "assessments",
    "campaign_institutions",
    "campaign_people",
    "campaigns",
    "changes",
    "class_history",
    "classes",
    "corrections",
    "courses",
    "devices",
    "documents",
    "eligibility_checks",
    "enrolment_codes",
    "evaluations",
    "facts",
    "fixes",
    "institutions",
    "job_posts",
    "keys",
    "leaves",
    "metadata",
    "micros",
    "national_codes",
    "occupations",
    "officers",
    "opening_reports",
    "payment_batches",
    "payment_lines",
    "payments",
    "projects",
    "punches",
    "receipts",
    "registrations",
    "request_nonces",
    "resolutions",
    "rooms",
    "roster_entries",
    "sessions",
    "sign_ups",
    "sites",
    "staff",
    "subsidised",
    "teachers",
    "trainees",
    "undos",
    "voucher_history",
    "vouchers",
    "waiting_enrolments",
    "wrong_code_tries",
]
