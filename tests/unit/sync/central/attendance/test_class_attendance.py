"""A class's attendance as staff and officers are shown it, over the whole application."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sync.central.askers.identity import Role
from sync.protocol.payloads import AttendancePunched
from tests.fakes.askers import Askers
from tests.unit.sync.central.attendance.conftest import PhoneFix, School
from tests.unit.sync.central.conftest import ON_NOW, WELDERS, Sender


@pytest.fixture
def town_url(store_url: str) -> str:
    """On both databases."""
    return store_url


@pytest.fixture
def askers(school: School) -> Askers:
    return Askers.at(school.centre)


def shown(askers: Askers, role: str) -> dict[str, Any]:
    answer = askers.ask(role, "GET", f"/v1/classes/{WELDERS}/attendance")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_both_sources_stand_side_by_side(school: School, desk: Sender, askers: Askers, fix: PhoneFix) -> None:
    number = school.welder
    school.sign_in(number, fix(north=4000))
    desk.hand_in(desk.chain.write(school.town.punch(None, number), at=school.time()))
    leave = AttendancePunched(ON_NOW, WELDERS, number, None, "by_hand", "accepted", "signed_out", "out")
    school.time.go_on(timedelta(hours=3))
    desk.hand_in(desk.chain.write(leave, at=school.time()))
    body = shown(askers, Role.CLERK)
    assert [one["id"] for one in body["sessions"]] == [f"{WELDERS}-0{place}" for place in range(1, 6)]
    (person,) = [one for one in body["trainees"] if one["voucher_no"] == number]
    (now,) = [one for one in person["sessions"] if one["session"] == ON_NOW]
    assert [(punch["source"], punch["direction"], punch["outside"]) for punch in now["punches"]] == [
        ("phone", "in", True),
        ("desk", "in", False),
        ("desk", "out", False),
    ]
    assert (now["mark"], now["sign"], now["hours"], now["flags"]) == ("present", "/", 4, ["outside"])
    assert "*" in person["name"]
    done = sum(one["hours"] for one in person["sessions"])
    assert person["summary"]["done"] == done == school.hours(number)
    assert person["summary"]["held"] == 12
    assert person["summary"]["best"] == done + 8
    assert {one["mark"] for one in person["sessions"][3:]} == {None}
    assert shown(askers, Role.OFFICER) == body


def test_a_correction_over_the_wire(school: School, askers: Askers) -> None:
    asked = {"session": ON_NOW, "voucher_no": school.welder, "mark": "present", "reason": "手机没电"}
    target = f"/v1/classes/{WELDERS}/corrections/C-1"
    first = askers.ask(Role.CLASS_MANAGER, "PUT", target, json.dumps(asked).encode())
    assert (first.status_code, first.json()["state"]) == (200, "standing")
    again = askers.ask(Role.CLASS_MANAGER, "PUT", target, json.dumps(asked).encode())
    assert again.json() == first.json()
    other = askers.ask(Role.CLASS_MANAGER, "PUT", target, json.dumps(asked | {"mark": "late"}).encode())
    assert (other.status_code, other.json()["type"]) == (409, "urn:voucherdesk:problem:id-taken")
    withdrawn = askers.ask(Role.CLASS_MANAGER, "POST", f"{target}/decision", b'{"decision": "withdraw"}')
    assert withdrawn.json()["state"] == "withdrawn"


def test_leave_over_the_wire(school: School, askers: Askers) -> None:
    asked = {"session": "K-0001-05", "voucher_no": school.welder, "kind": "sick", "reason": "就医"}
    target = f"/v1/classes/{WELDERS}/leaves/L-1"
    assert askers.ask(Role.CLASS_MANAGER, "PUT", target, json.dumps(asked).encode()).json()["withdrawn_by"] is None
    ended = askers.ask(Role.CLASS_MANAGER, "DELETE", target)
    assert (ended.status_code, ended.json()["withdrawn_by"]) == (200, askers.ids[Role.CLASS_MANAGER])


def test_a_phone_signs_in_over_the_wire(school: School, askers: Askers) -> None:
    askers.ids[Role.HOLDER] = school.holder_of(school.welder)
    asked = {
        "id": "one",
        "session": ON_NOW,
        "latitude": 31.2304,
        "longitude": 121.4737,
        "accuracy_m": 8,
        "coordinate_system": "wgs84",
    }
    answer = askers.ask(Role.HOLDER, "POST", "/v1/holder/sign-ins", json.dumps(asked).encode())
    assert (answer.status_code, answer.json()["standing"], answer.json()["voucher_no"]) == (
        200,
        "inside",
        school.welder,
    )
    assert askers.ask(Role.HOLDER, "POST", "/v1/holder/sign-ins", json.dumps(asked).encode()).json() == answer.json()
    for wrong in ({"latitude": 91}, {"longitude": None}, {"coordinate_system": "mars"}, {"accuracy_m": -1}):
        refused = askers.ask(Role.HOLDER, "POST", "/v1/holder/sign-ins", json.dumps(asked | wrong).encode())
        assert (refused.status_code, refused.json()["detail"]) == (400, f"body.{next(iter(wrong))}")
    island = json.dumps(asked | {"id": "x", "latitude": 0, "longitude": 0}).encode()
    nowhere = askers.ask(Role.HOLDER, "POST", "/v1/holder/sign-ins", island)
    assert (nowhere.status_code, nowhere.json()["detail"]) == (409, "null_island")
