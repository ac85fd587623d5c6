"""Which classes a holder has to do with."""

from __future__ import annotations

from sqlalchemy import Connection, select, union

from sync.central.store.tables import assessments, punches, roster_entries, sessions, vouchers


def classes_of_holder(connection: Connection, holder: str) -> dict[tuple[str, int], bool]:
    """(class, voucher): whether the holder came to it at least once. Classes left or cancelled are among them."""
    own = select(vouchers.c.no).where(vouchers.c.trainee == holder)
    came = (
        select(sessions.c.class_id, punches.c.voucher_no)
        .join(punches, punches.c.session_id == sessions.c.id)
        .where(punches.c.voucher_no.in_(own), ~punches.c.undone)
    )
    entered = union(
        select(roster_entries.c.class_id, roster_entries.c.voucher_no).where(roster_entries.c.voucher_no.in_(own)),
        select(assessments.c.class_id, assessments.c.voucher_no).where(assessments.c.voucher_no.in_(own)),
    )
    found = {(row[0], row[1]): False for row in connection.execute(entered)}
    return found | {(row[0], row[1]): True for row in connection.execute(came.distinct())}
