"""Which sessions there are today, and which of them the clock says is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.store import classes
from sync.domain.classes import Session, session_for_clock
from sync.domain.ids import ClassId, SessionId
from sync.domain.trusted_time import Grade


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session as people speak of it. Times in UTC."""

    session_id: SessionId
    class_id: ClassId
    class_name: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Agenda:
    """`current`: what the desk should be on now, `today`: all of today's, `next`: the one that starts next."""

    now: datetime
    current: SessionCard | None
    today: tuple[SessionCard, ...]
    next: SessionCard | None


def show_agenda(desk: Desk) -> Agenda:
    """The agenda by trusted time, days as the site's zone counts them.

    By a clock that cannot be relied upon, `today` also offers what lies around the centre's last word on the time.
    """
    moment = desk.clock.read()
    now = moment.best
    with desk.store.read() as tx:
        policy = desk.lists.read(tx).policy
        names = {known.id: known.name for known, _ in classes.all_classes(tx)}
        midnight = now.astimezone(ZoneInfo(policy.site_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        today = classes.sessions_between(tx, midnight, midnight + timedelta(days=1) - timedelta(microseconds=1))
        if moment.grade is Grade.DOUBTFUL and moment.anchor is not None:
            known = {session.id for session in today}
            last = moment.anchor.server_time
            around = classes.sessions_between(tx, last - timedelta(hours=12), last + timedelta(days=2))
            today += [session for session in around if session.id not in known]
        following = classes.first_session_after(tx, now)
    current = session_for_clock(today, now, policy)
    shown = [*today, following] if following else today
    cards = {session.id: session_card(session, names[session.class_id]) for session in shown}
    return Agenda(
        now,
        cards[current.id] if current else None,
        tuple(cards[session.id] for session in today),
        cards[following.id] if following else None,
    )


def session_card(session: Session, class_name: str) -> SessionCard:
    """A session with the name of its class."""
    return SessionCard(session.id, session.class_id, class_name, session.starts, session.ends)
