"""What the tests of issuing do again and again: people who do not exist, campaigns, claims."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sync.domain.identifiers import citizen_check_character
from tests.unit.sync.central.conftest import Town
from tests.unit.sync.central.issuing.conftest import Callers

CAMPAIGN = "/v1/campaigns/C-1"
WELDING = 1


def id_number(number: int, born: str = "19900101") -> str:
    first17 = f"990000{born}{number:03d}"
    return first17 + citizen_check_character(first17)


def person(number: int, born: str = "19900101", **attributes: str | int | bool) -> dict[str, Any]:
    known = {"employment": "unemployed"} | attributes
    return {"name": f"测试{number}", "id_number": id_number(number, born), "attributes": known}


def enter(callers: Callers, *people: dict[str, Any]) -> list[str]:
    entered = callers.officer.done("PUT", "/v1/people", {"people": people})["people"]
    return [str(one["id"]) for one in entered]


def campaign(town: Town, **changes: object) -> dict[str, Any]:
    today = town.time().date()
    return {
        "name": "焊工补贴券",
        "kind": "SUBSIDY",
        "issue_mode": "OPEN",
        "project": WELDING,
        "fund_source": "unemployment_insurance",
        "quantity": 10,
        "eligible": "jobseekers",
        "valid_from": today.isoformat(),
        "valid_until": (today + timedelta(days=300)).isoformat(),
    } | changes


def sign_in_only(town: Town, **changes: object) -> dict[str, Any]:
    nothing = {"kind": "SIGN_IN_ONLY", "project": None, "fund_source": None, "eligible": "everyone"}
    return campaign(town, **(nothing | changes))


def open_campaign(callers: Callers, town: Town, path: str = CAMPAIGN, **changes: object) -> Any:
    return callers.officer.done("PUT", path, campaign(town, **changes))


def claim(callers: Callers, trainee: str, path: str = "/v1/holder/campaigns/C-1/claim") -> Any:
    return callers.holder(trainee).done("POST", path)


def directed(callers: Callers, town: Town, path: str = CAMPAIGN, **changes: object) -> None:
    open_campaign(callers, town, path, **({"issue_mode": "DIRECTED", "eligible": None} | changes))


def reported(number: int, **changes: object) -> dict[str, object]:
    return {"name": f"测试{number}", "id_number": id_number(number), "phone": "19900000001"} | changes
