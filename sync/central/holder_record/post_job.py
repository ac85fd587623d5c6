"""Job posts by occupation, entered by officers or by enterprises for themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import job_posts, occupations


@dataclass(frozen=True, slots=True)
class JobPost:
    """`skill_level` None: any; else that level or a higher one. Salaries in fen a month. `until`: the last day.

    `institution`: the enterprise that posts it, None for an officer.
    """

    id: str
    institution: str | None
    employer: str
    title: str
    occupation_code: str
    occupation_edition: int
    skill_level: int | None
    place: str
    salary_from_fen: int
    salary_to_fen: int
    until: date


def put_job(connection: Connection, post: JobPost, now: datetime) -> None:
    """Post or change a job. Raises Problem: id-taken (posted by somebody else), reference-unknown (occupation)."""
    lock_named(connection, f"job:{post.id}")
    before = connection.execute(select(job_posts).where(job_posts.c.id == post.id)).one_or_none()
    if before is not None and before.institution != post.institution:
        raise Problem(ProblemKind.ID_TAKEN)
    known = (occupations.c.code == post.occupation_code) & (occupations.c.edition == post.occupation_edition)
    if connection.scalar(select(occupations.c.code).where(known)) is None:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, "occupation")
    values: dict[str, object] = asdict(post)
    key = {"id": values.pop("id")}
    posted_at = now if before is None else before.posted_at
    put_row(connection, job_posts, key, {**values, "posted_at": posted_at})
