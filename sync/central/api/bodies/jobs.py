"""Job posts by occupation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, Field, model_validator

from sync.central.api.bodies.given import Day, Edition, Fen, Given, Line, OccupationCode, SkillLevel


class JobGiven(Given):
    """A job as it is posted. Salaries in fen a month; `until`: the last day it is shown."""

    employer: Line = Field(examples=["申江重工有限公司"])
    title: Line = Field(examples=["焊工"])
    occupation_code: OccupationCode = Field(examples=["6-18-02-04"])
    occupation_edition: Edition = Field(examples=[2022])
    skill_level: SkillLevel | None = Field(None, description="The least that is asked for; null: none", examples=[5])
    place: Line = Field(examples=["上海市浦东新区"])
    salary_from_fen: Fen = Field(examples=[700_000])
    salary_to_fen: Fen = Field(examples=[1_000_000])
    until: Day = Field(examples=["2026-12-31"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.salary_from_fen > self.salary_to_fen:
            raise ValueError("salary_from_fen is more than salary_to_fen")
        return self


class JobBody(BaseModel):
    """A job post; `institution` is the enterprise that posted it, null for the authority."""

    id: str = Field(examples=["J-0001"])
    institution: str | None = Field(examples=["I-0003"])
    employer: str
    title: str
    occupation_code: str = Field(examples=["6-18-02-04"])
    occupation_edition: int = Field(examples=[2022])
    occupation_name: str = Field(examples=["焊工"])
    skill_level: int | None
    place: str
    salary_from_fen: int
    salary_to_fen: int
    posted_at: datetime
    until: date


class JobsBody(BaseModel):
    """Posts by id; `next` is where the next page begins, null at the end."""

    jobs: list[JobBody]
    next: str | None
