"""Write what a batch changed: one statement per table, whatever the number of facts."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, delete, insert, update

from sync.central.attendance.write_book import write_book
from sync.central.intake.ledger import Entry, Ledger
from sync.central.move_voucher import write_history
from sync.central.news import feed
from sync.central.store.bulk import update_many
from sync.central.store.tables import registrations, roster_entries, undos, vouchers, waiting_enrolments
from sync.central.teaching.register_trainees import register_trainees
from sync.central.teaching.report_opening import keep_report
from sync.domain.ids import FactId

_MOVE = update(vouchers).where(vouchers.c.no == bindparam("voucher")).values(state=bindparam("moved_to"))
_WITHDRAW = delete(roster_entries).where(roster_entries.c.voucher_no == bindparam("voucher"))
_UNREGISTER = delete(registrations).where(
    registrations.c.class_id == bindparam("class"), registrations.c.voucher_no == bindparam("voucher")
)
_CHANGED_COLUMNS = ("voucher_no", "hours_done", "fact_id")
_STOP_WAITING = delete(waiting_enrolments).where(waiting_enrolments.c.fact_id == bindparam("request"))


def write_ledger(connection: Connection, ledger: Ledger) -> None:
    """Everything the rules changed; the facts themselves are written already."""
    steps = (
        (_MOVE, [{"voucher": step.voucher_no, "moved_to": step.move.leads_to} for step in ledger.moves]),
        (_WITHDRAW, [{"voucher": no} for no in ledger.gone_entries]),
        (_UNREGISTER, [{"class": one.class_id, "voucher": no} for no, one in ledger.gone_entries.items()]),
        (insert(roster_entries), [_entry_row(entry) for entry in ledger.new_entries.values()]),
        (_STOP_WAITING, [{"request": id_} for id_ in ledger.waiting_no_more]),
        (insert(waiting_enrolments), [asdict(request) for request in ledger.newly_waiting.values()]),
        (insert(undos), [_undo_row(ledger, target) for target in ledger.newly_undone]),
    )
    write_book(connection, ledger.book)
    for statement, rows in steps:
        if rows:
            connection.execute(statement, rows)
    changed = [(entry.voucher_no, entry.hours_done, entry.fact_id) for entry in ledger.changed_entries.values()]
    update_many(connection, roster_entries, _CHANGED_COLUMNS, changed)
    write_history(connection, ledger.moves)
    ledger.results.write(connection)
    ledger.expected.write(connection)
    feed.publish(connection, feed.site_scope(ledger.site), ledger.news())
    ledger.conflicts.write(connection)
    _write_openings(connection, ledger)


def _write_openings(connection: Connection, ledger: Ledger) -> None:
    joined = {entry.class_id for entry in ledger.new_entries.values()}
    asked = {request.class_id for request in ledger.newly_waiting.values() if not request.held}
    if joined | asked:
        register_trainees(connection, joined | asked, ledger.policy, ledger.rules)
    for report in ledger.new_reports.values():
        keep_report(connection, report, ledger.policy, ledger.rules)


def _entry_row(entry: Entry) -> dict[str, object]:
    return {
        "class_id": entry.class_id,
        "voucher_no": entry.voucher_no,
        "at": entry.at,
        "fact_id": entry.fact_id,
        "hours_done": entry.hours_done,
    }


def _undo_row(ledger: Ledger, target: FactId) -> dict[str, object]:
    return {"device": ledger.device, "fact_id": target, "undone_by": ledger.undone[target]}

