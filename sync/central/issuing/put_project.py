"""职业 and 培训项目. Both stay as they were entered: decisions rest on them, and editions renumber instead."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import occupations, projects
from sync.domain.ids import ProjectNo
from sync.domain.region_rules import ProjectType


@dataclass(frozen=True, slots=True)
class Occupation:
    """Code, edition and name belong together: the next edition gives the code to another occupation."""

    code: str
    edition: int
    name: str


@dataclass(frozen=True, slots=True)
class Project:
    """What is trained for; an occupation needs its edition, a level needs an occupation."""

    no: ProjectNo
    name: str
    type: ProjectType
    occupation_code: str | None = None
    occupation_edition: int | None = None
    skill_level: int | None = None


def put_occupation(connection: Connection, occupation: Occupation) -> None:
    """Enter an occupation. Raises Problem when another one has that code in that edition."""
    lock_named(connection, f"occupation:{occupation.code}")
    here = (occupations.c.code == occupation.code) & (occupations.c.edition == occupation.edition)
    _put(connection, occupations, here, asdict(occupation))


def put_project(connection: Connection, project: Project) -> None:
    """Enter a project. Raises Problem when its number is taken or its occupation not known."""
    lock_named(connection, f"project:{project.no}")
    if project.occupation_code is not None:
        wanted = (occupations.c.code == project.occupation_code) & (occupations.c.edition == project.occupation_edition)
        if connection.execute(select(occupations.c.code).where(wanted)).one_or_none() is None:
            raise Problem(ProblemKind.REFERENCE_UNKNOWN, "occupation")
    _put(connection, projects, projects.c.no == project.no, asdict(project))


def _put(connection: Connection, table: Table, here: Any, row: dict[str, Any]) -> None:
    held = connection.execute(select(table).where(here)).one_or_none()
    if held is None:
        connection.execute(insert(table).values(row))
    elif {name: getattr(held, name) for name in row} != row:
        raise Problem(ProblemKind.ID_TAKEN)
