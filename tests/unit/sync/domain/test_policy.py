"""The policy pack: unknown figures pass over, wrong ones are refused as a whole."""

import pytest

from sync.domain.policy import Policy
from sync.errors import MalformedMessage

DIFFERENT = Policy(
    version=3,
    code_fresh_minutes=5,
    status_list_days=1,
    sign_in_opens_minutes=30,
    late_after_minutes=15,
    roster_hours=48,
    opaque_pattern=r"[A-Z]{8}",
    site_zone="Asia/Urumqi",
    opening_report_days=5,
    opening_report_day_kind="working",
    class_size_limit=40,
    class_hour_minutes=50,
    attendance_percent=75,
    early_leave_minutes=5,
    sign_out_required=True,
    fence_metres=500,
    fix_accuracy_metres=60,
    pass_mark=70,
    resits=2,
    expiry_grace_days=3,
    resolution_days=30,
    fix_days=60,
    contact_days=14,
    record_days=365,
)


def test_a_pack_comes_back_as_it_was() -> None:
    assert Policy.from_map(DIFFERENT.to_map()) == DIFFERENT
    assert all(DIFFERENT.to_map()[name] != value for name, value in Policy().to_map().items())


def test_missing_figures_are_assumed_and_unknown_ones_passed_over() -> None:
    assert Policy.from_map({}) == Policy()
    assert Policy.from_map({"version": 9, "of_a_later_version": [1]}) == Policy(version=9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code_fresh_minutes", "10"),
        ("code_fresh_minutes", 10.0),
        ("code_fresh_minutes", True),
        ("code_fresh_minutes", None),
        ("code_fresh_minutes", -1),
        ("sign_in_opens_minutes", 10**18),
        ("status_list_days", [7]),
        ("version", False),
        ("attendance_percent", 101),
        ("class_hour_minutes", 0),
        ("sign_out_required", 1),
        ("opening_report_day_kind", "lunar"),
        ("opaque_pattern", 17),
        ("opaque_pattern", b"x"),
        ("opaque_pattern", "("),
        ("opaque_pattern", "([0-9]+)+X"),
        ("opaque_pattern", "[0-9]*[0-9]*"),
        ("opaque_pattern", ".*"),
        ("opaque_pattern", "a{99999999999999999999}"),
        ("opaque_pattern", "(" * 5000 + ")" * 5000),
        ("site_zone", "Asia/Nowhere"),
        ("site_zone", "../../etc/passwd"),
        ("site_zone", ""),
        ("site_zone", "Asia"),
    ],
)
def test_a_wrong_figure_refuses_the_pack(name: str, value: object) -> None:
    with pytest.raises(MalformedMessage):
        Policy.from_map({name: value})


@pytest.mark.parametrize(
    ("text", "may_be"),
    [("1" * 17, True), ("1" * 32, True), ("1" * 16, False), ("1" * 33, False), ("1" * 17 + "\n", False), ("", False)],
)
def test_only_texts_of_the_pattern_may_be_the_national_code(text: str, may_be: bool) -> None:
    assert Policy().may_be_national_code(text) is may_be
