"""Occupations and projects."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field, model_validator

from sync.central.api.bodies.given import Edition, Given, Line, OccupationCode, SkillLevel
from sync.domain.region_rules import ProjectType


class GivenOccupation(Given):
    """An occupation's name in one edition."""

    name: Line = Field(examples=["焊工"])


class GivenProject(Given):
    """A project; an occupation comes with its edition, a level with an occupation."""

    name: Line = Field(examples=["焊工（五级/初级工）"])
    type: ProjectType
    occupation_code: OccupationCode | None = Field(default=None, examples=["6-18-02-04"])
    occupation_edition: Edition | None = Field(default=None, examples=[2022])
    skill_level: SkillLevel | None = Field(default=None, description="5 初级工 … 1 高级技师", examples=[5])

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if (self.occupation_code is None) != (self.occupation_edition is None):
            raise ValueError("an occupation comes with its edition")
        if self.skill_level is not None and self.occupation_code is None:
            raise ValueError("a level is one of an occupation")
        return self


class OccupationBody(BaseModel):
    """An occupation: code, edition and name belong together."""

    code: str = Field(examples=["6-18-02-04"])
    edition: int = Field(examples=[2022])
    name: str = Field(examples=["焊工"])


class OccupationsBody(BaseModel):
    """Occupations by code and edition."""

    occupations: list[OccupationBody]


class ProjectBody(BaseModel):
    """A project."""

    no: int = Field(examples=[1])
    name: str = Field(examples=["焊工（五级/初级工）"])
    type: ProjectType
    occupation_code: str | None = Field(examples=["6-18-02-04"])
    occupation_edition: int | None = Field(examples=[2022])
    skill_level: int | None = Field(examples=[5])


class ProjectsBody(BaseModel):
    """Projects by number."""

    projects: list[ProjectBody]
