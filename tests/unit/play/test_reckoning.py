"""The account beside the term reckons by itself, and rightly."""

import ast
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.play import reckoning as reckoned
from tests.play.reckoning import ClassBook, Reckoning, VoucherBook

START = datetime(2026, 3, 23, 1, tzinfo=UTC)
PACK = json.loads(Path(reckoned.__file__).with_name("pack.json").read_text("utf-8"))


@pytest.fixture
def account() -> Reckoning:
    """A class of one session, and one voucher in it."""
    account = Reckoning(PACK, {11: ("social_training", 5), 12: ("skill_upgrade", 4)})
    account.classes["K"] = ClassBook(11, 4, {"K-1": START}, 4, timedelta(hours=3))
    account.vouchers[1] = VoucherBook(0, "C", 11, 80, date(2026, 5, 31), class_id="K")
    return account


def test_it_shares_no_rule_with_the_program() -> None:
    tree = ast.parse(Path(reckoned.__file__).read_text("utf-8"))
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert not [name for name in named if name.startswith(("sync", "tests"))]


@pytest.mark.parametrize(
    ("ratio", "rounding", "fen"), [(80, "half_up", 98_766), (80, "down", 98_765), (100, "down", 123_457)]
)
def test_an_amount_is_standard_times_ratio_by_the_packs_rule(
    account: Reckoning, ratio: int, rounding: str, fen: int
) -> None:
    account.pack = PACK | {"rules": PACK["rules"] | {"rounding": rounding}}
    account.vouchers[1].ratio = ratio
    assert account.amount(1) == fen


@pytest.mark.parametrize(
    ("minutes", "mark", "hours"),
    [(-18, "present", 4), (10, "present", 4), (11, "late", 4), (50, "late", 3), (179, "late", 1)],
)
def test_whoever_comes_late_loses_the_hours_missed_whole(
    account: Reckoning, minutes: int, mark: str, hours: int
) -> None:
    account.seat("K-1", 1).desk["fact"] = START + timedelta(minutes=minutes)
    assert account.mark_and_hours(account.classes["K"], "K-1", 1) == (mark, hours)


def test_the_earliest_sign_in_that_counts_is_the_one(account: Reckoning) -> None:
    seat = account.seat("K-1", 1)
    seat.desk = {"late": START + timedelta(minutes=50), "taken back": START}
    seat.undone.add("taken back")
    seat.phone = {"elsewhere": START}
    seat.outside.add("elsewhere")
    assert account.mark_and_hours(account.classes["K"], "K-1", 1) == ("late", 3)


def test_a_correction_counts_once_it_stands(account: Reckoning) -> None:
    seat = account.seat("K-1", 1)
    for state, expected in (("waiting", ("absent", 0)), ("declined", ("absent", 0)), ("standing", ("present", 4))):
        seat.correction = state
        assert account.mark_and_hours(account.classes["K"], "K-1", 1) == expected


def test_every_condition_that_is_not_met_is_named(account: Reckoning) -> None:
    assert account.unmet(1) == {
        "class_reported_in_time",
        "trainee_registered",
        "hours_attended",
        "assessment_passed",
        "certificate_issued",
    }


def test_the_first_ratio_that_fits_is_the_persons(account: Reckoning) -> None:
    assert account.ratio_of({"employment": "graduate"}) == 60
    assert account.ratio_of({}) == 0


def test_the_deadline_is_so_many_days_before_the_first_session(account: Reckoning) -> None:
    assert account.deadline("K") == date(2026, 3, 20)
