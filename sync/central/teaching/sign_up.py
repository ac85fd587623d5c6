"""报名: a holder signs up for a course of the catalogue, and may withdraw. It is no enrolment: that takes a voucher."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import courses, sign_ups, trainees
from sync.central.teaching.find_courses import find_course
from sync.central.teaching.put_course import CourseState


class SignUpState(StrEnum):
    """Whether the holder still wants to come."""

    SIGNED_UP = "signed_up"
    WITHDRAWN = "withdrawn"


def sign_up(connection: Connection, holder: str, course_id: str, now: datetime) -> None:
    """Sign up; the same again changes nothing. Raises Problem: not-found, course-closed, institution-suspended."""
    lock_named(connection, f"sign-up:{course_id}/{holder}")
    course = find_course(connection, course_id)
    if _state(connection, holder, course_id) == SignUpState.SIGNED_UP:
        return
    if course.state != CourseState.OPEN:
        raise Problem(ProblemKind.COURSE_CLOSED)
    if course.suspended:
        raise Problem(ProblemKind.INSTITUTION_SUSPENDED)
    _put(connection, holder, course_id, SignUpState.SIGNED_UP, now)


def withdraw_sign_up(connection: Connection, holder: str, course_id: str, now: datetime) -> None:
    """Withdraw; the same again changes nothing. Raises Problem (not-found) where there is no sign-up."""
    lock_named(connection, f"sign-up:{course_id}/{holder}")
    state = _state(connection, holder, course_id)
    if state is None:
        raise Problem(ProblemKind.NOT_FOUND)
    if state == SignUpState.SIGNED_UP:
        _put(connection, holder, course_id, SignUpState.WITHDRAWN, now)


def sign_ups_of_course(connection: Connection, course_id: str, after: str, limit: int) -> list[Any]:
    """Who wants to come, with name and phone, so that the institution can call them; by trainee, behind `after`."""
    wanted = (
        select(sign_ups.c.trainee, sign_ups.c.at, trainees.c.name, trainees.c.phone)
        .join(trainees, trainees.c.id == sign_ups.c.trainee)
        .where(sign_ups.c.course == course_id, sign_ups.c.state == SignUpState.SIGNED_UP, sign_ups.c.trainee > after)
        .order_by(sign_ups.c.trainee)
        .limit(limit)
    )
    return list(connection.execute(wanted).all())


def sign_ups_of_holder(connection: Connection, holder: str) -> list[Any]:
    """Everything the holder ever signed up for, newest first."""
    wanted = (
        select(sign_ups, courses.c.name)
        .join(courses, courses.c.id == sign_ups.c.course)
        .where(sign_ups.c.trainee == holder)
        .order_by(sign_ups.c.at.desc(), sign_ups.c.course)
    )
    return list(connection.execute(wanted).all())


def _state(connection: Connection, holder: str, course_id: str) -> str | None:
    there = (sign_ups.c.course == course_id) & (sign_ups.c.trainee == holder)
    state: str | None = connection.scalar(select(sign_ups.c.state).where(there))
    return state


def _put(connection: Connection, holder: str, course_id: str, state: SignUpState, now: datetime) -> None:
    put_row(connection, sign_ups, {"course": course_id, "trainee": holder}, {"state": state, "at": now})
