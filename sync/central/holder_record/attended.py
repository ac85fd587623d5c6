"""Which classes a holder has to do with."""

from __future__ import annotations

from sqlalchemy import Connection, select, union

from sync.central.store.tables import assessments, attendance_accounts, punches, roster_entries, sessions, vouchers
from sync.domain.attendance import Mark


def classes_of_holder(connection: Connection, holder: str) -> dict[tuple[str, int], bool]:
    """(class, voucher): whether the holder came to it at least once. Classes left or cancelled are among them.

    A phone that signs in from elsewhere has to do with a class, and did not come to it.
    """
    own = select(vouchers.c.no).where(vouchers.c.trainee == holder)
    there = [mark for mark in Mark if mark.is_there]
    came = (
        select(sessions.c.class_id, attendance_accounts.c.voucher_no)
        .join(attendance_accounts, attendance_accounts.c.session_id == sessions.c.id)
        .where(attendance_accounts.c.voucher_no.in_(own), attendance_accounts.c.mark.in_(there))
    )
    signed_in = (
        select(sessions.c.class_id, punches.c.voucher_no)
        .join(punches, punches.c.session_id == sessions.c.id)
        .where(punches.c.voucher_no.in_(own), ~punches.c.undone)
    )
    entered = union(
        signed_in,
        select(roster_entries.c.class_id, roster_entries.c.voucher_no).where(roster_entries.c.voucher_no.in_(own)),
        select(assessments.c.class_id, assessments.c.voucher_no).where(assessments.c.voucher_no.in_(own)),
    )
    found = {(row[0], row[1]): False for row in connection.execute(entered)}
    return found | {(row[0], row[1]): True for row in connection.execute(came.distinct())}
