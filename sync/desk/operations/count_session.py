"""应到/已到: how a session stands."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import classes, roster, scans
from sync.domain.classes import Timeliness, timeliness
from sync.domain.ids import SessionId
from sync.domain.verdicts import Verdict
from sync.errors import UnknownThing


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """People. `present` includes those to be confirmed and sign-in-only guests; `late` and `to_confirm` are of them."""

    expected: int
    present: int
    late: int
    to_confirm: int


def count_session(desk: Desk, session_id: SessionId) -> SessionCounts:
    """Count from the feed and this desk's own scans together. Raises UnknownThing."""
    with desk.store.read() as tx:
        session = classes.find_session(tx, session_id)
        if session is None:
            raise UnknownThing("session")
        policy = desk.lists.read(tx).policy
        people = scans.present(tx, session_id)
        return SessionCounts(
            expected=roster.count_of_class(tx, session.class_id) + scans.count_enrolments(tx, session.class_id),
            present=len(people),
            late=sum(timeliness(session, at, policy) is Timeliness.LATE for _, at, _ in people),
            to_confirm=sum(reason is not None and reason.verdict is Verdict.TO_CONFIRM for _, _, reason in people),
        )
