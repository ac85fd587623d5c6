"""People and projects as they are entered: whole or not at all, known by their number, never changed behind a back."""

from __future__ import annotations

import pytest

from tests.unit.sync.central.issuing.acts import person
from tests.unit.sync.central.issuing.conftest import Callers


def test_people_are_entered_whole_and_kept_up_to_date(callers: Callers) -> None:
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
    for code in ("4-3-2-2", "4030202", "4-03-02-02-01", "X-03-02-02", "4-03-02-0\u0661"):
        assert refused("PUT", f"/v1/occupations/{code}/2022", {"name": "x"}) == "malformed"
    assert occupation in callers.nobody.done("GET", "/v1/occupations")["occupations"]
    assert project | {"no": 20} in callers.nobody.done("GET", "/v1/projects")["projects"]


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"孙大名": 1}, "body.people.0.(unknown)"),
        ({"sundaming": 1}, "body.people.0.(unknown)"),
        ({"attributes": {"990000199001010017": None}}, "body.people.0.attributes.(unknown)"),
        ({"phone": 5}, "body.people.0.phone"),
    ],
)
def test_a_refusal_repeats_no_name_that_somebody_sent(callers: Callers, other: dict[str, object], where: str) -> None:
    answer = callers.officer.ask("PUT", "/v1/people", {"people": [person(1) | other]})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(where)
    assert not any(said in answer.json()["detail"] for said in ("孙", "sun", "990000"))
