"""The register of institutions, and suspension: what waits is settled when it is over."""

from __future__ import annotations

from typing import Any

import pytest

from sync.central.askers.identity import Role
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import Sender
from tests.unit.sync.central.issuing.conftest import OFFICER
from tests.unit.sync.central.teaching.school import CLASS, ELSEWHERE, INSTITUTION, OTHERS, SITE, WHY, School


def full_width(text: str) -> str:
    """As a Chinese input method types it."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


ENTERPRISE: dict[str, Any] = {
    "name": "申试重工",
    "kind": "enterprise",
    "credit_code": "91440300708461136T",
    "bank_account": "6222020000000000001",
}
ROOM = {"name": "教室", "latitude": 31.2, "longitude": 121.5, "coordinate_system": "gcj02"}


def test_an_institution_is_entered_changed_and_shown_with_all_its_own(school: School) -> None:
    officer = school.callers.officer
    entered = officer.done("PUT", "/v1/institutions/I-9", ENTERPRISE)
    assert (entered["bank_account_tail"], entered["warnings"], entered["suspended"]) == ("0001", [], False)
    assert officer.done("PUT", "/v1/institutions/I-9", ENTERPRISE) == entered
    officer.done("PUT", "/v1/institutions/I-9/sites/S-9", {"name": "厂区"})
    officer.done("PUT", "/v1/sites/S-9/rooms/R-9", ROOM)
    officer.done("PUT", "/v1/sites/S-9/staff/P-9", {"name": "于试", "role": "class_manager"})
    officer.done("PUT", "/v1/institutions/I-9/teachers/L-9", {"name": "葛试", "qualification": "高级技师"})
    shown = school.callers(Role.CLASS_MANAGER, "P-9").done("GET", "/v1/institutions/I-9")
    assert [site["id"] for site in shown["sites"]] == ["S-9"]
    assert shown["sites"][0]["rooms"] == [{"id": "R-9", "address": "", **ROOM}]
    assert [member["id"] for member in shown["staff"]] == ["P-9"]
    assert [teacher["id"] for teacher in shown["teachers"]] == ["L-9"]
    assert school.callers.manager.refused("GET", "/v1/institutions/I-9") == "not-found"


@pytest.mark.parametrize("code", ["91440300708461136X", "12345", full_width("91440300708461136X")])
def test_a_wrong_credit_code_is_a_warning(school: School, code: str) -> None:
    entered = school.callers.officer.done("PUT", "/v1/institutions/I-9", {**ENTERPRISE, "credit_code": code})
    assert len(entered["warnings"]) == 1


def test_a_credit_code_may_be_typed_in_full_width(school: School) -> None:
    entered = school.callers.officer.done(
        "PUT", "/v1/institutions/I-9", {**ENTERPRISE, "credit_code": full_width("91440300708461136t")}
    )
    assert (entered["credit_code"], entered["warnings"]) == ("91440300708461136T", [])


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "school"},
        {"name": ""},
        {"name": "x" * 201},
        {"name": "=1+1"},
        {"bank_account": "6222 0200"},
        {"bank_account": "6" * 35},
        {"more": 1},
    ],
)
def test_what_no_institution_is_like(school: School, other: dict[str, object]) -> None:
    assert school.callers.officer.refused("PUT", "/v1/institutions/I-9", {**ENTERPRISE, **other}) == "malformed"
    assert school.callers.officer.refused("GET", "/v1/institutions/I-9") == "not-found"


@pytest.mark.parametrize(
    "other",
    [
        {"latitude": 91},
        {"longitude": -181},
        {"latitude": "31.2"},
        {"coordinate_system": "Mars"},
        {"latitude": None},
        {"latitude": 0.0, "longitude": 0.0},
        {"latitude": -90.0, "longitude": 180.0, "coordinate_system": "bd09"},
    ],
)
def test_what_no_room_is_like(school: School, other: dict[str, object]) -> None:
    assert school.callers.officer.refused("PUT", f"/v1/sites/{SITE}/rooms/R-9", {**ROOM, **other}) == "malformed"


def test_an_id_stands_for_one_thing(school: School) -> None:
    officer, manager = school.callers.officer, school.callers.manager
    assert officer.refused("PUT", f"/v1/institutions/{OTHERS}/sites/{SITE}", {"name": "x"}) == "id-taken"
    officer.done("PUT", f"/v1/sites/{SITE}/rooms/R-9", ROOM)
    assert officer.refused("PUT", f"/v1/sites/{ELSEWHERE}/rooms/R-9", ROOM) == "id-taken"
    officer.done("PUT", f"/v1/institutions/{OTHERS}/teachers/L-9", {"name": "葛试"})
    assert manager.refused("PUT", f"/v1/institutions/{INSTITUTION}/teachers/L-9", {"name": "葛试"}) == "id-taken"
    clerk = {"name": "何试", "role": "clerk"}
    assert manager.refused("PUT", f"/v1/sites/{SITE}/staff/P-0004", clerk) == "id-taken"
    assert officer.refused("PUT", "/v1/sites/none/staff/P-9", clerk) == "not-found"
    assert officer.refused("PUT", "/v1/institutions/none/sites/S-9", {"name": "x"}) == "not-found"


def test_a_manager_enters_people_of_the_own_institution_only(school: School, desk: Sender) -> None:
    manager, clerk = school.callers.manager, {"name": "贺试", "role": "clerk"}
    assert manager.refused("PUT", f"/v1/sites/{ELSEWHERE}/staff/P-9", clerk) == "not-found"
    assert manager.refused("PUT", f"/v1/institutions/{OTHERS}/teachers/L-9", {"name": "葛试"}) == "not-found"
    manager.done("PUT", f"/v1/sites/{SITE}/staff/P-9", clerk)
    assert desk.news()["staff", "P-9"] == clerk


def test_who_moves_to_another_site_leaves_the_first(school: School, desk: Sender) -> None:
    officer, clerk = school.callers.officer, {"name": "贺试", "role": "clerk"}
    officer.done("PUT", f"/v1/institutions/{INSTITUTION}/sites/S-9", {"name": "二部"})
    officer.done("PUT", f"/v1/sites/{SITE}/staff/P-9", clerk)
    officer.done("PUT", "/v1/sites/S-9/staff/P-9", clerk)
    assert desk.news()["staff", "P-9"] is None


def test_an_officer_enters_another(school: School) -> None:
    school.callers.officer.done("PUT", "/v1/officers/O-9", {"name": "秦试"})
    everything = school.callers(Role.OFFICER, "O-9").done("GET", "/v1/institutions?limit=1")
    assert [row["id"] for row in everything["institutions"]] == [INSTITUTION]
    rest = school.callers(Role.OFFICER, OFFICER).done("GET", f"/v1/institutions?after={everything['next']}")
    assert INSTITUTION not in {row["id"] for row in rest["institutions"]}
    assert OTHERS in {row["id"] for row in rest["institutions"]}


def test_enrolments_wait_while_the_institution_is_suspended(school: School, desk: Sender) -> None:
    school.ready()
    number, officer = school.candidate(), school.callers.officer
    assert officer.done("POST", f"/v1/institutions/{INSTITUTION}/suspend", WHY)["suspended"] is True
    assert officer.done("POST", f"/v1/institutions/{INSTITUTION}/suspend", WHY)["suspended"] is True
    told = desk.news()["site", SITE]
    assert told == {"name": "浦东一号教学点", "institution": "启明职业技能培训学校", "suspended": True}
    fact = desk.chain.write(school.town.request(school.town.code(number), CLASS), at=school.town.time())
    for _ in range(2):
        (receipt,) = desk.hand_in(fact)
        assert (receipt.outcome, receipt.code) == (Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED)
    officer.done("POST", f"/v1/institutions/{INSTITUTION}/resume", WHY)
    (receipt,) = desk.hand_in(fact)
    assert receipt.outcome is Outcome.RECORDED
    assert school.roster() == [number]
    site = desk.news()["site", SITE]
    assert site is not None
    assert site["suspended"] is False
    steps = officer.done("GET", f"/v1/institutions/{INSTITUTION}")["history"]
    assert [(step["kind"], step["reason"], step["actor"]) for step in steps] == [
        ("suspended", "抽查", "officer:O-0001"),
        ("resumed", "抽查", "officer:O-0001"),
    ]
    assert officer.refused("POST", "/v1/institutions/none/suspend", WHY) == "not-found"


@pytest.mark.parametrize("role", ["clerk", "manager", "holder", "nobody"])
def test_only_officers_keep_the_register(school: School, role: str) -> None:
    callers = school.callers
    caller = {
        "clerk": callers(Role.CLERK, "P-0001"),
        "manager": callers.manager,
        "holder": callers.holder("T-1001"),
        "nobody": callers.nobody,
    }[role]
    expected = "person-unknown" if role == "nobody" else "role-forbidden"
    for path in (f"/v1/institutions/{INSTITUTION}", "/v1/institutions/none"):
        assert caller.refused("PUT", path, ENTERPRISE) == expected
        assert caller.refused("POST", f"{path}/suspend", WHY) == expected
