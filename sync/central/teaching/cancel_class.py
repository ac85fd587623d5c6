"""A class that is given up: its vouchers can be used elsewhere, its roster is empty, its attendance stays."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from sync.central.acting.act import Act
from sync.central.acting.whose import open_class, own_class
from sync.central.conflicts.conflict_book import load_conflicts
from sync.central.move_voucher import lock_vouchers, move_vouchers
from sync.central.news import feed, published
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import classes, registrations, roster_entries, waiting_enrolments
from sync.central.teaching.class_history import ClassStep, note_step
from sync.central.teaching.tell_site import tell_class
from sync.domain.classes import ClassState
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.vouchers import Move, VoucherState

_SETTLED = (VoucherState.USED, VoucherState.WRITTEN_OFF)


def cancel_class(connection: Connection, act: Act, class_id: str, reason: str) -> None:
    """Vouchers in use go back to CLAIMED; the history keeps who was on the roster. The same again changes nothing.

    Raises Problem: not-found, class-not-open (closed), class-in-use (a voucher of it has been checked already).
    """
    row = own_class(connection, act.asker, class_id)
    lock_named(connection, f"site:{row.site}", f"class:{class_id}")
    row = own_class(connection, act.asker, class_id)
    if row.state == ClassState.CANCELLED:
        return
    open_class(row)
    members = _members(connection, class_id)
    states = lock_vouchers(connection, members)
    if any(state in _SETTLED for state in states.values()):
        raise Problem(ProblemKind.CLASS_IN_USE)
    in_use = [number for number, state in states.items() if state is VoucherState.IN_USE]
    move_vouchers(connection, in_use, Move.CANCEL_CLASS, act.occasion)
    _free(connection, members)
    for table in (roster_entries, registrations, waiting_enrolments):
        connection.execute(delete(table).where(table.c.class_id == class_id))
    connection.execute(update(classes).where(classes.c.id == class_id).values(state=ClassState.CANCELLED))
    body = {"reason": reason, "vouchers": members}
    note_step(connection, class_id, ClassStep.CANCELLED, body, act.occasion)
    gone = [published.roster_gone(class_id, number) for number in members]
    feed.publish(connection, feed.site_scope(SiteId(row.site)), gone)
    tell_class(connection, class_id, act.policy, act.rules)


def _free(connection: Connection, members: list[VoucherNo]) -> None:
    """Whoever else wanted their vouchers learns that nobody has them any more."""
    book = load_conflicts(connection, members)
    for number in members:
        book.freed(number)
    book.write(connection)


def _members(connection: Connection, class_id: str) -> list[VoucherNo]:
    entries = roster_entries.c
    wanted = select(entries.voucher_no).where(entries.class_id == class_id).order_by(entries.voucher_no)
    return [VoucherNo(number) for number in connection.scalars(wanted)]
