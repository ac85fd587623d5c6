"""The holder's whole record: vouchers with their history, classes with hours and results, certificates, payments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.holder_record.attended import classes_of_holder
from sync.central.store.tables import (
    assessments,
    attendance_accounts,
    classes,
    eligibility_checks,
    evaluations,
    institutions,
    occupations,
    payments,
    projects,
    registrations,
    sessions,
    sites,
    voucher_history,
    vouchers,
)


@dataclass(frozen=True, slots=True)
class VoucherRecord:
    """One voucher: its row, its moves in order, the last check (with `unmet` as a list) and its payment, if any."""

    row: Any
    moves: list[Any]
    check: Any | None
    unmet: list[str]
    payment: Any | None


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """One class taken with one voucher; `hours` credited, also in a class that was left or cancelled since."""

    row: Any
    voucher_no: int
    attended: bool
    hours: int
    registered_in_time: bool | None
    assessments: list[Any]
    evaluation: Any | None


@dataclass(frozen=True, slots=True)
class HolderRecord:
    """Everything, oldest first."""

    vouchers: list[VoucherRecord]
    classes: list[ClassRecord]


def show_record(connection: Connection, holder: str) -> HolderRecord:
    """The record of one person."""
    return HolderRecord(_vouchers(connection, holder), _classes(connection, holder))


def _vouchers(connection: Connection, holder: str) -> list[VoucherRecord]:
    rows = connection.execute(select(vouchers).where(vouchers.c.trainee == holder).order_by(vouchers.c.no)).all()
    own = [row.no for row in rows]
    moves = _by_voucher(connection.execute(_of(voucher_history, own).order_by(voucher_history.c.step)))
    checks = _by_voucher(connection.execute(_of(eligibility_checks, own).order_by(eligibility_checks.c.step)))
    paid = _by_voucher(connection.execute(_of(payments, own)))
    return [
        VoucherRecord(
            row,
            moves[row.no],
            checks[row.no][-1] if checks[row.no] else None,
            json.loads(checks[row.no][-1].unmet) if checks[row.no] else [],
            paid[row.no][0] if paid[row.no] else None,
        )
        for row in rows
    ]


def _classes(connection: Connection, holder: str) -> list[ClassRecord]:
    places = classes_of_holder(connection, holder)
    own = {voucher for _, voucher in places}
    hours = _hours(connection, own)
    registered = {(row.class_id, row.voucher_no): row.in_time for row in connection.execute(_of(registrations, own))}
    results = defaultdict(list)
    for row in connection.execute(_of(assessments, own).order_by(assessments.c.attempt)):
        results[row.class_id, row.voucher_no].append(row)
    said = connection.execute(select(evaluations).where(evaluations.c.trainee == holder))
    evaluated = {row.class_id: row for row in said}
    known = connection.execute(_CLASSES.where(classes.c.id.in_({class_id for class_id, _ in places})))
    named = {row.id: row for row in known}
    return [
        ClassRecord(
            named[class_id],
            voucher,
            came,
            hours.get((class_id, voucher), 0),
            registered.get((class_id, voucher)),
            results[class_id, voucher],
            evaluated.get(class_id),
        )
        for (class_id, voucher), came in sorted(places.items())
    ]


def _hours(connection: Connection, own: Collection[int]) -> dict[tuple[str, int], int]:
    """What the accounts of all sessions come to, by class and voucher."""
    accounts = attendance_accounts.c
    credited = (
        select(sessions.c.class_id, accounts.voucher_no, func.sum(accounts.hours))
        .join(sessions, sessions.c.id == accounts.session_id)
        .where(accounts.voucher_no.in_(own), ~sessions.c.cancelled)
        .group_by(sessions.c.class_id, accounts.voucher_no)
    )
    return {(row[0], row[1]): int(row[2]) for row in connection.execute(credited)}


_CLASSES = (
    select(
        classes,
        sites.c.name.label("site_name"),
        institutions.c.name.label("institution_name"),
        projects.c.name.label("project_name"),
        projects.c.occupation_code,
        projects.c.occupation_edition,
        projects.c.skill_level,
        occupations.c.name.label("occupation_name"),
    )
    .join(sites, sites.c.id == classes.c.site)
    .join(institutions, institutions.c.id == sites.c.institution)
    .join(projects, projects.c.no == classes.c.project)
    .outerjoin(
        occupations,
        (occupations.c.code == projects.c.occupation_code) & (occupations.c.edition == projects.c.occupation_edition),
    )
)


def _of(table: Any, numbers: Collection[int]) -> Any:
    return select(table).where(table.c.voucher_no.in_(numbers))


def _by_voucher(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.voucher_no].append(row)
    return found
