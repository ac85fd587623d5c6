"""课程: what an institution offers in the catalogue (FAQ item 1: guides, searches and signs up for courses)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import courses, projects


class CourseState(StrEnum):
    """Whether a course is shown and takes sign-ups."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Course:
    """`hours` in class hours, `price_fen` what it costs without a voucher."""

    id: str
    institution: str
    project: int
    name: str
    description: str
    hours: int
    price_fen: int
    state: CourseState


def put_course(connection: Connection, course: Course) -> None:
    """Enter or change a course. Raises Problem: id-taken (another institution's), reference-unknown (project)."""
    lock_named(connection, f"course:{course.id}")
    owner = connection.scalar(select(courses.c.institution).where(courses.c.id == course.id))
    if owner not in (None, course.institution):
        raise Problem(ProblemKind.ID_TAKEN)
    if connection.scalar(select(projects.c.no).where(projects.c.no == course.project)) is None:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, "project")
    values: dict[str, object] = asdict(course)
    put_row(connection, courses, {"id": values.pop("id")}, values)
