"""Conflicts as the centre tells them to this site: what stands against what, and what people have said since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from sync.desk.store.tables import conflicts
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import FactId, VoucherNo
from sync.protocol.receipts import ReceiptCode

Body = dict[str, Any]
_CODES = {code.value: code for code in ReceiptCode}


@dataclass(frozen=True, slots=True)
class Party:
    """One side: who, where, when it was done, and when it came to the centre. Operators are masked."""

    site: str
    class_name: str | None
    at: datetime
    arrived: datetime | None
    operator: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody at one of the sites decided."""

    site: str
    decision: AttentionDecision
    note: str | None
    operator: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer found."""

    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """`lost`: this site asked and did not get it. `theirs` None: nobody else has it. `code` None: a later program's."""

    fact_id: FactId
    voucher_no: VoucherNo | None
    name: str | None
    code: ReceiptCode | None
    state: ConflictState
    opened_at: datetime
    to_decide: bool
    lost: bool
    ours: Party
    theirs: Party | None
    decisions: tuple[Said, ...]
    answer: Answer | None


def row_of(body: Body) -> tuple[Any, ...]:
    """The values after the key. Raises KeyError, TypeError or ValueError for what this program cannot show."""
    read = _conflict("", body)
    return read.voucher_no, read.state.value, read.to_decide, json.dumps(body)


def find(tx: Connection, fact_id: FactId) -> Conflict | None:
    """The one about a record; None: there is none, or the centre has not told it."""
    row = tx.execute(select(conflicts).where(conflicts.c.id == fact_id)).one_or_none()
    return None if row is None else _conflict(row.id, json.loads(row.document))


def _conflict(fact_id: str, body: Body) -> Conflict:
    number, answer = body["voucher_no"], body["answer"]
    if type(body["to_decide"]) is not bool or not (number is None or type(number) is int):
        raise ValueError("not a conflict")
    return Conflict(
        FactId(fact_id),
        None if number is None else VoucherNo(number),
        _maybe(body["name"]),
        _CODES.get(str(body["code"])),
        ConflictState(body["state"]),
        _instant(body["opened_at"]),
        body["to_decide"],
        body["side"] == "loser",
        _party(body["ours"]),
        _party(body["theirs"]) if body["theirs"] else None,
        tuple(_said(one) for one in body["decisions"]),
        Answer(str(answer["note"]), _instant(answer["at"])) if answer else None,
    )


def _party(side: Body) -> Party:
    return Party(
        str(side["site"]),
        _maybe(side["class_name"]),
        _instant(side["at"]),
        _instant(side["arrived"]),
        _maybe(side["operator"]),
    )


def _said(one: Body) -> Said:
    decision = AttentionDecision(one["decision"])
    return Said(str(one["site"]), decision, _maybe(one["note"]), _maybe(one["operator"]), _instant(one["at"]))


def _maybe(text: object) -> str | None:
    return None if text is None else str(text)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 2000 <= at.year <= 2200:  # noqa: PLR2004  as everywhere in the feed
        raise ValueError("not a time of this scheme")
    return at
