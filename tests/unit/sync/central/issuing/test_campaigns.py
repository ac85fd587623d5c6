"""Campaigns from their opening to the last voucher: who gets one, who does not and why, and never one too many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from sync.central.store.engine import reading, writing
from sync.central.store.tables import subsidised, voucher_history, vouchers
from sync.domain.vouchers import VoucherKind, VoucherState
from tests.unit.sync.central.conftest import SetTime, Town
from tests.unit.sync.central.issuing.acts import (
    CAMPAIGN,
    WELDING,
    campaign,
    claim,
    enter,
    open_campaign,
    person,
    sign_in_only,
)
from tests.unit.sync.central.issuing.conftest import Callers


def test_a_campaign_is_shown_with_all_it_offers(callers: Callers, town: Town) -> None:
    shown = open_campaign(callers, town, institutions=["I-0001"])
    assert shown == {
        "id": "C-1",
        "value_mode": "ENTITLEMENT",
        "project_name": "焊工（五级/初级工）",
        "project_type": "social_training",
        "occupation_code": "6-18-02-04",
        "occupation_edition": 2022,
        "occupation_name": "焊工",
        "skill_level": 5,
        "state": "open",
        "institutions": ["I-0001"],
        "people_listed": 0,
        "vouchers_given": 0,
        "created_at": town.time().isoformat().replace("+00:00", "Z"),
        "policy_version": 2,
    } | campaign(town)
    assert callers.manager.done("GET", CAMPAIGN) == shown
    assert callers.officer.done("GET", "/v1/campaigns?state=open") == {"campaigns": [shown], "next": None}


def test_the_same_again_changes_nothing_and_anything_else_is_refused(callers: Callers, town: Town) -> None:
    shown = open_campaign(callers, town)
    assert open_campaign(callers, town) == shown
    others: list[dict[str, object]] = [{"quantity": 11}, {"institutions": ["I-0001"]}, {"valid_until": "2199-01-01"}]
    for change in others:
        assert callers.officer.refused("PUT", CAMPAIGN, campaign(town, **change)) == "id-taken"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"project": 77}, "reference-unknown"),
        ({"eligible": "dukes"}, "reference-unknown"),
        ({"institutions": ["I-9"]}, "reference-unknown"),
        ({"eligible": None, "people": ["T-none"]}, "reference-unknown"),
        ({"valid_from": "2020-01-01", "valid_until": "2020-12-31"}, "campaign-not-open"),
        ({"quantity": 0}, "malformed"),
        ({"quantity": 2**53}, "malformed"),
        ({"quantity": "7"}, "malformed"),
        ({"project": None}, "malformed"),
        ({"fund_source": None}, "malformed"),
        ({"eligible": None}, "malformed"),
        ({"people": ["T-1001"]}, "malformed"),
        ({"eligible": "everyone"}, "malformed"),
        ({"valid_until": "2020-01-01"}, "malformed"),
        ({"valid_until": 1_900_000_000}, "malformed"),
        ({"valid_until": "1900000000"}, "malformed"),
        ({"kind": "COUPON"}, "malformed"),
        ({"colour": "red"}, "malformed"),
    ],
)
def test_what_is_no_campaign(callers: Callers, town: Town, changes: dict[str, object], problem: str) -> None:
    assert callers.officer.refused("PUT", CAMPAIGN, campaign(town, **changes)) == problem
    assert callers.officer.refused("GET", CAMPAIGN) == "campaign-unknown"


def test_a_holder_claims_once_and_the_voucher_has_its_history(callers: Callers, town: Town) -> None:
    open_campaign(callers, town)
    (welder,) = enter(callers, person(1))
    voucher = claim(callers, welder)
    assert (voucher["state"], voucher["kind"], voucher["project"]) == ("CLAIMED", "SUBSIDY", WELDING)
    assert claim(callers, welder) == voucher
    with reading(town.centre.store) as connection:
        row = connection.execute(select(vouchers).where(vouchers.c.no == voucher["voucher_no"])).one()
        history = select(voucher_history).where(voucher_history.c.voucher_no == row.no)
        steps = connection.execute(history.order_by(voucher_history.c.step)).all()
    assert (row.ratio_percent, row.campaign) == (100, "C-1")
    assert [(step.from_state, step.to_state, step.actor, step.policy_version) for step in steps] == [
        (None, "ISSUED", f"holder:{welder}", 2),
        ("ISSUED", "CLAIMED", f"holder:{welder}", 2),
    ]


def test_the_ratio_is_the_first_that_fits_at_issue_and_stays(callers: Callers, town: Town) -> None:
    open_campaign(callers, town, eligible="working_age")
    (welder,) = enter(callers, person(1, employment="employed"))
    number = claim(callers, welder)["voucher_no"]
    assert enter(callers, person(1, employment="unemployed")) == [welder]
    with reading(town.centre.store) as connection:
        assert connection.scalar(select(vouchers.c.ratio_percent).where(vouchers.c.no == number)) == 80


def test_each_clause_that_fails_is_told_and_nothing_about_the_person(callers: Callers, town: Town) -> None:
    open_campaign(callers, town)
    pensioner, nobody_knows = enter(callers, person(2, "19400101", employment="retired"), person(4, employment="poet"))
    answer = callers.holder(pensioner).ask("POST", "/v1/holder/campaigns/C-1/claim")
    told = answer.json()
    assert (answer.status_code, told["type"].rpartition(":")[2]) == (409, "not-eligible")
    assert [clause["code"] for clause in told["unmet"]] == [
        "in.employment",
        "is.sex",
        "age_between.age",
        "age_between.age",
        "no_ratio",
    ]
    assert "retired" not in answer.text
    assert "1940" not in answer.text
    offer = callers.holder(nobody_knows).done("GET", "/v1/holder/campaigns")["campaigns"][0]
    assert (offer["claimable"], offer["refusal"]) == (False, "not-eligible")
    assert [clause["code"] for clause in offer["unmet"]] == ["in.employment", "no_ratio"]


def test_what_a_holder_may_claim(callers: Callers, town: Town) -> None:
    open_campaign(callers, town)
    callers.officer.done("PUT", "/v1/campaigns/C-2", sign_in_only(town))
    open_campaign(callers, town, "/v1/campaigns/C-3", issue_mode="DIRECTED", eligible=None)
    (welder,) = enter(callers, person(1))

    def offers() -> list[tuple[str, bool, bool]]:
        listed = callers.holder(welder).done("GET", "/v1/holder/campaigns")["campaigns"]
        return [(offer["id"], offer["claimable"], offer["voucher_no"] is not None) for offer in listed]

    assert offers() == [("C-1", True, False), ("C-2", True, False)]
    claim(callers, welder)
    assert offers() == [("C-1", False, True), ("C-2", True, False)]
    assert callers.holder(welder).refused("POST", "/v1/holder/campaigns/C-3/claim") == "campaign-unknown"
    callers.officer.done("POST", "/v1/campaigns/C-1/closure")
    assert offers() == [("C-2", True, False)]


def test_a_sign_in_only_voucher_is_for_everyone_else(callers: Callers, town: Town) -> None:
    callers.officer.done("PUT", CAMPAIGN, sign_in_only(town))
    (pensioner,) = enter(callers, person(2, "19400101", employment="retired"))
    voucher = claim(callers, pensioner)
    assert (voucher["kind"], voucher["project"], voucher["state"]) == ("SIGN_IN_ONLY", 0, "CLAIMED")


def test_a_named_list_is_for_those_on_it(callers: Callers, town: Town) -> None:
    first, second = enter(callers, person(1), person(2))
    shown = open_campaign(callers, town, eligible=None, people=[first])
    assert shown["people_listed"] == 1
    claim(callers, first)
    answer = callers.holder(second).ask("POST", "/v1/holder/campaigns/C-1/claim").json()
    assert answer["unmet"] == [{"code": "not_listed"}]


def test_an_occupation_and_level_is_subsidised_once(callers: Callers, town: Town) -> None:
    """Another project for the same occupation and level is the same thing; another level is not."""
    occupation = {"occupation_code": "6-18-02-04", "occupation_edition": 2022}
    project = {"name": "焊工夜校", "type": "social_training"} | occupation
    callers.officer.done("PUT", "/v1/projects/11", project | {"skill_level": 5})
    callers.officer.done("PUT", "/v1/projects/12", project | {"skill_level": 4})
    open_campaign(callers, town)
    open_campaign(callers, town, "/v1/campaigns/C-2", project=11)
    open_campaign(callers, town, "/v1/campaigns/C-3", project=12)
    first, second = enter(callers, person(1), person(2))
    number = claim(callers, first)["voucher_no"]
    assert callers.holder(first).refused("POST", "/v1/holder/campaigns/C-2/claim") == "subsidised-before"
    assert claim(callers, first, "/v1/holder/campaigns/C-3/claim")["state"] == "CLAIMED"
    with writing(town.centre.store) as connection:
        taken = {"trainee": second, "occupation": "6-18-02-04", "skill_level": 5, "voucher_no": number}
        connection.execute(insert(subsidised).values(taken))
    assert callers.holder(second).refused("POST", "/v1/holder/campaigns/C-1/claim") == "subsidised-before"


def test_nothing_is_given_after_the_validity_or_the_closing(callers: Callers, town: Town, time: SetTime) -> None:
    open_campaign(callers, town)
    open_campaign(callers, town, "/v1/campaigns/C-2", project=2)
    first, second = enter(callers, person(1), person(2))
    assert callers.officer.done("POST", "/v1/campaigns/C-2/closure")["state"] == "closed"
    assert callers.officer.done("POST", "/v1/campaigns/C-2/closure")["state"] == "closed"
    assert callers.holder(first).refused("POST", "/v1/holder/campaigns/C-2/claim") == "campaign-not-open"
    had = claim(callers, first)
    time.go_on(timedelta(days=302))
    assert claim(callers, first) == had
    assert callers.holder(second).refused("POST", "/v1/holder/campaigns/C-1/claim") == "campaign-not-open"


def test_a_voucher_of_a_table_is_claimed_through_the_one_door(callers: Callers, town: Town, time: SetTime) -> None:
    numbers = [town.voucher(VoucherKind.SUBSIDY, VoucherState.ISSUED, place=place) for place in (0, 1)]
    holders = [callers.holder(f"T-{number}") for number in numbers]
    assert holders[0].done("POST", f"/v1/holder/vouchers/{numbers[0]}/claim")["state"] == "CLAIMED"
    assert holders[0].refused("POST", f"/v1/holder/vouchers/{numbers[0]}/claim") == "voucher-not-usable"
    assert holders[0].refused("POST", f"/v1/holder/vouchers/{numbers[1]}/claim") == "voucher-unknown"
    time.go_on(timedelta(days=400))
    assert holders[1].refused("POST", f"/v1/holder/vouchers/{numbers[1]}/claim") == "voucher-not-usable"
    with reading(town.centre.store) as connection:
        steps = select(func.count()).select_from(voucher_history).where(voucher_history.c.voucher_no == numbers[0])
        assert connection.scalar(steps) == 2
