"""Give a member of staff the password they sign in with at the desks of their site."""

from __future__ import annotations

from sqlalchemy import Connection, update

from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import staff
from sync.central.teaching.put_person import tell_staff
from sync.protocol.passwords import USUAL, Cost, checked_password, make_verifier


def set_staff_password(connection: Connection, staff_id: str, password: str, cost: Cost = USUAL) -> None:
    """Keep its verifier, and tell the desks; PINs that were set under an earlier one end there.

    Raises InvalidInput (no password) or Problem (not-found).
    """
    verifier = make_verifier(checked_password(password), cost)
    lock_named(connection, f"person:{staff_id}")
    if not connection.execute(update(staff).where(staff.c.id == staff_id).values(verifier=verifier)).rowcount:
        raise Problem(ProblemKind.NOT_FOUND)
    tell_staff(connection, staff_id)
