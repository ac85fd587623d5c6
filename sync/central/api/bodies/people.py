"""People as they are entered."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StrictBool, StringConstraints

from sync.central.api.bodies.given import LARGEST, Given, Id
from sync.central.issuing.put_person import PersonalData, Standing
from sync.domain.identity_documents import DocumentKind

MAX_PEOPLE = 200
_MAX_ATTRIBUTES = 40
Words = Annotated[str, StringConstraints(max_length=200)]
Attribute = (
    StrictBool
    | Annotated[int, Field(strict=True, ge=-LARGEST, le=LARGEST)]
    | Annotated[str, StringConstraints(strict=True, max_length=200)]
)


class ReportedPerson(Given):
    """Somebody whom an institution reports."""

    name: Words = Field(description="In any script; rare characters as they are", examples=["马𬭊"])
    id_number: Words = Field(description="Of the document shown", examples=["990000199001010017"])
    document_kind: DocumentKind = DocumentKind.CITIZEN_ID
    phone: Words = Field(default="", examples=["19900000001"])

    def to_data(self) -> PersonalData:
        """As the scheme takes it; judged there."""
        return PersonalData(self.name, self.id_number, self.phone, self.document_kind)


class EnteredPerson(ReportedPerson):
    """Somebody with all that the scheme goes by."""

    employer: Id | None = Field(default=None, description="An institution's id", examples=["I-0001"])
    bank_account: Words = Field(default="", description="Tied to the card; digits", examples=["6222000000000000000"])
    attributes: dict[str, Attribute] = Field(
        default_factory=dict,
        max_length=_MAX_ATTRIBUTES,
        description="What eligibility is judged by: lower-case names; text, whole numbers or truth values. "
        "`sex` and age come from the document's number where it tells them.",
        examples=[{"employment": "unemployed", "insured_months": 14}],
    )

    def to_data(self) -> PersonalData:
        """As the scheme takes it; judged there."""
        return PersonalData(
            self.name,
            self.id_number,
            self.phone,
            self.document_kind,
            employer=self.employer,
            bank_account=self.bank_account,
            attributes=self.attributes,
        )


class PeopleToEnter(Given):
    """People, all of them or none."""

    people: Annotated[list[EnteredPerson], Field(min_length=1, max_length=MAX_PEOPLE)]


class PeopleToReport(Given):
    """People, all of them or none."""

    people: Annotated[list[ReportedPerson], Field(min_length=1, max_length=MAX_PEOPLE)]


class ReportedPeople(BaseModel):
    """How many of the people sent stand on the list now; nothing about who of them was known before."""

    listed: int = Field(examples=[24])


class EnteredBody(BaseModel):
    """Who an entry is, and what became of it."""

    id: str = Field(examples=["T-019ab3c2f7f27f0e8c11d2a4b5c6d7e8"])
    standing: Standing


class EnteredPeople(BaseModel):
    """In the order sent."""

    people: list[EnteredBody]
