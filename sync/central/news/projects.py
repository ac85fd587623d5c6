"""培训项目 as the feed tells them: to each site those of its classes, with the standard of the policy in force.

What is told already is not told again: a desk reads nothing anew for a rule that left its projects as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, select

from sync.central.news import feed, published
from sync.central.news.results import publish_results_of_site
from sync.central.news.rosters import publish_roster_lines
from sync.central.store.among import among
from sync.central.store.tables import changes, classes, projects, roster_entries
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.region_rules import ProjectType, RegionRules
from sync.protocol.changes import Change, ChangeKind

_LINES = 1000


def publish_projects(connection: Connection, rules: RegionRules, site: str | None = None) -> None:
    """Tell every site, or one, what is new about the projects of its classes."""
    for place, wanted in _by_site(connection, rules, site).items():
        scope = feed.site_scope(SiteId(place))
        told = _told(connection, [scope])
        feed.publish(connection, scope, [one for one in wanted if told.get((scope, one.key)) != one.body])


def tell_what_older_programs_did_not(connection: Connection, rules: RegionRules) -> None:
    """Once: where a site has classes and was told no project, its roster lines lack the ratios, and its results are
    not told.
    """
    wanted = _by_site(connection, rules, None)
    told = {scope for scope, _ in _told(connection, [feed.site_scope(SiteId(site)) for site in wanted])}
    for site in wanted:
        if feed.site_scope(SiteId(site)) not in told:
            publish_projects(connection, rules, site)
            for numbers in _on_rosters(connection, site):
                publish_roster_lines(connection, numbers)
            publish_results_of_site(connection, site)


def _by_site(connection: Connection, rules: RegionRules, site: str | None) -> dict[str, list[Change]]:
    wanted: Select[Any] = (
        select(classes.c.site, projects).join(projects, projects.c.no == classes.c.project).distinct()
    )
    if site is not None:
        wanted = wanted.where(classes.c.site == site)
    found: dict[str, list[Change]] = {}
    for row in connection.execute(wanted.order_by(classes.c.site, projects.c.no)):
        standard = rules.standard_for(row.no, ProjectType(row.type), row.skill_level)
        found.setdefault(row.site, []).append(published.project_change(row, standard))
    return found


def _told(connection: Connection, scopes: list[str]) -> dict[tuple[str, str], Any]:
    of_projects = among(changes.c.scope, scopes) & (changes.c.kind == ChangeKind.PROJECT)
    rows = connection.execute(select(changes.c.scope, changes.c.key, changes.c.body).where(of_projects))
    return {(row.scope, row.key): row.body and json.loads(row.body) for row in rows}


def _on_rosters(connection: Connection, site: str) -> Iterator[list[VoucherNo]]:
    """The vouchers of the site's rosters, some at a time."""
    entries, last = roster_entries.c, 0
    lines = (
        select(entries.voucher_no)
        .join(classes, classes.c.id == entries.class_id)
        .where(classes.c.site == site)
        .order_by(entries.voucher_no)
        .limit(_LINES)
    )
    while some := [VoucherNo(number) for number in connection.scalars(lines.where(entries.voucher_no > last))]:
        yield some
        last = some[-1]
