"""An officer has looked at a conflict. What the centre had said stands: another end is made by facts of the sites."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from sync.central.askers.identity import Principal
from sync.central.conflicts.conflict import Answer, Conflict
from sync.central.conflicts.conflict_book import load_conflicts
from sync.central.problems import Problem, ProblemKind
from sync.domain.ids import FactId


def answer_review(connection: Connection, officer: Principal, fact_id: FactId, note: str, now: datetime) -> Conflict:
    """Keep the officer's words and tell both sites; the same words again change nothing.

    Raises Problem: not-found, decided-before (other words, or the sites have settled it).
    """
    book = load_conflicts(connection, fact_ids=[fact_id])
    conflict = book.known.get(fact_id)
    if conflict is None:
        raise Problem(ProblemKind.NOT_FOUND)
    if conflict.answer is not None and (conflict.answer.actor, conflict.answer.note) == (officer.actor, note):
        return conflict
    if conflict.answer is not None or conflict.state.is_over:
        raise Problem(ProblemKind.DECIDED_BEFORE)
    book.answer(fact_id, Answer(note, now, officer.actor))
    book.write(connection)
    return conflict
