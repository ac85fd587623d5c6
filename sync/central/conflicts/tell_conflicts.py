"""What each site hears of a conflict, by its own side: who, where and when, names of people masked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from sync.central.conflicts.conflict import Conflict, Decided, Side
from sync.central.news import feed, published
from sync.central.store.among import among
from sync.central.store.tables import classes, facts, sites, staff, trainees, vouchers
from sync.domain.ids import SiteId
from sync.domain.masking import mask_name
from sync.domain.trusted_time import TOLERANCE
from sync.protocol.changes import Change
from sync.protocol.facts import read_fact

_LATE = timedelta(days=366)
"""A record that says to be older than this when it arrives tells the time of its arrival instead (an assumption)."""


@dataclass(frozen=True, slots=True)
class _Act:
    """When it was done, when the centre got it, by whom."""

    at: datetime
    arrived: datetime
    operator: str


@dataclass(slots=True)
class Names:
    """What the ids in conflicts stand for."""

    sites: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    operators: dict[str, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    acts: dict[str, _Act] = field(default_factory=dict)

    def asked(self, conflict: Conflict) -> dict[str, Any]:
        """Who did not get it."""
        act = self.acts[conflict.fact_id]
        return self._side(conflict.site, conflict.class_id, act, act.at)

    def holds(self, conflict: Conflict) -> dict[str, Any] | None:
        """Who has it; None where nobody does."""
        holder = conflict.holder
        if holder is None:
            return None
        act = self.acts.get(holder.fact_id) if holder.fact_id else None
        return self._side(conflict.other_site or conflict.site, holder.class_id, act, holder.at)

    def said(self, one: Decided) -> dict[str, Any]:
        """A decision, as both sites read it."""
        return {
            "site": self.sites[one.site],
            "decision": one.decision,
            "note": one.note,
            "operator": self.operators.get(one.operator),
            "at": one.at.isoformat(),
        }

    def body(self, conflict: Conflict) -> dict[str, Any]:
        """What does not depend on who reads it; `asked` and `holds` are the two sides."""
        return {
            "voucher_no": conflict.voucher_no,
            "name": self.people.get(conflict.voucher_no or 0),
            "code": conflict.code,
            "state": conflict.state,
            "opened_at": conflict.opened_at.isoformat(),
            "decisions": [self.said(one) for one in conflict.decisions],
            "answer": conflict.answer and {"note": conflict.answer.note, "at": conflict.answer.at.isoformat()},
        }

    def _side(self, site: str, class_id: str | None, act: _Act | None, at: datetime) -> dict[str, Any]:
        return {
            "site": self.sites[site],
            "class_name": self.classes.get(class_id or ""),
            "at": (act.at if act else at).isoformat(),
            "arrived": (act.arrived if act else at).isoformat(),
            "operator": self.operators.get(act.operator) if act else None,
        }


def tell_conflicts(connection: Connection, told: Sequence[Conflict]) -> None:
    """Tell both sites of each, and a site that has nothing to do with one any more that it is gone."""
    if not told:
        return
    names = load_names(connection, told)
    by_site: dict[SiteId, list[Change]] = {}
    for conflict in told:
        for site in {conflict.site, conflict.other_site or conflict.site}:
            change = published.conflict_change(conflict.fact_id, _body(names, conflict, site))
            by_site.setdefault(site, []).append(change)
        if conflict.left_by is not None:
            by_site.setdefault(conflict.left_by, []).append(published.conflict_gone(conflict.fact_id))
    for site in sorted(by_site):
        feed.publish(connection, feed.site_scope(site), by_site[site])


def load_names(connection: Connection, told: Collection[Conflict]) -> Names:
    """Everything that is told of them, one query a table."""
    holders = [conflict.holder for conflict in told if conflict.holder]
    names = Names()
    wanted = select(facts.c.id, facts.c.header, facts.c.taken_at)
    ids = {conflict.fact_id for conflict in told} | {holder.fact_id for holder in holders if holder.fact_id}
    for row in connection.execute(wanted.where(among(facts.c.id, ids))):
        header = read_fact(row.header, None).header
        could_be = row.taken_at - _LATE <= header.moment.best <= row.taken_at + TOLERANCE
        names.acts[row.id] = _Act(header.moment.best if could_be else row.taken_at, row.taken_at, header.operator)
    site_ids = {id_ for conflict in told for id_ in (conflict.site, conflict.other_site) if id_}
    names.sites = _named(connection, sites, site_ids | {one.site for told_ in told for one in told_.decisions})
    asked_for = {conflict.class_id for conflict in told if conflict.class_id is not None}
    names.classes = _named(connection, classes, asked_for | {holder.class_id for holder in holders})
    people = {act.operator for act in names.acts.values()} | {one.operator for told_ in told for one in told_.decisions}
    names.operators = {id_: mask_name(name) for id_, name in _named(connection, staff, people).items()}
    numbers = {conflict.voucher_no for conflict in told if conflict.voucher_no is not None}
    of_vouchers = select(vouchers.c.no, trainees.c.name).join(trainees, trainees.c.id == vouchers.c.trainee)
    rows = connection.execute(of_vouchers.where(among(vouchers.c.no, numbers)))
    names.people = {row.no: mask_name(row.name) for row in rows}
    return names


def _body(names: Names, conflict: Conflict, site: SiteId) -> dict[str, Any]:
    asked, holds = names.asked(conflict), names.holds(conflict)
    lost = Side.LOSER in conflict.sides_of(site)
    return names.body(conflict) | {
        "to_decide": conflict.waits_for(site),
        "side": Side.LOSER if lost else Side.WINNER,
        "ours": asked if lost else holds,
        "theirs": holds if lost else asked,
    }


def _named(connection: Connection, table: Any, ids: Collection[str]) -> dict[str, str]:
    rows = connection.execute(select(table.c.id, table.c.name).where(among(table.c.id, ids)))
    return {row.id: row.name for row in rows}
