"""Fetch what a batch speaks of: one query per table, whatever the number of facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.holders import VOUCHER_AND_HOLDER
from sync.central.intake.ledger import Entry, KnownClass, Ledger, Punch, Voucher
from sync.central.store import tables
from sync.domain.classes import ClassState, Session, TrainingClass
from sync.domain.ids import FactId, VoucherNo
from sync.domain.vouchers import VoidReason, VoucherClaims, VoucherKind, VoucherState
from sync.protocol.payloads import AttendancePunched, EnrolmentRequested, Payload, ScanUndone


@dataclass
class Mentioned:
    """Which things the payloads of a batch speak of."""

    class_ids: set[str] = field(default_factory=set)
    session_ids: set[str] = field(default_factory=set)
    voucher_nos: set[int] = field(default_factory=set)
    fact_ids: set[str] = field(default_factory=set)
    enrols: bool = False


def texts_of(payloads: Iterable[Payload]) -> set[str]:
    """The codes that have to be read to judge these facts."""
    return {
        payload.code
        for payload in payloads
        if isinstance(payload, AttendancePunched | EnrolmentRequested) and payload.code is not None
    }


def load_ledger(connection: Connection, ledger: Ledger, payloads: Iterable[Payload]) -> None:
    """Fill the empty `ledger` with everything `payloads` speak of."""
    mentioned = _mentioned(payloads, ledger)
    if mentioned.fact_ids:
        _load_undone_facts(connection, ledger, mentioned)
    _load_vouchers(connection, ledger, mentioned)
    _load_places(connection, ledger, mentioned)
    _load_punches(connection, ledger, mentioned)


def _mentioned(payloads: Iterable[Payload], ledger: Ledger) -> Mentioned:
    mentioned = Mentioned()
    for payload in payloads:
        match payload:
            case AttendancePunched():
                mentioned.session_ids.add(payload.session_id)
                mentioned.voucher_nos |= _number(payload.code, payload.voucher_no, ledger)
            case EnrolmentRequested():
                mentioned.class_ids.add(payload.class_id)
                mentioned.voucher_nos |= _number(payload.code, payload.voucher_no, ledger)
                mentioned.enrols = True
            case ScanUndone():
                mentioned.fact_ids.add(payload.undone_fact)
    return mentioned


def _number(code: str | None, claimed: int | None, ledger: Ledger) -> set[int]:
    found = claimed if code is None else ledger.codes.get(code)
    if isinstance(found, VoucherClaims):
        return {found.voucher_no}
    return {found} if isinstance(found, int) else set()


def _load_undone_facts(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    facts, punches, entries = tables.facts.c, tables.punches, tables.roster_entries
    own = select(facts.id).where(facts.id.in_(mentioned.fact_ids), facts.device == ledger.device)
    ledger.facts_known.update(FactId(fact_id) for fact_id in connection.scalars(own))
    for row in connection.execute(select(punches).where(punches.c.fact_id.in_(ledger.facts_known))):
        mentioned.session_ids.add(row.session_id)
        mentioned.voucher_nos.add(row.voucher_no)
    for row in connection.execute(select(entries).where(entries.c.fact_id.in_(ledger.facts_known))):
        mentioned.voucher_nos.add(row.voucher_no)


def _load_vouchers(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    rows = connection.execute(VOUCHER_AND_HOLDER.where(tables.vouchers.c.no.in_(mentioned.voucher_nos)))
    ledger.vouchers.update({row.no: _voucher(row) for row in rows})
    entries = tables.roster_entries
    for row in connection.execute(select(entries).where(entries.c.voucher_no.in_(mentioned.voucher_nos))):
        entry = Entry(row.class_id, row.voucher_no, row.at, row.fact_id, row.hours_done)
        ledger.entries[row.voucher_no] = entry
        if entry.fact_id is not None:
            ledger.enrolment_of[entry.fact_id] = entry


def _voucher(row: Any) -> Voucher:
    values = dict(row._mapping)
    values["kind"] = VoucherKind(row.kind)
    values["state"] = VoucherState(row.state)
    values["void_reason"] = row.void_reason and VoidReason(row.void_reason)
    return Voucher(**values)


def _load_places(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    sessions, classes, sites = tables.sessions, tables.classes, tables.sites
    for row in connection.execute(select(sessions).where(sessions.c.id.in_(mentioned.session_ids))):
        ledger.sessions[row.id] = Session(row.id, row.class_id, row.starts, row.ends, row.hours)
    wanted = mentioned.class_ids | {session.class_id for session in ledger.sessions.values()}
    wanted |= {entry.class_id for entry in ledger.entries.values()}
    named = select(classes, sites.c.name.label("site_name")).join(sites, sites.c.id == classes.c.site)
    for row in connection.execute(named.where(classes.c.id.in_(wanted))):
        training_class = TrainingClass(
            row.id, row.name, row.project, row.site, row.capacity, row.required_hours, ClassState(row.state)
        )
        ledger.classes[row.id] = KnownClass(training_class, row.site_name)
    if mentioned.enrols:
        entries = tables.roster_entries.c
        taken = select(entries.class_id, func.count()).where(entries.class_id.in_(mentioned.class_ids))
        ledger.places_taken.update({row[0]: row[1] for row in connection.execute(taken.group_by(entries.class_id))})


def _load_punches(connection: Connection, ledger: Ledger, mentioned: Mentioned) -> None:
    punches = tables.punches
    there = punches.c.session_id.in_(mentioned.session_ids) & punches.c.voucher_no.in_(mentioned.voucher_nos)
    for row in connection.execute(select(punches).where(there).order_by(punches.c.at)):
        punch = Punch(
            row.fact_id,
            row.session_id,
            VoucherNo(row.voucher_no),
            row.at,
            row.doubtful,
            row.source,
            row.device,
            row.undone,
        )
        ledger.punches.setdefault((punch.session_id, punch.voucher_no), []).append(punch)
        ledger.punch_of[punch.fact_id] = punch


