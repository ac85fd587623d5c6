"""The check before payment: every unmet condition named, each check kept with its policy, nothing done twice."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from sync.central.news.documents import publish_policy
from sync.central.settlement.check_class import check_due, due_classes, is_over
from sync.central.store.engine import reading, writing
from sync.central.store.tables import (
    eligibility_checks,
    institutions,
    opening_reports,
    registrations,
    roster_entries,
    subsidised,
    trainees,
)
from sync.domain.ids import VoucherNo
from sync.domain.region_rules import PayeeKind, ProjectType, Standard
from sync.domain.vouchers import VoucherState
from tests.unit.sync.central.settlement.conftest import COOKS, POLICY, RULES, STANDARD_FEN, WELDERS, Term


def kept(term: Term) -> list[tuple[int, int, list[str], int, int]]:
    """Voucher, step, unmet, fen, policy version."""
    checks = eligibility_checks
    with reading(term.centre.store) as connection:
        rows = connection.execute(select(checks).order_by(checks.c.voucher_no, checks.c.step)).all()
    return [(row.voucher_no, row.step, json.loads(row.unmet), row.amount_fen, row.policy_version) for row in rows]


def run(term: Term) -> dict[int, tuple[str, ...]]:
    """What each voucher did not meet."""
    found = check_due(term.centre, "run:check")
    return {one.voucher_no: tuple(one.check.unmet) for of_class in found.values() for one in of_class}


def test_who_meets_everything_is_used_and_to_be_paid_to_the_fen(term: Term) -> None:
    number = term.plant_voucher(ratio=80)
    term.let_pass([number])
    assert run(term) == {number: ()}
    assert term.states() == {number: VoucherState.USED}
    assert term.payments() == {number: (120_001, "due", "")}  # 150001 × 80 % = 120000.8
    assert kept(term) == [(number, 1, [], 120_001, POLICY.version)]


def spoil(term: Term, table: Any, number: VoucherNo, **values: object) -> None:
    with writing(term.centre.store) as connection:
        connection.execute(update(table).where(table.c.voucher_no == number).values(values))


def test_each_unmet_condition_is_named_and_the_voucher_stays_in_use(term: Term) -> None:
    few, late, failed, twice = (term.plant_voucher() for _ in range(4))
    term.let_pass([few, late, twice])
    spoil(term, roster_entries, few, hours_done=63)
    spoil(term, registrations, late, in_time=False)
    with writing(term.centre.store) as connection:
        before = {"trainee": f"T-{twice}", "occupation": "6-18-02-04", "skill_level": 5, "voucher_no": few}
        connection.execute(insert(subsidised).values(before))
    assert run(term) == {
        few: ("hours_attended",),
        late: ("trainee_registered",),
        failed: ("assessment_passed", "certificate_issued"),
        twice: ("not_subsidised_before",),
    }
    assert set(term.states().values()) == {VoucherState.IN_USE}
    assert term.payments() == {}


def test_a_class_that_was_reported_late_or_never(term: Term) -> None:
    number = term.plant_voucher()
    term.let_pass([number])
    term.change("opening_reports", in_time=False)
    assert run(term) == {number: ("class_reported_in_time",)}
    with writing(term.centre.store) as connection:
        connection.execute(opening_reports.delete())
        connection.execute(registrations.delete())
    assert run(term) == {number: ("class_reported_in_time", "trainee_registered")}


def test_a_class_is_due_when_its_last_session_is_over(term: Term) -> None:
    term.plant_voucher()

    def due() -> list[str]:
        with reading(term.centre.store) as connection:
            assert is_over(connection, WELDERS, term.time()) is (term.time() >= ends)
            return list(due_classes(connection, term.time()))

    ends = term.time() - timedelta(days=1)
    assert due() == [WELDERS]
    term.time.at = ends - timedelta(seconds=1)
    assert due() == []
    term.time.at = ends
    assert due() == [WELDERS]
    term.change("classes", state="cancelled")
    assert due() == []


def test_repeating_a_run_keeps_no_check_twice_but_a_new_finding_and_a_new_policy(term: Term) -> None:
    number = term.plant_voucher()
    run(term)
    run(term)
    unmet = ["assessment_passed", "certificate_issued"]
    assert kept(term) == [(number, 1, unmet, 0, 2)]
    with writing(term.centre.store) as connection:
        publish_policy(connection, term.centre.keys, replace(POLICY, version=3), term.time(), RULES)
    run(term)
    term.let_pass([number])
    run(term)
    run(term)
    assert kept(term) == [(number, 1, unmet, 0, 2), (number, 2, unmet, 0, 3), (number, 3, [], 120_001, 3)]


def test_a_changed_pack_never_changes_what_was_decided(term: Term) -> None:
    early, late = term.plant_voucher(ratio=100), term.plant_voucher(ratio=100)
    term.let_pass([early])
    run(term)
    dearer = replace(RULES, standards=(Standard(2 * STANDARD_FEN),))
    with writing(term.centre.store) as connection:
        publish_policy(connection, term.centre.keys, replace(POLICY, version=3), term.time(), dearer)
    term.let_pass([late])
    run(term)
    assert {number: fen for number, (fen, _, _) in term.payments().items()} == {
        early: STANDARD_FEN,
        late: 2 * STANDARD_FEN,
    }


def test_same_occupation_and_level_is_subsidised_once_even_within_one_class(term: Term) -> None:
    first = term.plant_voucher()
    second = term.plant_voucher(trainee=f"T-{first}")
    third = term.plant_voucher(class_id=COOKS, trainee=f"T-{first}")
    term.let_pass([first, second])
    term.let_pass([third], class_id=COOKS)
    assert run(term) == {first: (), second: ("not_subsidised_before",), third: ("not_subsidised_before",)}
    assert list(term.payments()) == [first]


def test_a_pack_that_pays_twice_keeps_what_was_subsidised_first(term: Term) -> None:
    generous = replace(RULES, conditions=())
    with writing(term.centre.store) as connection:
        publish_policy(connection, term.centre.keys, replace(POLICY, version=3), term.time(), generous)
    first = term.plant_voucher()
    second = term.plant_voucher(trainee=f"T-{first}")
    assert run(term) == {first: (), second: ()}
    assert list(term.payments()) == [first, second]
    with reading(term.centre.store) as connection:
        assert connection.scalars(select(subsidised.c.voucher_no)).all() == [first]


@pytest.mark.parametrize(
    ("project_type", "hold"),
    [
        (ProjectType.SOCIAL_TRAINING, "no_account"),
        (ProjectType.ENTERPRISE_TRAINING, "no_employer"),
        (ProjectType.APPRENTICESHIP, "no_payee_rule"),
    ],
)
def test_money_that_cannot_be_sent_is_held_by_name_not_lost(term: Term, project_type: ProjectType, hold: str) -> None:
    number = term.plant_voucher()
    term.let_pass([number])
    term.change("projects", type=project_type)
    term.change("trainees", bank_account="")
    run(term)
    assert term.payments() == {number: (120_001, "held", hold)}
    assert term.states() == {number: VoucherState.USED}


def test_the_enterprise_is_paid_that_employs_the_person(term: Term) -> None:
    number = term.plant_voucher()
    term.let_pass([number])
    term.change("projects", type=ProjectType.ENTERPRISE_TRAINING)
    with writing(term.centre.store) as connection:
        firm = {"id": "I-2", "name": "测试公司", "kind": "enterprise", "bank_account": "62", "suspended": False}
        connection.execute(insert(institutions).values(firm))
        connection.execute(update(trainees).values(employer="I-2"))
    run(term)
    assert RULES.payees[ProjectType.ENTERPRISE_TRAINING] is PayeeKind.ENTERPRISE
    assert term.payments() == {number: (120_001, "due", "")}
