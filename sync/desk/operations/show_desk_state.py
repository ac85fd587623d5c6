"""What the status line says: always true, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.desk.operations.contact import why_closed
from sync.desk.operations.desk import Desk
from sync.desk.store import attention, contact, facts, kept
from sync.domain.trusted_time import Grade
from sync.errors import StoreError


@dataclass(frozen=True, slots=True)
class DeskState:
    """`pending`: facts without a settling receipt. `clock_error`: how far the clock is ahead, None if it agrees.

    `now`: trusted time, as well as this PC knows it. `closed`: why people may not be shown or recorded, None as a rule.
    """

    site_name: str
    institution_name: str
    pending: int
    needs_attention: int
    status_list_as_of: datetime | None
    feed_as_of: datetime | None
    last_contact: datetime | None
    now: datetime
    clock_error: timedelta | None
    clock_grade: Grade
    site_zone: str
    closed: StoreError | None = None


def show_desk_state(desk: Desk) -> DeskState:
    """As of now."""
    moment = desk.clock.read()
    with desk.store.read() as tx:
        lists = desk.lists.read(tx)
        return DeskState(
            site_name=desk.welcome.site_name,
            institution_name=desk.welcome.institution_name,
            pending=facts.count_unsettled(tx),
            needs_attention=attention.count_to_decide(tx),
            status_list_as_of=lists.status.as_of if lists.status else None,
            feed_as_of=kept.get_feed_as_of(tx),
            last_contact=contact.last(tx, moment),
            now=moment.best,
            clock_error=moment.clock_error,
            clock_grade=moment.grade,
            site_zone=lists.policy.site_zone,
            closed=why_closed(tx, moment, desk.lists),
        )
