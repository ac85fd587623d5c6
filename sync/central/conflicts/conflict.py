"""A conflict: who asked, what stands against it, what people have said since. Each step is a method; none is a rule's.

Only ids are kept here; names are looked up when it is told (`tell_conflicts`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import ClassId, FactId, SiteId, StaffId
from sync.protocol.receipts import ReceiptCode


class Side(StrEnum):
    """Who asked and did not get it, and who has it."""

    LOSER = "loser"
    WINNER = "winner"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has what was asked for; `fact_id` None: put on the roster by the centre itself."""

    fact_id: FactId | None
    class_id: ClassId
    at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody at one of the sites said, by a fact of theirs."""

    site: SiteId
    decision: AttentionDecision
    note: str | None
    operator: StaffId
    at: datetime
    fact_id: FactId


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer said; `actor` as histories name people."""

    note: str
    at: datetime
    actor: str


@dataclass(slots=True)
class Conflict:
    """`site` asked by `fact_id`; `holder` and `other_site` None: nobody else has it, somebody wants it looked at.

    `code`: why it was not granted; `to_decide`: who has not said anything since it last changed.
    """

    fact_id: FactId
    voucher_no: int | None
    site: SiteId
    other_site: SiteId | None
    opened_at: datetime
    code: ReceiptCode | None
    class_id: ClassId | None
    holder: Holder | None
    state: ConflictState = ConflictState.OPEN
    to_decide: set[Side] = field(default_factory=set)
    decisions: list[Decided] = field(default_factory=list)
    answer: Answer | None = None
    left_by: SiteId | None = None
    """Not kept: a site that has nothing to do with it any more, and is told so."""

    def sides_of(self, site: SiteId) -> tuple[Side, ...]:
        """On which side a site stands: on both where two of its own classes want one voucher."""
        asked = (Side.LOSER,) if site == self.site else ()
        return asked + ((Side.WINNER,) if site == self.other_site else ())

    def waits_for(self, site: SiteId) -> bool:
        """Whether somebody at `site` has to say something."""
        return bool(self.to_decide.intersection(self.sides_of(site)))

    def decide(self, said: Decided) -> None:
        """One person speaks for the whole site."""
        self.decisions.append(said)
        self.to_decide.difference_update(self.sides_of(said.site))
        if said.decision is AttentionDecision.REVIEW:
            self.state, self.answer = ConflictState.REVIEW, None
        elif said.decision is AttentionDecision.ACCEPT and said.site == self.site:
            self._end(ConflictState.ACCEPTED)

    def answered(self, answer: Answer) -> None:
        """An officer has looked; both sides are told, and the one that asked decides what it does now. What was given
        up meanwhile stays free."""
        self.answer = answer
        if self.state is not ConflictState.FREED:
            self.state = ConflictState.ANSWERED
            self.to_decide = {Side.LOSER} | ({Side.WINNER} if self.holder else set())

    def freed(self) -> None:
        """The other side gave it up: only who asked has something to decide now."""
        if self.holder is not None:
            self.state, self.to_decide = ConflictState.FREED, {Side.LOSER}

    def taken(self, site: SiteId, holder: Holder) -> None:
        """Somebody took what nobody had any more, here or there; what an officer was asked waits on."""
        self.left_by = self.other_site if self.other_site not in (site, self.site) else None
        self.holder, self.other_site = holder, site
        self.to_decide = {Side.WINNER}
        if self.state is not ConflictState.REVIEW:
            self.state, self.to_decide = ConflictState.OPEN, {Side.LOSER, Side.WINNER}

    def held(self, holder: Holder) -> None:
        """The other side holds it in another class, or by another of its requests."""
        self.holder = holder

    def taken_back(self) -> None:
        """The request was undone."""
        self._end(ConflictState.TAKEN_BACK)

    def granted(self) -> None:
        """Who asked has it now."""
        self._end(ConflictState.GRANTED)

    def to_map(self) -> dict[str, Any]:
        """What is kept beside the columns."""
        holder, answer = self.holder, self.answer
        return {
            "code": self.code,
            "class_id": self.class_id,
            "holder": holder and asdict(holder) | {"at": holder.at.isoformat()},
            "to_decide": sorted(self.to_decide),
            "decisions": [asdict(said) | {"at": said.at.isoformat()} for said in self.decisions],
            "answer": answer and asdict(answer) | {"at": answer.at.isoformat()},
        }

    def _end(self, state: ConflictState) -> None:
        self.state, self.to_decide = state, set()


def read_conflict(row: Any, document: dict[str, Any]) -> Conflict:
    """From a row of `conflicts` and its document."""
    holder, answer = document["holder"], document["answer"]
    return Conflict(
        row.fact_id,
        row.voucher_no,
        row.site,
        row.other_site,
        row.opened_at,
        document["code"] and ReceiptCode(document["code"]),
        document["class_id"],
        holder and Holder(**{**holder, "at": datetime.fromisoformat(holder["at"])}),
        ConflictState(row.state),
        {Side(side) for side in document["to_decide"]},
        [_decided(said) for said in document["decisions"]],
        answer and Answer(**{**answer, "at": datetime.fromisoformat(answer["at"])}),
    )


def _decided(said: dict[str, Any]) -> Decided:
    known = {"at": datetime.fromisoformat(said["at"]), "decision": AttentionDecision(said["decision"])}
    return Decided(**{**said, **known})
