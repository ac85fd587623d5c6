"""A session that will not be held. Short notice is better than none, so this is never too late before it begins."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from sync.central.acting.act import Act
from sync.central.acting.whose import open_class, own_class
from sync.central.attendance.recount import recount_sessions
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import sessions
from sync.central.teaching.class_history import ClassStep, note_step
from sync.central.teaching.tell_site import tell_class, tell_sessions


def cancel_session(connection: Connection, act: Act, class_id: str, session_id: str, reason: str) -> None:
    """Cancel it and tell the desks; the same again changes nothing.

    Raises Problem: not-found, class-not-open, session-begun.
    """
    row = own_class(connection, act.asker, class_id)
    lock_named(connection, f"site:{row.site}", f"class:{class_id}", f"session:{session_id}")
    there = (sessions.c.id == session_id) & (sessions.c.class_id == class_id)
    session = connection.execute(select(sessions).where(there)).one_or_none()
    if session is None:
        raise Problem(ProblemKind.NOT_FOUND)
    if session.cancelled:
        return
    open_class(own_class(connection, act.asker, class_id))
    if session.starts <= act.now:
        raise Problem(ProblemKind.SESSION_BEGUN)
    connection.execute(update(sessions).where(there).values(cancelled=True))
    body = {"session": session_id, "starts": session.starts.isoformat(), "reason": reason}
    note_step(connection, class_id, ClassStep.SESSION_CANCELLED, body, act.occasion)
    recount_sessions(connection, row.site, [session_id], act.policy)
    tell_sessions(connection, row.site, [session_id])
    tell_class(connection, class_id, act.policy, act.rules)
