"""The catalogue: everyone searches, holders sign up, institutions see who wants to come."""

from __future__ import annotations

import pytest

from sync.central.askers.identity import Role
from tests.unit.sync.central.teaching.school import ELSEWHERE, INSTITUTION, OTHERS, WHY, School

COURSE = {"project": 1, "name": "初级焊工 100%", "description": "手工电弧焊", "hours": 80, "price_fen": 180_000}
HOLDER = "T-1001"


@pytest.fixture
def offered(school: School) -> School:
    """Three courses of two institutions."""
    officer = school.callers.officer
    officer.done("PUT", f"/v1/sites/{ELSEWHERE}/staff/P-9", {"name": "汪试", "role": "class_manager"})
    school.callers.manager.done("PUT", "/v1/courses/C-1", COURSE)
    school.callers.manager.done("PUT", "/v1/courses/C-2", {**COURSE, "project": 2, "name": "养老护理_基础"})
    other = school.callers(Role.CLASS_MANAGER, "P-9")
    other.done("PUT", "/v1/courses/C-3", {**COURSE, "name": "焊工夜校"})
    return school


def found(school: School, query: str = "") -> list[str]:
    return [row["id"] for row in school.callers.nobody.done("GET", f"/v1/courses?{query}")["courses"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["C-1", "C-2", "C-3"]),
        ("text=焊工", ["C-1", "C-3"]),
        ("text=夜校", ["C-3"]),
        ("text=启明", ["C-1", "C-2"]),
        ("text=养老护理员", ["C-2"]),
        ("text=%25", ["C-1"]),
        ("text=_", ["C-2"]),
        ("occupation=6-18-02-04", ["C-1", "C-3"]),
        ("occupation=6-18-02-04&institution=I-0002", ["C-3"]),
        ("level=5", ["C-1", "C-2", "C-3"]),
        ("level=1", []),
        ("limit=2", ["C-1", "C-2"]),
        ("limit=2&after=C-2", ["C-3"]),
    ],
)
def test_anyone_searches_the_catalogue(offered: School, query: str, expected: list[str]) -> None:
    assert found(offered, query) == expected


@pytest.mark.parametrize("query", ["level=6", "level=x", "occupation=1", "limit=0", "limit=1000", "text=", "after=a/b"])
def test_what_cannot_be_searched_for(school: School, query: str) -> None:
    assert school.callers.nobody.refused("GET", f"/v1/courses?{query}") == "malformed"


def test_a_course_is_shown_with_all_that_is_known(offered: School) -> None:
    shown = offered.callers.nobody.done("GET", "/v1/courses/C-1")
    assert (shown["occupation_name"], shown["skill_level"], shown["institution"]) == ("焊工", 5, INSTITUTION)
    assert (shown["evaluations"], shown["mean_stars"], shown["price_fen"]) == (0, None, 180_000)
    assert offered.callers.nobody.refused("GET", "/v1/courses/none") == "not-found"


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"project": 99}, "reference-unknown"),
        ({"price_fen": 2**53}, "malformed"),
        ({"price_fen": -1}, "malformed"),
        ({"price_fen": 1.5}, "malformed"),
        ({"hours": 0}, "malformed"),
        ({"state": "gone"}, "malformed"),
    ],
)
def test_what_no_course_is_like(school: School, other: dict[str, object], problem: str) -> None:
    assert school.callers.manager.refused("PUT", "/v1/courses/C-9", {**COURSE, **other}) == problem


def test_a_course_of_others_is_not_changed(offered: School) -> None:
    assert offered.callers.manager.refused("PUT", "/v1/courses/C-3", COURSE) == "id-taken"


def test_signing_up_and_withdrawing(offered: School) -> None:
    holder, manager = offered.callers.holder(HOLDER), offered.callers.manager
    first = holder.done("POST", "/v1/holder/courses/C-1/sign-up")
    assert [(row["course"], row["state"]) for row in first["sign_ups"]] == [("C-1", "signed_up")]
    assert holder.done("POST", "/v1/holder/courses/C-1/sign-up") == first
    people = manager.done("GET", "/v1/courses/C-1/sign-ups")["sign_ups"]
    assert [row["trainee"] for row in people] == [HOLDER]
    assert people[0]["phone"]
    assert offered.callers(Role.CLERK, "P-0001").done("GET", "/v1/courses/C-1/sign-ups")["sign_ups"] == people
    stranger = offered.callers(Role.CLASS_MANAGER, "P-9")
    for course in ("C-1", "none"):
        assert stranger.refused("GET", f"/v1/courses/{course}/sign-ups") == "not-found"
    withdrawn = holder.done("POST", "/v1/holder/courses/C-1/withdraw")
    assert [row["state"] for row in withdrawn["sign_ups"]] == ["withdrawn"]
    assert holder.done("POST", "/v1/holder/courses/C-1/withdraw") == withdrawn
    assert manager.done("GET", "/v1/courses/C-1/sign-ups")["sign_ups"] == []
    holder.done("POST", "/v1/holder/courses/C-1/sign-up")
    assert len(manager.done("GET", "/v1/courses/C-1/sign-ups")["sign_ups"]) == 1
    assert offered.callers.holder("T-1002").done("GET", "/v1/holder/sign-ups") == {"sign_ups": []}


def test_what_stands_against_signing_up(offered: School) -> None:
    holder = offered.callers.holder(HOLDER)
    assert holder.refused("POST", "/v1/holder/courses/none/sign-up") == "not-found"
    assert holder.refused("POST", "/v1/holder/courses/C-1/withdraw") == "not-found"
    offered.callers.manager.done("PUT", "/v1/courses/C-1", {**COURSE, "state": "closed"})
    assert holder.refused("POST", "/v1/holder/courses/C-1/sign-up") == "course-closed"
    assert found(offered) == ["C-2", "C-3"]
    offered.callers.officer.done("POST", f"/v1/institutions/{OTHERS}/suspend", WHY)
    assert holder.refused("POST", "/v1/holder/courses/C-3/sign-up") == "institution-suspended"
    assert found(offered) == ["C-2"]


def test_a_class_may_come_from_a_course_of_the_same_project(offered: School) -> None:
    manager = offered.callers.manager
    assert manager.refused("PUT", offered.at, offered.plan(course="C-2")) == "reference-unknown"
    assert manager.refused("PUT", offered.at, offered.plan(course="C-3")) == "reference-unknown"
    assert offered.open(course="C-1")["course"] == "C-1"
