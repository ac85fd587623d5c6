"""学员注册: who is on the roster of a reported class is registered, with the report or with the own later enrolment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.central.store.tables import (
    devices,
    facts,
    opening_reports,
    registrations,
    roster_entries,
    waiting_enrolments,
)
from sync.central.teaching.opening_cases import opening_cases
from sync.domain.ids import ClassId
from sync.domain.opening import registered_at
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.trusted_time import TOLERANCE, Grade
from sync.protocol.facts import read_fact


def register_trainees(
    connection: Connection, class_ids: Collection[ClassId], policy: Policy, rules: RegionRules
) -> None:
    """Register whoever is on the classes' rosters and not registered yet; classes not reported have none.

    Each is judged on its own against the deadline as it is now. Who leaves loses the registration with the place.
    """
    newcomers = connection.execute(_NEWCOMERS.where(roster_entries.c.class_id.in_(class_ids))).all()
    if newcomers:
        cases = opening_cases(connection, {row.class_id for row in newcomers})
        due = {class_id: case.due(policy, rules) for class_id, case in cases.items()}
        rows = [_registration(row, due[row.class_id]) | {"policy_version": policy.version} for row in newcomers]
        connection.execute(insert(registrations), rows)
    _let_earlier_requests_count(connection, class_ids, policy, rules)


_NEWCOMERS = (
    select(
        roster_entries.c.class_id,
        roster_entries.c.voucher_no,
        roster_entries.c.at,
        opening_reports.c.reported_at,
        facts.c.header,
        facts.c.taken_at,
        devices.c.enrolled_at,
    )
    .join(opening_reports, opening_reports.c.class_id == roster_entries.c.class_id)
    .outerjoin(facts, facts.c.id == roster_entries.c.fact_id)
    .outerjoin(devices, devices.c.id == facts.c.device)
    .outerjoin(
        registrations,
        (registrations.c.class_id == roster_entries.c.class_id)
        & (registrations.c.voucher_no == roster_entries.c.voucher_no),
    )
    .where(registrations.c.voucher_no.is_(None))
    .order_by(roster_entries.c.class_id, roster_entries.c.voucher_no)
)


def _let_earlier_requests_count(
    connection: Connection, class_ids: Collection[ClassId], policy: Policy, rules: RegionRules
) -> None:
    """Two desks may enrol somebody: the earlier time counts, whichever record came first."""
    found = connection.execute(_MERGED.where(waiting_enrolments.c.class_id.in_(class_ids))).all()
    earlier = [row for row in found if registered_at(row.reported_at, _enrolled_at(row)) < row.known_at]
    cases = opening_cases(connection, {row.class_id for row in earlier})
    for row in sorted(earlier, key=_enrolled_at, reverse=True):  # the earliest is written last
        better = _registration(row, cases[row.class_id].due(policy, rules))
        if better["in_time"] or not row.known_in_time:  # what was in time stays so under any later policy
            there = _registered.class_id == row.class_id, _registered.voucher_no == row.voucher_no
            connection.execute(update(registrations).where(*there).values(better | {"policy_version": policy.version}))


_registered = registrations.c
_MERGED = (
    select(
        waiting_enrolments.c.class_id,
        waiting_enrolments.c.voucher_no,
        opening_reports.c.reported_at,
        _registered.at.label("known_at"),
        _registered.in_time.label("known_in_time"),
        facts.c.header,
        facts.c.taken_at,
        devices.c.enrolled_at,
    )
    .join(opening_reports, opening_reports.c.class_id == waiting_enrolments.c.class_id)
    .join(facts, facts.c.id == waiting_enrolments.c.fact_id)
    .join(devices, devices.c.id == facts.c.device)
    .join(
        registrations,
        (_registered.class_id == waiting_enrolments.c.class_id)
        & (_registered.voucher_no == waiting_enrolments.c.voucher_no),
    )
    .where(~waiting_enrolments.c.held)
    .order_by(waiting_enrolments.c.position)
)


def _registration(row: Any, due: datetime | None) -> dict[str, object]:
    at = registered_at(row.reported_at, _enrolled_at(row))
    in_time = due is not None and at <= due
    return {"class_id": row.class_id, "voucher_no": row.voucher_no, "at": at, "in_time": in_time}


def _enrolled_at(row: Any) -> datetime:
    """When the desk took the enrolment, if its clock is to be believed; else when the centre did."""
    if row.header is None:
        entered: datetime = row.at
        return entered
    moment, taken_at = read_fact(row.header, None).header.moment, row.taken_at
    could_be = row.enrolled_at - TOLERANCE <= moment.best <= taken_at + TOLERANCE
    trusted = moment.grade is Grade.TRUSTED and could_be
    taken: datetime = moment.best if trusted else taken_at
    return taken
