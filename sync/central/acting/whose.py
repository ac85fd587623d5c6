"""What is an institution's own. A thing of another institution is to its staff like one that does not exist."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from sync.central.askers.identity import Principal
from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import classes, institutions, projects, sites
from sync.domain.classes import ClassState

_INSTITUTION = (
    institutions.c.id.label("institution"),
    institutions.c.name.label("institution_name"),
    institutions.c.kind,
    institutions.c.suspended,
)
SITE = select(sites.c.id, sites.c.name, *_INSTITUTION).join(institutions, institutions.c.id == sites.c.institution)
CLASS = (
    select(classes, projects.c.name.label("project_name"), sites.c.name.label("site_name"), *_INSTITUTION)
    .join(projects, projects.c.no == classes.c.project)
    .join(sites, sites.c.id == classes.c.site)
    .join(institutions, institutions.c.id == sites.c.institution)
)


def own_institution(connection: Connection, asker: Principal, institution_id: str) -> Any:
    """The institution, when the asker works there or for the authority. Raises Problem (not-found)."""
    row = connection.execute(select(institutions).where(institutions.c.id == institution_id)).one_or_none()
    return _own(row, asker, institution_id)


def own_site(connection: Connection, asker: Principal, site_id: str) -> Any:
    """A row of SITE. Raises Problem (not-found)."""
    row = connection.execute(SITE.where(sites.c.id == site_id)).one_or_none()
    return _own(row, asker, row.institution if row else None)


def own_class(connection: Connection, asker: Principal, class_id: str) -> Any:
    """A row of CLASS. Raises Problem (not-found)."""
    row = connection.execute(CLASS.where(classes.c.id == class_id)).one_or_none()
    return _own(row, asker, row.institution if row else None)


def open_class(row: Any) -> Any:
    """The same row of CLASS. Raises Problem when the class is cancelled or closed."""
    if row.state != ClassState.OPEN:
        raise Problem(ProblemKind.CLASS_NOT_OPEN)
    return row


def _own(row: Any, asker: Principal, institution: str | None) -> Any:
    """`asker.institution` is None for officers, who see all."""
    if row is None or asker.institution not in (None, institution):
        raise Problem(ProblemKind.NOT_FOUND)
    return row
