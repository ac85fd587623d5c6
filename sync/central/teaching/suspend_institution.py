"""封网: a suspended institution enrols nobody new; its records are taken all the same, and enrolments wait, held."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import institutions
from sync.central.teaching.put_institution import tell_sites_of


def set_suspension(connection: Connection, institution_id: str, *, suspended: bool) -> None:
    """Suspend or resume; the same again changes nothing. Raises Problem (not-found).

    What was held meanwhile is judged anew when the desks offer it again, which they do until it is settled.
    """
    lock_named(connection, f"institution:{institution_id}")
    there = institutions.c.id == institution_id
    before = connection.scalar(select(institutions.c.suspended).where(there))
    if before is None:
        raise Problem(ProblemKind.NOT_FOUND)
    if before is not suspended:
        connection.execute(update(institutions).where(there).values(suspended=suspended))
        tell_sites_of(connection, institution_id)
