"""Erase what has outlived its retention: whose opaque codes were, where phones were, what facts and people said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from sync.central.codes.resolutions import forget_resolutions
from sync.central.news import feed, published
from sync.central.store.tables import classes, conflicts, expected_people, facts, fixes, punches, receipts
from sync.domain.ids import SiteId
from sync.domain.policy import Policy
from sync.protocol.receipts import Outcome


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many were erased."""

    resolutions: int
    fixes: int
    payloads: int
    conflicts: int = 0
    announced: int = 0


def forget(connection: Connection, policy: Policy, now: datetime) -> Forgotten:
    """What is older than the policy keeps it. The records themselves stay, with what they came to."""
    old = select(punches.c.fact_id).where(punches.c.at < now - timedelta(days=policy.fix_days))
    return Forgotten(
        forget_resolutions(connection, now - timedelta(days=policy.resolution_days)),
        connection.execute(delete(fixes).where(fixes.c.punch.in_(old))).rowcount,
        _erase_payloads(connection, now - timedelta(days=policy.record_days)),
        _erase_conflicts(connection, now - timedelta(days=policy.record_days)),
        _erase_announced(connection, now - timedelta(days=policy.record_days)),
    )


def _erase_payloads(connection: Connection, before: datetime) -> int:
    """Of facts taken before `before` and judged; the chain holds, because it names a payload by its digest only."""
    judged = select(receipts.c.position).where(receipts.c.fact_id == facts.c.id, receipts.c.outcome != Outcome.HELD)
    old = (facts.c.taken_at < before) & facts.c.payload.is_not(None) & judged.exists()
    return connection.execute(update(facts).where(old).values(payload=None)).rowcount


def _erase_conflicts(connection: Connection, before: datetime) -> int:
    """What both sites said, at the centre and at the desks; the facts by which they said it stay in their chains."""
    outlived = conflicts.c.opened_at < before
    old = connection.execute(select(conflicts).where(outlived).order_by(conflicts.c.fact_id)).all()
    for site in sorted({site for row in old for site in (row.site, row.other_site) if site is not None}):
        theirs = [row.fact_id for row in old if site in (row.site, row.other_site)]
        feed.publish(connection, feed.site_scope(SiteId(site)), [published.conflict_gone(id_) for id_ in theirs])
    return connection.execute(delete(conflicts).where(outlived)).rowcount


def _erase_announced(connection: Connection, before: datetime) -> int:
    """People announced who came or did not come long ago, at the centre and at the desks."""
    outlived = expected_people.c.at < before
    place = classes.c.id == expected_people.c.class_id
    rows = connection.execute(
        select(expected_people.c.id, classes.c.site).join(classes, place).where(outlived).order_by(expected_people.c.id)
    ).all()
    for site in sorted({row.site for row in rows}):
        gone = [published.expected_gone(row.id) for row in rows if row.site == site]
        feed.publish(connection, feed.site_scope(SiteId(site)), gone)
    return connection.execute(delete(expected_people).where(outlived)).rowcount
