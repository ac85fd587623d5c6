"""Job look-up and recommendation (FAQ item 10)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from sync.central.acting.whose import own_institution
from sync.central.api.bodies.given import Line, OccupationCode
from sync.central.api.bodies.jobs import JobBody, JobGiven, JobsBody
from sync.central.api.bodies.paging import After, Limit, PathId, next_after
from sync.central.askers.identity import Principal
from sync.central.door.authenticate import ManagerOrOfficer, TheCentre, TheHolder
from sync.central.door.problem_answers import problems
from sync.central.holder_record.find_jobs import JobQuery, find_job, find_jobs, recommend_jobs
from sync.central.holder_record.post_job import JobPost, put_job
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.domain.region_rules import InstitutionKind

router = APIRouter(tags=["jobs"])
Level = Annotated[int | None, Query(ge=1, le=5, description="The level you have, 5 初级工 … 1 高级技师")]


@router.put(
    "/v1/jobs/{job}",
    summary="Post or change a job",
    responses=problems(ProblemKind.ID_TAKEN, ProblemKind.REFERENCE_UNKNOWN, ProblemKind.FUNCTION_CLOSED),
)
def put(job: PathId, given: JobGiven, centre: TheCentre, asker: ManagerOrOfficer) -> JobBody:
    """By officers, and by enterprises for themselves."""
    with writing(centre.store) as connection:
        _check_enterprise(connection, asker)
        put_job(connection, JobPost(id=job, institution=asker.institution, **given.model_dump()), centre.now())
        return _shown(find_job(connection, job))


@router.get("/v1/jobs", summary="Look for jobs")
def search(
    *,
    centre: TheCentre,
    occupation: Annotated[OccupationCode | None, Query(description="Occupation code, in any edition")] = None,
    level: Level = None,
    place: Annotated[Line | None, Query(description="Part of the place's name")] = None,
    after: After = "",
    limit: Limit = 50,
) -> JobsBody:
    """Posts that are still open, by id, page by page. With `level`: those that ask for no more than that."""
    with reading(centre.store) as connection:
        today = centre.lists(connection).policy.day_of(centre.now())
        rows = find_jobs(connection, JobQuery(occupation, level, place), today, after, limit)
    return JobsBody(jobs=[_shown(row) for row in rows], next=next_after(rows, limit))


@router.get("/v1/holder/jobs", summary="Jobs that my certificates open")
def recommend(centre: TheCentre, holder: TheHolder, after: After = "", limit: Limit = 50) -> JobsBody:
    """Of the same occupations, up to the levels earned."""
    with reading(centre.store) as connection:
        today = centre.lists(connection).policy.day_of(centre.now())
        rows = recommend_jobs(connection, holder.id, today, after, limit)
    return JobsBody(jobs=[_shown(row) for row in rows], next=next_after(rows, limit))


def _check_enterprise(connection: Connection, asker: Principal) -> None:
    """Training institutions post no jobs."""
    if asker.institution is None:
        return
    if own_institution(connection, asker, asker.institution).kind != InstitutionKind.ENTERPRISE:
        raise Problem(ProblemKind.FUNCTION_CLOSED)


def _shown(row: Any) -> JobBody:
    return JobBody(**{name: getattr(row, name) for name in JobBody.model_fields})
