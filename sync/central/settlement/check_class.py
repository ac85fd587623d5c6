"""核验: check the vouchers of a class by the region's conditions; eligible ones go IN_USE → USED and are to be paid.

Each check is kept with the version of the policy it went by; one that finds what the last one found is not kept again,
so a run may be repeated every night. A class is due when its last session is over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select

from sync.central.centre import Centre
from sync.central.move_voucher import Occasion, lock_vouchers, move_vouchers
from sync.central.news.rosters import publish_roster_lines
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.load_cases import Examined, load_cases
from sync.central.settlement.states import PaymentState
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.central.store.json_text import to_json
from sync.central.store.locks import lock_named
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.subsidy import Check, Subject, check, payee_of
from sync.domain.vouchers import Move, VoucherState


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about one voucher."""

    voucher_no: VoucherNo
    check: Check


def check_due(centre: Centre, actor: str) -> dict[ClassId, list[Checked]]:
    """Check every class that is due, each in a transaction of its own: what is done stays done, whatever happens."""
    with reading(centre.store) as connection:
        due = due_classes(connection, centre.now())
    found = {}
    for class_id in due:
        try:
            found[class_id] = _check_one(centre, class_id, actor)
        except Problem as problem:
            if problem.kind is not ProblemKind.CLASS_NOT_OVER:  # no longer due: the next run looks again
                raise
    return found


def due_classes(connection: Connection, now: datetime) -> list[ClassId]:
    """Classes that are over and have a voucher still in use."""
    classes, sessions, entries, vouchers = tables.classes, tables.sessions, tables.roster_entries, tables.vouchers
    held = (sessions.c.class_id == classes.c.id) & ~sessions.c.cancelled
    in_use = (entries.c.class_id == classes.c.id) & (vouchers.c.state == VoucherState.IN_USE)
    wanted = select(classes.c.id).where(
        classes.c.state != ClassState.CANCELLED,
        exists().where(held),
        ~exists().where(held, sessions.c.ends > now),
        exists().where(entries.c.voucher_no == vouchers.c.no, in_use),
    )
    return [ClassId(class_id) for class_id in connection.scalars(wanted.order_by(classes.c.id))]


def is_over(connection: Connection, class_id: ClassId, now: datetime) -> bool:
    """Whether the class had sessions, and all of them are over."""
    sessions = tables.sessions.c
    last = connection.scalar(
        select(func.max(sessions.ends)).where(sessions.class_id == class_id, ~sessions.cancelled)
    )
    return last is not None and last <= now


def check_class(
    connection: Connection, class_id: ClassId, policy: Policy, rules: RegionRules, occasion: Occasion
) -> list[Checked]:
    """Check the vouchers of one class that are in use; nobody else changes the class or its vouchers meanwhile.

    Raises Problem (class-not-over); it may have got another session since somebody looked.
    """
    site = connection.scalar(select(tables.classes.c.site).where(tables.classes.c.id == class_id))
    lock_named(connection, f"class:{class_id}", f"site:{site}")
    if not is_over(connection, class_id, occasion.at):
        raise Problem(ProblemKind.CLASS_NOT_OVER)
    entries, vouchers = tables.roster_entries.c, tables.vouchers.c
    roster = select(entries.voucher_no, vouchers.trainee).where(
        entries.class_id == class_id, vouchers.no == entries.voucher_no
    )
    people = {VoucherNo(row.voucher_no): row.trainee for row in connection.execute(roster)}
    lock_named(connection, *(f"subsidy:{trainee}" for trainee in people.values()))
    in_use = [no for no, state in lock_vouchers(connection, people).items() if state is VoucherState.IN_USE]
    found = _judge_in_turn(load_cases(connection, class_id, in_use), policy, rules)
    checked = [Checked(one.voucher_no, result) for one, result in found]
    _keep_checks(connection, class_id, checked, occasion)
    _settle(connection, [(one, result) for one, result in found if result.eligible], rules, occasion)
    return checked


def _check_one(centre: Centre, class_id: ClassId, actor: str) -> list[Checked]:
    with writing(centre.store) as connection:
        lists = centre.lists(connection)
        occasion = Occasion(actor, centre.now(), lists.policy.version)
        return check_class(connection, class_id, lists.policy, lists.rules, occasion)


def _judge_in_turn(examined: list[Examined], policy: Policy, rules: RegionRules) -> list[tuple[Examined, Check]]:
    """One after the other: what one voucher of a person is paid for, another of the same person is not."""
    taken: set[tuple[str, Subject]] = set()
    found = []
    for one in examined:
        before = one.case.subsidised_before or (one.trainee, one.subject) in taken
        judged = replace(one, case=replace(one.case, subsidised_before=before))
        result = check(judged.case, policy, rules)
        if result.eligible:
            taken.add((one.trainee, one.subject))
        found.append((judged, result))
    return found


def _keep_checks(connection: Connection, class_id: ClassId, checked: list[Checked], occasion: Occasion) -> None:
    last = _last_checks(connection, [one.voucher_no for one in checked])
    rows = []
    for one in checked:
        step, known = last.get(one.voucher_no, (0, None))
        fresh = _finding(one.check, class_id, occasion.policy_version)
        if fresh != known:
            rows.append(fresh | {"voucher_no": one.voucher_no, "step": step + 1, "at": occasion.at})
    if rows:
        connection.execute(insert(tables.eligibility_checks), rows)


def _last_checks(connection: Connection, numbers: list[VoucherNo]) -> dict[int, tuple[int, dict[str, Any]]]:
    checks = tables.eligibility_checks
    newest = (
        select(checks.c.voucher_no, func.max(checks.c.step).label("step"))
        .where(checks.c.voucher_no.in_(numbers))
        .group_by(checks.c.voucher_no)
        .subquery()
    )
    same = (checks.c.voucher_no == newest.c.voucher_no) & (checks.c.step == newest.c.step)
    found = {}
    for row in connection.execute(select(checks).join(newest, same)):
        values = dict(row._mapping)
        number, step = values.pop("voucher_no"), values.pop("step")
        del values["at"]
        found[number] = (step, values)
    return found


def _finding(found: Check, class_id: ClassId, policy_version: int) -> dict[str, Any]:
    return {
        "class_id": class_id,
        "eligible": found.eligible,
        "unmet": to_json(list(found.unmet)),
        "standard_fen": found.standard_fen,
        "ratio_percent": found.ratio_percent,
        "amount_fen": found.amount_fen,
        "policy_version": policy_version,
    }


def unmet_of(text: str) -> list[str]:
    """The conditions in a kept check."""
    conditions: list[str] = json.loads(text)
    return conditions


def _settle(
    connection: Connection, eligible: list[tuple[Examined, Check]], rules: RegionRules, occasion: Occasion
) -> None:
    """IN_USE → USED, the occupation and level taken, the payment due or held."""
    if not eligible:
        return
    numbers = [one.voucher_no for one, _ in eligible]
    move_vouchers(connection, numbers, Move.CHECK, occasion)
    taken = [_subsidised_row(one) for one, _ in eligible if not one.case.subsidised_before]
    if taken:
        connection.execute(insert(tables.subsidised), taken)
    payments = [_payment_row(one, found, rules, occasion) for one, found in eligible]
    connection.execute(insert(tables.payments), payments)
    publish_roster_lines(connection, numbers)


def _subsidised_row(one: Examined) -> dict[str, Any]:
    subject = one.subject
    return {
        "trainee": one.trainee,
        "occupation": subject.occupation,
        "skill_level": subject.skill_level,
        "voucher_no": one.voucher_no,
    }


def _payment_row(one: Examined, found: Check, rules: RegionRules, occasion: Occasion) -> dict[str, Any]:
    payee = payee_of(one.project_type, one.candidates, rules)
    return {
        "id": f"Y-{one.voucher_no}",  # one voucher is paid once
        "voucher_no": one.voucher_no,
        "amount_fen": found.amount_fen,
        "payee_kind": payee.kind or "",
        "payee": payee.account.id if payee.account else "",
        "state": PaymentState.HELD if payee.hold else PaymentState.DUE,
        "hold": payee.hold or "",
        "at": occasion.at,
        "policy_version": occasion.policy_version,
    }
