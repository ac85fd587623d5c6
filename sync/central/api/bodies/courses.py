"""The catalogue of courses, and signing up."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from sync.central.api.bodies.given import Fen, Given, Line, Project, Text
from sync.central.teaching.put_course import CourseState
from sync.central.teaching.sign_up import SignUpState

_Hours = Annotated[int, Field(strict=True, ge=1, le=2000)]


class CourseGiven(Given):
    """A course as its institution offers it."""

    project: Project = Field(examples=[1])
    name: Line = Field(examples=["初级焊工"])
    description: Text = Field("", examples=["手工电弧焊，含实训"])
    hours: _Hours = Field(examples=[80])
    price_fen: Fen = Field(examples=[180_000])
    state: CourseState = Field(CourseState.OPEN, examples=["open"])


class CourseBody(BaseModel):
    """A course of the catalogue. `mean_stars`: of five, to one decimal; null while few have evaluated it."""

    id: str = Field(examples=["C-0001"])
    institution: str = Field(examples=["I-0001"])
    institution_name: str = Field(examples=["启明职业技能培训学校"])
    project: int
    project_name: str
    occupation_code: str | None = Field(examples=["6-18-02-04"])
    occupation_edition: int | None = Field(examples=[2022])
    occupation_name: str | None = Field(examples=["焊工"])
    skill_level: int | None = Field(description="5 初级工 … 1 高级技师", examples=[5])
    name: str
    description: str
    hours: int
    price_fen: int
    state: CourseState
    evaluations: int = Field(examples=[12])
    mean_stars: float | None = Field(examples=[4.5])


class CoursesBody(BaseModel):
    """Courses by id; `next` is where the next page begins, null at the end."""

    courses: list[CourseBody]
    next: str | None


class HolderSignUp(BaseModel):
    """One of a holder's sign-ups."""

    course: str = Field(examples=["C-0001"])
    name: str = Field(examples=["初级焊工"])
    state: SignUpState
    at: datetime


class HolderSignUps(BaseModel):
    """Everything the holder ever signed up for, newest first."""

    sign_ups: list[HolderSignUp]


class SignUpBody(BaseModel):
    """Somebody who wants to come: with name and phone, so that the institution can call."""

    trainee: str = Field(examples=["T-1001"])
    name: str = Field(examples=["林一白"])
    phone: str = Field(examples=["13800000000"])
    at: datetime


class SignUpsBody(BaseModel):
    """Who has signed up for a course, by trainee; `next` is where the next page begins, null at the end."""

    sign_ups: list[SignUpBody]
    next: str | None
