"""封网: a suspended institution enrols nobody new; its records are taken all the same, and enrolments wait, held."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

from sync.central.move_voucher import Occasion
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import institution_history, institutions
from sync.central.teaching.put_institution import tell_sites_of


class Suspension(StrEnum):
    """What an officer does to an institution."""

    SUSPENDED = "suspended"
    RESUMED = "resumed"


def set_suspension(
    connection: Connection, institution_id: str, step: Suspension, reason: str, occasion: Occasion
) -> None:
    """Suspend or resume, and keep by whom and why; the same again changes nothing. Raises Problem (not-found).

    What was held meanwhile is judged anew when the desks offer it again, which they do until it is settled.
    """
    lock_named(connection, f"institution:{institution_id}")
    there = institutions.c.id == institution_id
    before = connection.scalar(select(institutions.c.suspended).where(there))
    if before is None:
        raise Problem(ProblemKind.NOT_FOUND)
    suspended = step is Suspension.SUSPENDED
    if before is suspended:
        return
    connection.execute(update(institutions).where(there).values(suspended=suspended))
    history = institution_history.c
    last = connection.scalar(select(func.max(history.step)).where(history.institution == institution_id)) or 0
    row = {"institution": institution_id, "step": last + 1, "kind": step, "reason": reason}
    connection.execute(insert(institution_history).values(**row, actor=occasion.actor, at=occasion.at))
    tell_sites_of(connection, institution_id)
