"""Campaigns from their opening to the last voucher: who gets one, who does not and why, and never one too many."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from sync.central.__main__ import main
from sync.central.documents import publish_policy
from sync.central.store.engine import reading, writing
from sync.central.store.tables import institutions, sites, staff, subsidised, voucher_history, vouchers
from sync.domain.identifiers import citizen_check_character
from sync.domain.region_rules import Function, InstitutionKind
from sync.domain.vouchers import VoucherKind, VoucherState
from tests.unit.sync.central.conftest import SetTime, Town
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


def directed(callers: Callers, town: Town, path: str = CAMPAIGN, **changes: object) -> None:
    open_campaign(callers, town, path, **({"issue_mode": "DIRECTED", "eligible": None} | changes))


def reported(number: int, **changes: object) -> dict[str, object]:
    return {"name": f"测试{number}", "id_number": id_number(number), "phone": "19900000001"} | changes


def test_a_directed_campaign_from_the_list_to_its_vouchers(callers: Callers, town: Town) -> None:
    directed(callers, town)
    enter(callers, person(1), person(2, employment="poet"))
    people = {"people": [reported(number) for number in (1, 2, 3)]}
    entered = callers.manager.done("POST", CAMPAIGN + "/people", people)["people"]
    assert [one["standing"] for one in entered] == ["same", "same", "new"]
    assert callers.manager.done("POST", CAMPAIGN + "/people", people)["people"] == [
        one | {"standing": "same"} for one in entered
    ]
    ran = callers.officer.done("POST", CAMPAIGN + "/vouchers")
    poet, stranger = (one["id"] for one in entered[1:])
    assert ran["generated"] == 1
    no_ratio = {"refusal": "not-eligible", "unmet": [{"code": "no_ratio"}]}
    assert sorted(ran["left_out"], key=lambda one: str(one["trainee"])) == sorted(
        ({"trainee": trainee} | no_ratio for trainee in (poet, stranger)), key=lambda one: str(one["trainee"])
    )
    assert callers.officer.done("POST", CAMPAIGN + "/vouchers") == ran | {"generated": 0}
    enter(callers, person(3))
    assert callers.officer.done("POST", CAMPAIGN + "/vouchers")["generated"] == 1
    (voucher,) = callers.holder(stranger).done("GET", "/v1/holder/vouchers")["vouchers"]
    assert voucher["state"] == "CLAIMED"


def test_a_report_is_taken_whole_or_not_at_all(callers: Callers, town: Town) -> None:
    directed(callers, town)
    enter(callers, person(1))
    rows = [reported(1, name="另一人"), reported(2)]
    answer = callers.manager.ask("POST", CAMPAIGN + "/people", {"people": rows})
    assert answer.json()["unmet"] == [{"row": 0, "field": "name", "why": "another name is known for this number"}]
    assert "另一人" not in answer.text
    wrong = {"people": [reported(2), reported(3, id_number="110105194912310021")]}
    answer = callers.manager.ask("POST", CAMPAIGN + "/people", wrong)
    assert answer.json()["unmet"] == [{"row": 1, "field": "id_number", "why": "not well-formed"}]
    assert "110105" not in answer.text
    assert callers.officer.done("GET", CAMPAIGN)["people_listed"] == 0


def test_who_may_not_report(callers: Callers, town: Town) -> None:
    directed(callers, town, institutions=["I-0002"])
    open_campaign(callers, town, "/v1/campaigns/C-2")
    people = {"people": [reported(1)]}
    assert callers.manager.refused("POST", CAMPAIGN + "/people", people) == "campaign-unknown"
    assert callers.manager.refused("GET", CAMPAIGN) == "campaign-unknown"
    assert [one["id"] for one in callers.manager.done("GET", "/v1/campaigns")["campaigns"]] == ["C-2"]
    assert callers.manager.refused("POST", "/v1/campaigns/C-2/people", people) == "campaign-not-open"
    directed(callers, town, path="/v1/campaigns/C-3")
    set_institution(town, suspended=True)
    assert callers.manager.refused("POST", "/v1/campaigns/C-3/people", people) == "institution-suspended"
    assert callers.officer.refused("POST", "/v1/campaigns/C-2/vouchers") == "campaign-not-open"
    assert callers.officer.refused("POST", "/v1/campaigns/C-9/vouchers") == "campaign-unknown"


def set_institution(town: Town, **values: object) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(institutions.update().where(institutions.c.id == "I-0001").values(values))


def test_people_are_entered_whole_and_kept_up_to_date(callers: Callers, town: Town) -> None:
    everything = person(1) | {"phone": "19900000001", "employer": "I-0001", "bank_account": "6222000000000000000"}
    passport = {"name": "O'Brien", "id_number": "e 1234 5678", "document_kind": "passport", "attributes": {}}
    rows = {"people": [everything, passport]}
    entered = callers.officer.done("PUT", "/v1/people", rows)["people"]
    assert [one["standing"] for one in entered] == ["new", "new"]
    again = callers.officer.done("PUT", "/v1/people", {"people": [everything, passport | {"phone": "1234"}]})["people"]
    assert [one["standing"] for one in again] == ["same", "changed"]
    assert [one["id"] for one in again] == [one["id"] for one in entered]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("citizen_id", "11010519491231002x"),
        ("residence_permit", "810000199408230021"),
        ("residence_permit", "830000199201300022"),
        ("permanent_residence_card", "932682198501010017"),
        ("passport", "E12345678"),
    ],
)
@pytest.mark.parametrize("name", ["马\U0002ce8a", "王\U00031350", "陈㛃", "阿卜杜热依木·麦麦提吐尔逊"])
def test_a_document_of_each_kind_and_names_as_people_bear_them(
    callers: Callers, kind: str, number: str, name: str
) -> None:
    row = {"name": name, "id_number": number, "document_kind": kind}
    (entered,) = callers.officer.done("PUT", "/v1/people", {"people": [row]})["people"]
    assert entered["standing"] == "new"
    again = row | {"id_number": f" {number.upper()} "}
    (same,) = callers.officer.done("PUT", "/v1/people", {"people": [again]})["people"]
    assert same == entered | {"standing": "same"}
    assert callers.holder(entered["id"]).done("GET", "/v1/holder/vouchers") == {"vouchers": []}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "张\u202e三"}, "name"),
        ({"name": ""}, "name"),
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_number": "11010519491231002X", "document_kind": "residence_permit"}, "id_number"),
        ({"phone": "call me"}, "phone"),
        ({"bank_account": "12 34"}, "bank_account"),
        ({"employer": "I-9"}, "employer"),
        ({"attributes": {"Employment": "x"}}, "attributes"),
        ({"attributes": {"employment": "x" * 101}}, "attributes"),
    ],
)
def test_data_that_cannot_be_taken_name_their_row_and_field(
    callers: Callers, changes: dict[str, object], field: str
) -> None:
    answer = callers.officer.ask("PUT", "/v1/people", {"people": [person(1), person(2) | changes]})
    assert [(one["row"], one["field"]) for one in answer.json()["unmet"]] == [(1, field)]
    assert callers.officer.done("PUT", "/v1/people", {"people": [person(1)]})["people"][0]["standing"] == "new"


def test_a_person_stands_in_a_list_once(callers: Callers) -> None:
    answer = callers.officer.ask("PUT", "/v1/people", {"people": [person(1), person(2), person(1)]})
    assert [one["row"] for one in answer.json()["unmet"]] == [2]


def test_projects_and_occupations_stay_as_they_were_entered(callers: Callers) -> None:
    put = callers.officer.done
    occupation = put("PUT", "/v1/occupations/4-03-02-02/2022", {"name": "西式烹调师"})
    project = {
        "name": "西式烹调师（五级）",
        "type": "skill_upgrade",
        "occupation_code": "4-03-02-02",
        "occupation_edition": 2022,
        "skill_level": 5,
    }
    assert put("PUT", "/v1/projects/20", project) == put("PUT", "/v1/projects/20", project) == project | {"no": 20}
    refused = callers.officer.refused
    assert refused("PUT", "/v1/occupations/4-03-02-02/2022", {"name": "别的"}) == "id-taken"
    assert refused("PUT", "/v1/projects/20", project | {"skill_level": 4}) == "id-taken"
    assert refused("PUT", "/v1/projects/21", project | {"occupation_edition": 2015}) == "reference-unknown"
    assert refused("PUT", "/v1/projects/21", project | {"occupation_edition": None}) == "malformed"
    assert refused("PUT", "/v1/occupations/4-3-2-2/2022", {"name": "x"}) == "malformed"
    assert occupation in callers.nobody.done("GET", "/v1/occupations")["occupations"]
    assert project | {"no": 20} in callers.nobody.done("GET", "/v1/projects")["projects"]


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


def test_an_enterprise_reports_and_a_kind_without_the_function_does_not(callers: Callers, town: Town) -> None:
    directed(callers, town)
    with writing(town.centre.store) as connection:
        connection.execute(insert(institutions).values(id="I-9", name="工厂", kind="enterprise", suspended=False))
        connection.execute(insert(sites).values(id="S-9", institution="I-9", name="车间"))
        connection.execute(insert(staff).values(id="P-9", site="S-9", name="厂长", role="class_manager"))
    boss, people = callers.staff_of("P-9"), {"people": [reported(1)]}
    assert boss.done("POST", CAMPAIGN + "/people", people)["people"][0]["standing"] == "new"
    with writing(town.centre.store) as connection:
        lists = town.centre.lists(connection)
        policy = replace(lists.policy, version=3)
        closed = replace(lists.rules, functions={InstitutionKind.ENTERPRISE: frozenset({Function.VERIFY})})
        publish_policy(connection, town.centre.keys, policy, town.time(), closed)
    assert boss.refused("POST", CAMPAIGN + "/people", people) == "function-closed"


def test_the_command_does_what_the_officer_may(
    callers: Callers, town: Town, town_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    directed(callers, town)
    enter(callers, person(1))
    callers.manager.done("POST", CAMPAIGN + "/people", {"people": [reported(1), reported(2)]})
    told = []
    for _ in range(2):
        assert main(["generate", "C-1", "--db", town_url, "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert [run["generated"] for run in told] == [1, 0]
    assert [one["refusal"] for one in told[1]["left_out"]] == ["not-eligible"]
    assert main(["generate", "C-9", "--db", town_url]) == 2
    assert capsys.readouterr().err == "sync.central: There is no such campaign\n"
