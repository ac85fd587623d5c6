"""归档: a class that is over is closed. Its records, late ones too, its results and payments go on as before."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from sync.central.acting.act import Act
from sync.central.acting.whose import open_class, own_class
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import classes, sessions
from sync.central.teaching.class_history import ClassStep, note_step
from sync.central.teaching.tell_site import tell_class
from sync.domain.classes import ClassState


def close_class(connection: Connection, act: Act, class_id: str) -> None:
    """Nobody is enrolled any more; the same again changes nothing.

    Raises Problem: not-found, class-not-open (cancelled), class-not-over.
    """
    row = own_class(connection, act.asker, class_id)
    lock_named(connection, f"site:{row.site}", f"class:{class_id}")
    row = own_class(connection, act.asker, class_id)
    if row.state == ClassState.CLOSED:
        return
    open_class(row)
    standing = (sessions.c.class_id == class_id) & ~sessions.c.cancelled
    last_ends = connection.scalar(select(func.max(sessions.c.ends)).where(standing))
    if last_ends is not None and last_ends > act.now:
        raise Problem(ProblemKind.CLASS_NOT_OVER)
    connection.execute(update(classes).where(classes.c.id == class_id).values(state=ClassState.CLOSED))
    note_step(connection, class_id, ClassStep.CLOSED, {}, act.occasion)
    tell_class(connection, class_id, act.policy, act.rules)
