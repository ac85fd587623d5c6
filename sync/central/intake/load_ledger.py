"""Fetch what a batch speaks of: one query per table, whatever the number of facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.attendance.load_book import load_book, load_sessions
from sync.central.conflicts.conflict_book import load_conflicts
from sync.central.holders import VOUCHER_AND_HOLDER
from sync.central.intake.ledger import Entry, KnownClass, Ledger, Voucher, Waiting
from sync.central.intake.mentioned import Mentioned, mentioned_in
from sync.central.intake.settle_attention import load_answered
from sync.central.issuing.campaigns import closed_to_site
from sync.central.settlement.result_book import load_results
from sync.central.store import tables
from sync.central.store.among import among
from sync.central.teaching.class_history import former_members
from sync.central.teaching.expected_book import load_expected
from sync.central.teaching.opening_cases import opening_cases
from sync.central.teaching.report_opening import standing_reports
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.ids import FactId, VoucherNo
from sync.domain.staff import StaffRole
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState
from sync.protocol.payloads import Payload


def load_ledger(connection: Connection, ledger: Ledger, arrived: Sequence[tuple[FactId, Payload | None]]) -> None:
    """Fill the empty `ledger` with everything the facts that `arrived` speak of."""
    mentioned = mentioned_in(arrived, ledger)
    if mentioned.undone_ids:
        _load_undone_facts(connection, ledger, mentioned)
    if mentioned.amended_ids or mentioned.undone_ids or mentioned.amending_ids:
        _load_amended(connection, mentioned)
    if mentioned.needs_staff:
        _load_staff(connection, ledger)
    _load_undos(connection, ledger, mentioned)
    _load_vouchers(connection, ledger, mentioned)
    _load_conflicts(connection, ledger, mentioned)
    _load_waiting(connection, ledger, mentioned)
    if mentioned.class_ids or mentioned.undone_ids or mentioned.expected_ids:
        _load_expected(connection, ledger, mentioned)
    _load_places(connection, ledger, mentioned)
    load_book(connection, ledger.book, mentioned.session_ids, mentioned.voucher_nos)
    if mentioned.class_ids:
        _load_enrolled(connection, ledger, mentioned)
    if mentioned.reported_ids:
        ledger.openings = opening_cases(connection, mentioned.reported_ids)
        ledger.reports = standing_reports(connection, mentioned.reported_ids)
    if mentioned.assessed_ids:
        about = mentioned.assessed_ids, [VoucherNo(number) for number in mentioned.voucher_nos]
        ledger.results = load_results(connection, ledger.policy, *about, mentioned.certificate_nos)
    cancelled = [id_ for id_, known in ledger.classes.items() if known.training_class.state is ClassState.CANCELLED]
    if cancelled and mentioned.session_ids:
        ledger.former_members = former_members(connection, cancelled)


def _load_undone_facts(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    facts, punches, entries = tables.facts.c, tables.punches, tables.roster_entries
    for row in connection.execute(select(facts.id, facts.device).where(among(facts.id, mentioned.undone_ids))):
        (ledger.facts_known if row.device == ledger.device else ledger.facts_of_others).add(row.id)
    for row in connection.execute(select(punches).where(among(punches.c.fact_id, ledger.facts_known))):
        mentioned.session_ids.add(row.session_id)
        mentioned.voucher_nos.add(row.voucher_no)
    for row in connection.execute(select(entries).where(among(entries.c.fact_id, ledger.facts_known))):
        mentioned.voucher_nos.add(row.voucher_no)


def _load_amended(connection: Connection, mentioned: Mentioned) -> None:
    """Where the corrections and leaves belong that the batch speaks of by their ids."""
    ids = mentioned.amended_ids | mentioned.undone_ids | mentioned.amending_ids
    for table in (tables.corrections.c, tables.leaves.c):
        for row in connection.execute(select(table.session_id, table.voucher_no).where(table.id.in_(ids))):
            mentioned.session_ids.add(row.session_id)
            mentioned.voucher_nos.add(row.voucher_no)


def _load_staff(connection: Connection, ledger: Ledger) -> None:
    """Of the institution: who works at another site of it by now may have worked here when it was done."""
    staff, sites = tables.staff.c, tables.sites
    institution = select(sites.c.institution).where(sites.c.id == ledger.site).scalar_subquery()
    here = select(sites.c.id).where(sites.c.institution == institution)
    rows = connection.execute(select(staff.id, staff.role).where(staff.site.in_(here)))
    ledger.staff.update({row.id: StaffRole(row.role) for row in rows})


def _load_undos(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    """What this device has undone already, be it of what arrives now or of what it undoes once more."""
    undos = tables.undos.c
    told = select(undos.fact_id, undos.undone_by).where(
        undos.device == ledger.device, among(undos.fact_id, mentioned.arrived | mentioned.undone_ids)
    )
    ledger.undone.update({row.fact_id: row.undone_by for row in connection.execute(told)})


def _load_conflicts(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    """Those that an enrolment, a departure or somebody's decision may change: who only signs in changes none."""
    if mentioned.settled_ids:
        ledger.answered = load_answered(connection, mentioned.settled_ids)
        mentioned.class_ids |= {one.class_id for one in ledger.answered.values() if one.class_id is not None}
    if mentioned.class_ids or mentioned.undone_ids or mentioned.settled_ids:
        spoken_of = mentioned.arrived | mentioned.undone_ids | mentioned.settled_ids
        ledger.conflicts = load_conflicts(connection, mentioned.voucher_nos, spoken_of)


def _load_waiting(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    waiting = tables.waiting_enrolments
    spoken_of = among(waiting.c.voucher_no, mentioned.voucher_nos) | among(
        waiting.c.fact_id, mentioned.arrived | mentioned.undone_ids
    )
    for row in connection.execute(select(waiting).where(spoken_of).order_by(waiting.c.position)):
        ledger.waiting[row.fact_id] = Waiting(row.fact_id, row.class_id, row.voucher_no, row.held)


def _load_vouchers(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    wanted = VOUCHER_AND_HOLDER.where(among(tables.vouchers.c.no, mentioned.voucher_nos)).order_by(tables.vouchers.c.no)
    # Nobody else moves them until the commit; rows that point at them may be written meanwhile.
    rows = connection.execute(wanted.with_for_update(of=tables.vouchers, key_share=True))
    ledger.vouchers.update({row.no: _voucher(row) for row in rows.all()})
    entries = tables.roster_entries
    for row in connection.execute(select(entries).where(among(entries.c.voucher_no, mentioned.voucher_nos))).all():
        entry = Entry(row.class_id, row.voucher_no, row.at, row.fact_id, row.hours_done)
        ledger.entries[row.voucher_no] = entry
        if entry.fact_id is not None:
            ledger.enrolment_of[entry.fact_id] = entry


def _voucher(row: Any) -> Voucher:
    voucher = Voucher(*row)
    voucher.kind, voucher.state = VoucherKind(row.kind), VoucherState(row.state)
    voucher.void_reason = row.void_reason and VoidReason(row.void_reason)
    return voucher


def _load_places(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    classes, sites = tables.classes, tables.sites
    load_sessions(connection, ledger.book, mentioned.session_ids)
    wanted = mentioned.class_ids | {session.class_id for session in ledger.book.sessions.values()}
    wanted |= {entry.class_id for entry in ledger.entries.values()}
    named = select(classes, sites.c.name.label("site_name")).join(sites, sites.c.id == classes.c.site)
    for row in connection.execute(named.where(classes.c.id.in_(wanted))):
        training_class = TrainingClass(
            row.id, row.name, row.project, row.site, row.capacity, row.required_hours, ClassState(row.state)
        )
        ledger.classes[row.id] = KnownClass(training_class, row.site_name)


def _load_expected(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    """Whoever is announced, withdrawn, or may get or give up a place."""
    numbers = mentioned.announced | {voucher.id_number for voucher in ledger.vouchers.values()}
    load_expected(connection, ledger.expected, mentioned.expected_ids, numbers)
    withdrawn = (kept for kept in ledger.expected.people.values() if kept.id in mentioned.expected_ids)
    mentioned.class_ids |= {kept.class_id for kept in withdrawn}


def _load_enrolled(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    """For the classes that someone shall be enrolled into: places taken, hours attended before, who may be."""
    entries, sessions, accounts = tables.roster_entries.c, tables.sessions.c, tables.attendance_accounts.c
    taken = select(entries.class_id, func.count()).where(entries.class_id.in_(mentioned.class_ids))
    ledger.places_taken.update({row[0]: row[1] for row in connection.execute(taken.group_by(entries.class_id))})
    attended = (
        select(sessions.class_id, accounts.voucher_no, func.sum(accounts.hours))
        .where(
            accounts.session_id == sessions.id,
            sessions.class_id.in_(mentioned.class_ids),
            among(accounts.voucher_no, mentioned.voucher_nos),
        )
        .group_by(sessions.class_id, accounts.voucher_no)
    )
    ledger.hours_attended.update({(row[0], row[1]): int(row[2]) for row in connection.execute(attended)})
    of_campaigns = {voucher.campaign for voucher in ledger.vouchers.values() if voucher.campaign is not None}
    ledger.campaigns_elsewhere = closed_to_site(connection, of_campaigns, ledger.site)
