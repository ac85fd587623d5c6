"""Occupations and projects: everybody may look them up, officers enter them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import select

from sync.central.api.bodies.given import LARGEST_PROJECT, OccupationCode
from sync.central.api.bodies.projects import (
    GivenOccupation,
    GivenProject,
    OccupationBody,
    OccupationsBody,
    ProjectBody,
    ProjectsBody,
)
from sync.central.door.authenticate import Officer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.issuing import put_project as entering
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import occupations, projects
from sync.domain.ids import ProjectNo

router = APIRouter(tags=["projects"])
Code = Annotated[OccupationCode, Path(description="职业编码", examples=["6-18-02-04"])]
EditionPath = Annotated[int, Path(ge=1999, le=2199, description="The year of the classification", examples=[2022])]
ProjectPath = Annotated[int, Path(ge=1, le=LARGEST_PROJECT, description="A project's number", examples=[1])]


@router.get("/v1/occupations", summary="Occupations")
def list_occupations(centre: TheCentre) -> OccupationsBody:
    """All that projects are for, by code and edition."""
    with reading(centre.store) as connection:
        rows = connection.execute(select(occupations).order_by(occupations.c.code, occupations.c.edition))
        return OccupationsBody(occupations=[OccupationBody(**row._mapping) for row in rows])


@router.put(
    "/v1/occupations/{code}/{edition}", summary="Enter an occupation", responses=problems(ProblemKind.ID_TAKEN)
)
def put_occupation(
    code: Code, edition: EditionPath, given: GivenOccupation, centre: TheCentre, _officer: Officer
) -> OccupationBody:
    """It stays as it is entered: the next edition renumbers."""
    with writing(centre.store) as connection:
        entering.put_occupation(connection, entering.Occupation(code, edition, given.name))
    return OccupationBody(code=code, edition=edition, name=given.name)


@router.get("/v1/projects", summary="Projects")
def list_projects(centre: TheCentre) -> ProjectsBody:
    """All projects, by number."""
    with reading(centre.store) as connection:
        rows = connection.execute(select(projects).order_by(projects.c.no))
        return ProjectsBody(projects=[ProjectBody(**row._mapping) for row in rows])


@router.put(
    "/v1/projects/{project}",
    summary="Enter a project",
    responses=problems(ProblemKind.ID_TAKEN, ProblemKind.REFERENCE_UNKNOWN),
)
def put_project(project: ProjectPath, given: GivenProject, centre: TheCentre, _officer: Officer) -> ProjectBody:
    """It stays as it is entered: vouchers and decisions rest on it."""
    with writing(centre.store) as connection:
        entering.put_project(connection, entering.Project(ProjectNo(project), **given.model_dump()))
    return ProjectBody(no=project, **given.model_dump())
