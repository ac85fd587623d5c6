"""Search the catalogue: courses that are open, of institutions that are not suspended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import classes, courses, evaluations, institutions, occupations, projects
from sync.central.teaching.put_course import CourseState


@dataclass(frozen=True, slots=True)
class CourseQuery:
    """What is looked for; None asks nothing. `text`: part of the course's, institution's or occupation's name."""

    text: str | None = None
    occupation_code: str | None = None
    skill_level: int | None = None
    institution: str | None = None


def find_courses(connection: Connection, query: CourseQuery, after: str, limit: int) -> list[Any]:
    """At most `limit` rows behind the course `after`, by id, each with how often and how well it was evaluated."""
    wanted = _COURSES.where(courses.c.state == CourseState.OPEN, ~institutions.c.suspended, courses.c.id > after)
    asked = (
        (projects.c.occupation_code, query.occupation_code),
        (projects.c.skill_level, query.skill_level),
        (courses.c.institution, query.institution),
    )
    for column, value in asked:
        if value is not None:
            wanted = wanted.where(column == value)
    if query.text is not None:
        named = (courses.c.name, courses.c.description, institutions.c.name, projects.c.name, occupations.c.name)
        wanted = wanted.where(or_(*(column.icontains(query.text, autoescape=True) for column in named)))
    return list(connection.execute(wanted.order_by(courses.c.id).limit(limit)).all())


def find_course(connection: Connection, course_id: str) -> Any:
    """One course, open or closed. Raises Problem (not-found)."""
    row = connection.execute(_COURSES.where(courses.c.id == course_id)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.NOT_FOUND)
    return row


_evaluated = (
    select(classes.c.course, func.count().label("evaluations"), func.sum(evaluations.c.stars).label("stars"))
    .join(evaluations, evaluations.c.class_id == classes.c.id)
    .group_by(classes.c.course)
    .subquery()
)
_COURSES: Select[Any] = (
    select(
        courses,
        institutions.c.name.label("institution_name"),
        institutions.c.suspended,
        projects.c.name.label("project_name"),
        projects.c.occupation_code,
        projects.c.occupation_edition,
        projects.c.skill_level,
        occupations.c.name.label("occupation_name"),
        func.coalesce(_evaluated.c.evaluations, 0).label("evaluations"),
        func.coalesce(_evaluated.c.stars, 0).label("stars"),
    )
    .join(institutions, institutions.c.id == courses.c.institution)
    .join(projects, projects.c.no == courses.c.project)
    .outerjoin(
        occupations,
        (occupations.c.code == projects.c.occupation_code) & (occupations.c.edition == projects.c.occupation_edition),
    )
    .outerjoin(_evaluated, _evaluated.c.course == courses.c.id)
)
