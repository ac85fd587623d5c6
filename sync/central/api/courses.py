"""The catalogue: open to everyone; holders sign up, institutions offer and see who wants to come (FAQ item 1)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from sync.central.api.bodies.courses import (
    CourseBody,
    CourseGiven,
    CoursesBody,
    HolderSignUp,
    HolderSignUps,
    SignUpBody,
    SignUpsBody,
)
from sync.central.api.bodies.given import Id, Line, OccupationCode
from sync.central.api.bodies.paging import After, Limit, PathId, next_after
from sync.central.askers.identity import Principal
from sync.central.centre import Centre
from sync.central.door.authenticate import ClassManager, FrontDesk, TheCentre, TheHolder
from sync.central.door.problem_answers import problems
from sync.central.holder_record.evaluate_class import LEAST_EVALUATIONS
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.teaching.find_courses import CourseQuery, find_course, find_courses
from sync.central.teaching.put_course import Course, put_course
from sync.central.teaching.sign_up import sign_up, sign_ups_of_course, sign_ups_of_holder, withdraw_sign_up

router = APIRouter(tags=["courses"])
Level = Annotated[int | None, Query(ge=1, le=5, description="Skill level, 5 初级工 … 1 高级技师")]
_MISSING = problems(ProblemKind.NOT_FOUND)


@router.get("/v1/courses", summary="Search the catalogue")
def search(
    *,
    centre: TheCentre,
    text: Annotated[Line | None, Query(description="Part of a name: course, institution, project, occupation")] = None,
    occupation: Annotated[OccupationCode | None, Query(description="Occupation code, in any edition")] = None,
    level: Level = None,
    institution: Annotated[Id | None, Query(description="Of this institution only")] = None,
    after: After = "",
    limit: Limit = 50,
) -> CoursesBody:
    """Courses that take sign-ups, by id, page by page."""
    with reading(centre.store) as connection:
        rows = find_courses(connection, CourseQuery(text, occupation, level, institution), after, limit)
    return CoursesBody(courses=[_shown(row) for row in rows], next=next_after(rows, limit))


@router.get("/v1/courses/{course}", summary="A course", responses=_MISSING)
def show(course: PathId, centre: TheCentre) -> CourseBody:
    """Open or closed; with how often and how well it was evaluated, and no names."""
    with reading(centre.store) as connection:
        return _shown(find_course(connection, course))


@router.put(
    "/v1/courses/{course}",
    summary="Offer or change a course",
    responses=problems(ProblemKind.ID_TAKEN, ProblemKind.REFERENCE_UNKNOWN),
)
def put(course: PathId, given: CourseGiven, centre: TheCentre, manager: ClassManager) -> CourseBody:
    """A course of the manager's own institution."""
    with writing(centre.store) as connection:
        put_course(connection, Course(course, manager.institution or "", **given.model_dump()))
        return _shown(find_course(connection, course))


@router.get("/v1/courses/{course}/sign-ups", summary="Who wants to come", responses=_MISSING)
def list_sign_ups(
    course: PathId, centre: TheCentre, asker: FrontDesk, after: After = "", limit: Limit = 50
) -> SignUpsBody:
    """The institution's own courses only."""
    with reading(centre.store) as connection:
        if find_course(connection, course).institution != asker.institution:
            raise Problem(ProblemKind.NOT_FOUND)
        rows = sign_ups_of_course(connection, course, after, limit)
    people = [SignUpBody(trainee=row.trainee, name=row.name, phone=row.phone, at=row.at) for row in rows]
    return SignUpsBody(sign_ups=people, next=next_after(rows, limit, "trainee"))


@router.get("/v1/holder/sign-ups", summary="What I signed up for")
def list_own_sign_ups(centre: TheCentre, holder: TheHolder) -> HolderSignUps:
    """Newest first, withdrawn ones too."""
    return _own_sign_ups(centre, holder)


@router.post(
    "/v1/holder/courses/{course}/sign-up",
    summary="Sign up for a course",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.COURSE_CLOSED, ProblemKind.INSTITUTION_SUSPENDED),
)
def sign_me_up(course: PathId, centre: TheCentre, holder: TheHolder) -> HolderSignUps:
    """The institution sees name and phone. It is no enrolment: that takes a voucher."""
    with writing(centre.store) as connection:
        sign_up(connection, holder.id, course, centre.now())
    return _own_sign_ups(centre, holder)


@router.post("/v1/holder/courses/{course}/withdraw", summary="Withdraw my sign-up", responses=_MISSING)
def withdraw(course: PathId, centre: TheCentre, holder: TheHolder) -> HolderSignUps:
    """The institution no longer sees it."""
    with writing(centre.store) as connection:
        withdraw_sign_up(connection, holder.id, course, centre.now())
    return _own_sign_ups(centre, holder)


def _own_sign_ups(centre: Centre, holder: Principal) -> HolderSignUps:
    with reading(centre.store) as connection:
        rows = sign_ups_of_holder(connection, holder.id)
    return HolderSignUps(
        sign_ups=[HolderSignUp(course=row.course, name=row.name, state=row.state, at=row.at) for row in rows]
    )


def _shown(row: Any) -> CourseBody:
    own = set(CourseBody.model_fields) - {"mean_stars"}
    mean = round(row.stars / row.evaluations, 1) if row.evaluations >= LEAST_EVALUATIONS else None
    return CourseBody(**{name: getattr(row, name) for name in own}, mean_stars=mean)
