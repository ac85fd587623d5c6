"""A holder says how a course was: one evaluation a class and person, changeable; only numbers become public."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection

from sync.central.holder_record.attended import classes_of_holder
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import evaluations

MAX_STARS = 5
LEAST_EVALUATIONS = 5
"""Fewer have no public mean: it would tell what each person said (an assumption)."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One to MAX_STARS stars; the comment is for the institution's and the authority's eyes."""

    stars: int
    comment: str


def evaluate_class(connection: Connection, holder: str, class_id: str, evaluation: Evaluation, now: datetime) -> None:
    """Keep or change it. Raises Problem: not-found (nothing to do with the holder), not-attended (never came)."""
    lock_named(connection, f"evaluation:{class_id}/{holder}")
    came = [there for (known, _), there in classes_of_holder(connection, holder).items() if known == class_id]
    if not came:
        raise Problem(ProblemKind.NOT_FOUND)
    if not any(came):
        raise Problem(ProblemKind.NOT_ATTENDED)
    key: dict[str, object] = {"class_id": class_id, "trainee": holder}
    put_row(connection, evaluations, key, {**asdict(evaluation), "at": now})
