"""A term played through: the books balance, whatever the database; and they do not when any one rule is broken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.postgres import PostgresServer
from tests.play.faults import FAULTS
from tests.play.plan import SMALL, TERM
from tests.play.run import play

SEED = 7
# One of each kind: money, hours, who decides, what a desk takes, when it must be done.
IN_EVERY_RUN = {
    "wrong_rounding",
    "merged_attendance_counts_twice",
    "correction_without_approval",
    "revoked_voucher_is_paid",
    "late_opening_report_passes",
}
_OF_THE_MOMENT = ("seconds", "fault")


def lasting(document: dict[str, Any]) -> dict[str, Any]:
    """What must be the same in every run of a seed."""
    return {name: value for name, value in document.items() if name not in _OF_THE_MOMENT}


@pytest.mark.timeout(300)
def test_the_books_balance_and_the_same_seed_gives_the_same_term(postgres: PostgresServer) -> None:
    first = lasting(play(SMALL, SEED, ""))
    assert first["findings"] == []
    assert first["balanced"]
    assert first["paid_fen"] == first["expected_fen"] > 0
    assert lasting(play(SMALL, SEED, "")) == first
    assert lasting(play(SMALL, SEED, postgres.fresh_database(), workers=2)) == first


@pytest.mark.timeout(300)
def test_another_seed_is_another_term() -> None:
    document = play(SMALL, SEED + 1, "")
    assert document["findings"] == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "fault", [pytest.param(name, marks=[pytest.mark.long] * (name not in IN_EVERY_RUN)) for name in FAULTS]
)
def test_a_broken_rule_is_found_and_named(fault: str) -> None:
    rule = FAULTS[fault].rule
    document = play(SMALL, SEED, "", fault=fault, until=rule)
    assert not document["balanced"]
    assert rule in {finding["rule"] for finding in document["findings"]}


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_whole_term_is_the_same_on_both_databases(postgres: PostgresServer) -> None:
    on_file = lasting(play(TERM, SEED, ""))
    assert on_file["findings"] == []
    assert (on_file["classes"], on_file["trainees"]) == (12, 300)
    assert lasting(play(TERM, SEED, postgres.fresh_database(), workers=2)) == on_file
