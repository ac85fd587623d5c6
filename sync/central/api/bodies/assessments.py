"""Results of assessments as they come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from sync.central.api.bodies.given import Given
from sync.central.holders import MAX_VOUCHER_NO

MAX_LINES = 200
_LARGEST_SCORE = 1000
"""Beyond 100 a score is refused by name, with its line; this only keeps the number small."""
VoucherNumber = Annotated[int, Field(strict=True, ge=1, le=MAX_VOUCHER_NO, examples=[100_001])]
Score = Annotated[int | None, Field(strict=True, ge=-_LARGEST_SCORE, le=_LARGEST_SCORE, examples=[72])]
CertificateNo = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z]+$"),
    Field(examples=["S000031000001265000001"]),
]


class ResultLine(Given):
    """One line of a 鉴定成绩单."""

    voucher_no: VoucherNumber
    attempt: Annotated[int, Field(strict=True, ge=1, le=100, examples=[1])] = Field(
        description="1 for the first sitting, 2 for the first resit"
    )
    theory: Score = Field(default=None, description="Of 100; null: absent")
    practical: Score = Field(default=None, description="Of 100; null: absent")
    certificate_no: CertificateNo | None = Field(
        default=None, description="Only with a result that passes; may be noted later"
    )


class GivenResults(Given):
    """A list of results: taken whole or not at all."""

    results: Annotated[list[ResultLine], Field(min_length=1, max_length=MAX_LINES)]


class GivenCertificate(Given):
    """职业技能等级证书 of somebody who passed."""

    certificate_no: CertificateNo


class ShownResult(BaseModel):
    """One attempt on record."""

    voucher_no: int = Field(examples=[100_001])
    attempt: int = Field(examples=[1])
    theory: int | None = Field(examples=[72])
    practical: int | None = Field(examples=[80])
    passed: bool = Field(examples=[True])
    certificate_no: str | None = Field(examples=["S000031000001265000001"])
    at: datetime
    policy_version: int = Field(examples=[2])


class ShownResults(BaseModel):
    """The results of a class, by voucher and attempt."""

    class_id: str = Field(examples=["K-0001"])
    results: list[ShownResult]
