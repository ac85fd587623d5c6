"""Conflicts as officers see them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sync.central.api.bodies.given import Given, Line
from sync.domain.attention import AttentionDecision, ConflictState
from sync.protocol.receipts import ReceiptCode

_SIDE: dict[str, JsonValue] = {
    "site": "示例一号教学点",
    "class_name": "初级焊工 2026-11 班",
    "at": "2026-11-23T00:19:00Z",
    "arrived": "2026-11-23T04:02:11Z",
    "operator": "张*",
}
_EXAMPLE: dict[str, JsonValue] = {
    "fact_id": "0199f0c2a1b27c3d8e4f5a6b7c8d9e0f",
    "voucher_no": 1001,
    "name": "赵*芳",
    "code": "voucher_in_use_elsewhere",
    "state": "review",
    "opened_at": "2026-11-23T04:02:11Z",
    "asked": _SIDE,
    "holds": {**_SIDE, "site": "示例二号教学点", "at": "2026-11-22T00:12:00Z", "operator": "陈*"},
    "decisions": [
        {
            "site": "示例一号教学点",
            "decision": "review",
            "note": "学员说从未去过二号教学点",
            "operator": "张*",
            "at": "2026-11-23T04:10:00Z",
        }
    ],
    "answer": {"note": "二号教学点有签名的报名表", "at": "2026-11-23T08:00:00Z"},
}


class OfficersWord(StrEnum):
    """What an officer can say: another end than the centre's is made by the sites, by leaving or enrolling."""

    STANDS = "stands"


class AnswerGiven(Given):
    """What an officer found out."""

    decision: OfficersWord = Field(examples=["stands"])
    note: Line = Field(examples=["二号教学点有签名的报名表"])


class SideBody(BaseModel):
    """Who, where and when; `operator` masked, null where the centre itself did it."""

    site: str
    class_name: str | None
    at: datetime = Field(description="When it was done, by trusted time")
    arrived: datetime = Field(description="When the centre got it")
    operator: str | None


class SaidBody(BaseModel):
    """What somebody at one of the sites decided."""

    site: str
    decision: AttentionDecision
    note: str | None
    operator: str | None
    at: datetime


class AnswerBody(BaseModel):
    """An officer's answer."""

    note: str
    at: datetime


class ConflictBody(BaseModel):
    """One conflict. `holds` null: nobody else has it, somebody wants a record looked at."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    fact_id: str
    voucher_no: int | None
    name: str | None = Field(description="The holder's, masked")
    code: ReceiptCode | None
    state: ConflictState
    opened_at: datetime
    asked: SideBody
    holds: SideBody | None
    decisions: list[SaidBody]
    answer: AnswerBody | None


class ConflictsPage(BaseModel):
    """Some of them, and where the next page begins."""

    conflicts: list[ConflictBody]
    next: str | None = Field(description="`after` of the next page; null at the end")
