"""定向券: from an institution's list to the vouchers, and who may not report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import insert

from sync.central.__main__ import main
from sync.central.news.documents import publish_policy
from sync.central.store.engine import writing
from sync.central.store.tables import institutions, sites, staff
from sync.domain.region_rules import Function, InstitutionKind
from tests.unit.sync.central.conftest import Town
from tests.unit.sync.central.issuing.acts import CAMPAIGN, directed, enter, open_campaign, person, reported
from tests.unit.sync.central.issuing.conftest import Callers


def test_a_directed_campaign_from_the_list_to_its_vouchers(callers: Callers, town: Town) -> None:
    directed(callers, town)
    _, poet = enter(callers, person(1), person(2, employment="poet"))
    people = {"people": [reported(number) for number in (1, 2, 3)]}
    for _ in range(2):  # who of them was known is not the institution's to know
        assert callers.manager.done("POST", CAMPAIGN + "/people", people) == {"listed": 3}
    ran = callers.officer.done("POST", CAMPAIGN + "/vouchers")
    (stranger,) = {one["trainee"] for one in ran["left_out"]} - {poet}
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


def test_an_enterprise_reports_and_a_kind_without_the_function_does_not(callers: Callers, town: Town) -> None:
    directed(callers, town)
    with writing(town.centre.store) as connection:
        connection.execute(insert(institutions).values(id="I-9", name="工厂", kind="enterprise", suspended=False))
        connection.execute(insert(sites).values(id="S-9", institution="I-9", name="车间"))
        connection.execute(insert(staff).values(id="P-9", site="S-9", name="厂长", role="class_manager"))
    boss, people = callers.staff_of("P-9"), {"people": [reported(1)]}
    callers.manager.done("POST", CAMPAIGN + "/people", {"people": [reported(1), reported(2)]})
    assert boss.done("GET", CAMPAIGN)["people_listed"] == 0
    assert boss.done("POST", CAMPAIGN + "/people", people) == {"listed": 1}
    shown = [caller.done("GET", CAMPAIGN)["people_listed"] for caller in (callers.manager, callers.officer)]
    assert shown == [2, 2]
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
