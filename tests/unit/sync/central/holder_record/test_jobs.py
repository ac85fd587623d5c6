"""Job posts: who posts them, who finds them, and what certificates open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.central.askers.identity import Role
from tests.unit.sync.central.holder_record.test_record import holder_of
from tests.unit.sync.central.teaching.school import School

JOB: dict[str, object] = {
    "employer": "申试重工",
    "title": "焊工",
    "occupation_code": "6-18-02-04",
    "occupation_edition": 2022,
    "skill_level": 5,
    "place": "上海市浦东新区",
    "salary_from_fen": 700_000,
    "salary_to_fen": 1_000_000,
}


def post(school: School, job: str, **other: object) -> None:
    school.callers.officer.done("PUT", f"/v1/jobs/{job}", job_post(school, **other))


def job_post(school: School, **other: object) -> dict[str, object]:
    until = (school.town.time() + timedelta(days=30)).date().isoformat()
    return {**JOB, "until": until, **other}


def found(school: School, query: str = "") -> list[str]:
    return [row["id"] for row in school.callers.nobody.done("GET", f"/v1/jobs?{query}")["jobs"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["J-1", "J-2", "J-3", "J-4"]),
        ("occupation=6-18-02-04", ["J-1", "J-2", "J-3"]),
        ("level=5", ["J-1", "J-3", "J-4"]),
        ("level=3", ["J-1", "J-2", "J-3", "J-4"]),
        ("place=徐汇", ["J-3"]),
        ("occupation=6-18-02-04&level=5&place=浦东", ["J-1"]),
        ("limit=1&after=J-1", ["J-2"]),
    ],
)
def test_looking_for_jobs(school: School, query: str, expected: list[str]) -> None:
    post(school, "J-1")
    post(school, "J-2", skill_level=3)
    post(school, "J-3", skill_level=None, place="上海市徐汇区")
    post(school, "J-4", occupation_code="4-03-02-01")
    post(school, "J-5", until="2026-01-01")
    assert found(school, query) == expected


def test_what_a_certificate_opens(school: School, graduate: int) -> None:
    """She is a welder of level 5, 初级工."""
    post(school, "J-1")
    post(school, "J-2", skill_level=4)
    post(school, "J-3", skill_level=None)
    post(school, "J-4", occupation_code="4-03-02-01", skill_level=None)
    graduate_finds = holder_of(school, graduate).done("GET", "/v1/holder/jobs")["jobs"]
    assert [row["id"] for row in graduate_finds] == ["J-1", "J-3"]
    assert holder_of(school, school.candidate()).done("GET", "/v1/holder/jobs")["jobs"] == []


def test_a_post_is_changed_by_whoever_posted_it(school: School) -> None:
    officer = school.callers.officer
    officer.done("PUT", "/v1/institutions/I-9", {"name": "申试重工", "kind": "enterprise"})
    officer.done("PUT", "/v1/institutions/I-9/sites/S-9", {"name": "厂区"})
    officer.done("PUT", "/v1/sites/S-9/staff/P-9", {"name": "于试", "role": "class_manager"})
    enterprise = school.callers(Role.CLASS_MANAGER, "P-9")
    first = enterprise.done("PUT", "/v1/jobs/J-1", job_post(school))
    assert first["institution"] == "I-9"
    assert enterprise.done("PUT", "/v1/jobs/J-1", job_post(school)) == first
    assert officer.refused("PUT", "/v1/jobs/J-1", job_post(school)) == "id-taken"
    assert school.callers.manager.refused("PUT", "/v1/jobs/J-2", job_post(school)) == "function-closed"
    school.town.time.go_on(timedelta(hours=1))
    changed = enterprise.done("PUT", "/v1/jobs/J-1", job_post(school, title="高级焊工"))
    assert (changed["title"], changed["posted_at"]) == ("高级焊工", first["posted_at"])


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"occupation_code": "9-99-99-99"}, "reference-unknown"),
        ({"occupation_edition": 2015}, "reference-unknown"),
        ({"occupation_code": "6-18"}, "malformed"),
        ({"salary_from_fen": 2_000_000}, "malformed"),
        ({"salary_to_fen": 2**53}, "malformed"),
        ({"skill_level": 0}, "malformed"),
        ({"until": "soon"}, "malformed"),
        ({"until": 1_790_000_000}, "malformed"),
    ],
)
def test_what_no_job_is_like(school: School, other: dict[str, object], problem: str) -> None:
    assert school.callers.officer.refused("PUT", "/v1/jobs/J-9", job_post(school, **other)) == problem
    assert found(school) == []
