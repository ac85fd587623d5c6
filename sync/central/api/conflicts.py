"""Conflicts between sites, for officers: what is open, and their answer where a site asked for a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection

from sync.central.api.bodies.conflicts import AnswerGiven, ConflictBody, ConflictsPage
from sync.central.api.bodies.paging import After, Limit, next_after
from sync.central.conflicts.answer_review import answer_review
from sync.central.conflicts.conflict import Conflict
from sync.central.conflicts.list_conflicts import list_conflicts
from sync.central.conflicts.tell_conflicts import load_names
from sync.central.door.authenticate import Officer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.domain.attention import ConflictState
from sync.domain.ids import FactId

router = APIRouter(tags=["conflicts"])
Fact = Annotated[
    str,
    Path(
        pattern=r"^[0-9a-f]{32}$",
        description="The record that was not simply taken",
        examples=["0199f0c2a1b27c3d8e4f5a6b7c8d9e0f"],
    ),
]


@router.get("/v1/conflicts", summary="Conflicts, and what people have said about them")
def list_all(
    *,
    centre: TheCentre,
    _officer: Officer,
    state: Annotated[ConflictState | None, Query(description="In this state only")] = None,
    after: After = "",
    limit: Limit = 50,
) -> ConflictsPage:
    """By id, page by page; those that wait for an officer are in state `review`."""
    with reading(centre.store) as connection:
        found = list_conflicts(connection, state, after, limit)
        return ConflictsPage(conflicts=_shown(connection, found), next=next_after(found, limit, "fact_id"))


@router.post(
    "/v1/conflicts/{fact}/decision",
    summary="Answer a review",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.DECIDED_BEFORE),
)
def decide(fact: Fact, given: AnswerGiven, centre: TheCentre, officer: Officer) -> ConflictBody:
    """What the centre said stands, and why; both sites are told. The same again changes nothing."""
    with writing(centre.store) as connection:
        conflict = answer_review(connection, officer, FactId(fact), given.note, centre.now())
        return _shown(connection, [conflict])[0]


def _shown(connection: Connection, found: Sequence[Conflict]) -> list[ConflictBody]:
    names = load_names(connection, found)
    rows: list[dict[str, Any]] = [
        names.body(one) | {"fact_id": one.fact_id, "asked": names.asked(one), "holds": names.holds(one)}
        for one in found
    ]
    return [ConflictBody(**row) for row in rows]
