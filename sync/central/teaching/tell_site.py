"""What the desks of a site hear of their institution, their classes and sessions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from sync.central.acting.whose import SITE
from sync.central.news import feed, published
from sync.central.news.projects import publish_projects
from sync.central.store.tables import classes, opening_reports, projects, rooms, sessions, sites, teachers
from sync.central.teaching.opening_cases import opening_cases
from sync.domain.ids import ClassId, SiteId
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.protocol.changes import Change


def tell_site(connection: Connection, site_id: str) -> None:
    """Name and institution of the site itself, and whether it is suspended."""
    row = connection.execute(SITE.where(sites.c.id == site_id)).one()
    _publish(connection, site_id, [published.site_change(row, row.institution_name, row.suspended)])


def tell_class(connection: Connection, class_id: str, policy: Policy, rules: RegionRules) -> None:
    """The class as it is now, with the deadline of its opening report and what became of it."""
    row = connection.execute(
        select(classes, projects.c.name.label("project_name"))
        .join(projects, projects.c.no == classes.c.project)
        .where(classes.c.id == class_id)
    ).one()
    due = opening_cases(connection, [ClassId(class_id)])[ClassId(class_id)].due(policy, rules)
    report = connection.execute(select(opening_reports).where(opening_reports.c.class_id == class_id)).one_or_none()
    _publish(connection, row.site, [published.class_change(row, row.project_name, published.Opening(due, report))])
    publish_projects(connection, rules, row.site)


def tell_sessions(connection: Connection, site_id: str, session_ids: Collection[str]) -> None:
    """Sessions as they are now, those cancelled as gone."""
    wanted = (
        select(sessions, rooms.c.name.label("room_name"), teachers.c.name.label("teacher_name"))
        .outerjoin(rooms, rooms.c.id == sessions.c.room)
        .outerjoin(teachers, teachers.c.id == sessions.c.teacher)
        .where(sessions.c.id.in_(session_ids))
    )
    _publish(connection, site_id, [_session(row) for row in connection.execute(wanted)])


def _session(row: Any) -> Change:
    if row.cancelled:
        return published.session_gone(row.id)
    return published.session_change(row, published.Whereabouts(row.room_name, row.teacher_name))


def _publish(connection: Connection, site_id: str, news: list[Change]) -> None:
    feed.publish(connection, feed.site_scope(SiteId(site_id)), news)
