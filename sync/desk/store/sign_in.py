"""What signing in at this PC goes by: the feed's verifiers, the PINs set here, and how often somebody typed wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from sync.desk.store.instants import to_micros
from sync.desk.store.tables import pins, staff, wrong_tries
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole


@dataclass(frozen=True, slots=True)
class Credentials:
    """Of one person. `pin` None: none set here, or the password has changed; `wrong`: tries since the last right."""

    id: StaffId
    name: str
    role: StaffRole
    password: str | None = field(repr=False)
    pin: str | None = field(repr=False)
    wrong: int


def everybody(tx: Connection) -> list[Credentials]:
    """Who works at this site, by name."""
    rows = tx.execute(
        select(staff, pins.c.verifier.label("pin"), pins.c.password.label("pin_under"), wrong_tries.c.times)
        .outerjoin(pins, pins.c.staff_id == staff.c.id)
        .outerjoin(wrong_tries, wrong_tries.c.staff_id == staff.c.id)
        .order_by(staff.c.name, staff.c.id)
    )
    return [
        Credentials(
            StaffId(row.id),
            row.name,
            StaffRole(row.role),
            row.verifier,
            row.pin if row.verifier is not None and row.pin_under == row.verifier else None,
            row.times or 0,
        )
        for row in rows
    ]


def find(tx: Connection, staff_id: StaffId) -> Credentials | None:
    """One person; None when they do not work here (any more)."""
    return next((one for one in everybody(tx) if one.id == staff_id), None)


def count_wrong(tx: Connection, staff_id: StaffId, at: datetime) -> None:
    """One more wrong try."""
    put = insert(wrong_tries).values(staff_id=staff_id, times=1, last_at=to_micros(at))
    more = {"times": wrong_tries.c.times + 1, "last_at": to_micros(at)}
    tx.execute(put.on_conflict_do_update(index_elements=["staff_id"], set_=more))


def forget_wrong(tx: Connection, staff_id: StaffId) -> None:
    """The right one was typed."""
    tx.execute(delete(wrong_tries).where(wrong_tries.c.staff_id == staff_id))


def put_pin(tx: Connection, staff_id: StaffId, verifier: str, password: str, at: datetime) -> None:
    """Set a PIN under the password's verifier, in place of an earlier one."""
    tx.execute(delete(pins).where(pins.c.staff_id == staff_id))
    row = {"staff_id": staff_id, "verifier": verifier, "password": password, "set_at": to_micros(at)}
    tx.execute(pins.insert().values(row))


def drop_pin(tx: Connection, staff_id: StaffId) -> None:
    """No PIN any more; the password is asked for."""
    tx.execute(delete(pins).where(pins.c.staff_id == staff_id))
