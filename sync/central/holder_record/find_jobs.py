"""Look for jobs: by occupation, level and place, or by what the holder's certificates open (FAQ item 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from sync.central.store.tables import assessments, classes, job_posts, occupations, projects, vouchers


@dataclass(frozen=True, slots=True)
class JobQuery:
    """What is looked for; None asks nothing. `skill_level`: what the person has, 5 初级工 … 1 高级技师."""

    occupation_code: str | None = None
    skill_level: int | None = None
    place: str | None = None


def find_jobs(connection: Connection, query: JobQuery, today: date, after: str, limit: int) -> list[Any]:
    """At most `limit` posts that are still open, by id, behind the post `after`."""
    wanted = _open_jobs(today).where(job_posts.c.id > after)
    if query.occupation_code is not None:
        wanted = wanted.where(job_posts.c.occupation_code == query.occupation_code)
    if query.skill_level is not None:
        wanted = wanted.where(_within_reach(query.skill_level))
    if query.place is not None:
        wanted = wanted.where(job_posts.c.place.icontains(query.place, autoescape=True))
    return list(connection.execute(wanted.order_by(job_posts.c.id).limit(limit)).all())


def recommend_jobs(connection: Connection, holder: str, today: date, after: str, limit: int) -> list[Any]:
    """Open posts of the occupations, and up to the levels, that the holder has certificates for; in any edition."""
    earned = (
        select(projects.c.occupation_code, projects.c.skill_level)
        .join(classes, classes.c.project == projects.c.no)
        .join(assessments, assessments.c.class_id == classes.c.id)
        .join(vouchers, vouchers.c.no == assessments.c.voucher_no)
        .where(vouchers.c.trainee == holder, assessments.c.certificate_no.is_not(None))
        .distinct()
    )
    suits = [
        and_(job_posts.c.occupation_code == code, _within_reach(level))
        for code, level in connection.execute(earned)
        if code is not None
    ]
    if not suits:
        return []
    wanted = _open_jobs(today).where(or_(*suits), job_posts.c.id > after)
    return list(connection.execute(wanted.order_by(job_posts.c.id).limit(limit)).all())


def find_job(connection: Connection, job_id: str) -> Any:
    """One post that exists, open or not."""
    return connection.execute(_JOBS.where(job_posts.c.id == job_id)).one()


_JOBS: Select[Any] = select(job_posts, occupations.c.name.label("occupation_name")).join(
    occupations,
    (occupations.c.code == job_posts.c.occupation_code) & (occupations.c.edition == job_posts.c.occupation_edition),
)


def _open_jobs(today: date) -> Select[Any]:
    return _JOBS.where(job_posts.c.until >= today)


def _within_reach(level: int | None) -> Any:
    """A post asks for a level or for none; the lower the number, the higher the level."""
    anyone = job_posts.c.skill_level.is_(None)
    return anyone if level is None else or_(anyone, job_posts.c.skill_level >= level)
