"""Numbers of the record for those who watch the centre: how many of what, never whose."""

from __future__ import annotations

from sqlalchemy import Column, Connection, func, select

from sync.central.centre import Centre
from sync.central.note_run import RunOutcome
from sync.central.store.engine import reading
from sync.central.store.tables import batch_runs, payment_batches, vouchers


def count_record(centre: Centre) -> dict[str, dict[str, float]]:
    """Vouchers and payment batches by state; batch commands by name: how often they ended how, and when at last."""
    with reading(centre.store) as connection:
        return {
            "vouchers": _by(connection, vouchers.c.state),
            "payment_batches": _by(connection, payment_batches.c.state),
            **_runs(connection),
        }


def _by(connection: Connection, column: Column[str]) -> dict[str, float]:
    return {kind: number for kind, number in connection.execute(select(column, func.count()).group_by(column))}


def _runs(connection: Connection) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {f"batch_runs_{outcome}": {} for outcome in RunOutcome}
    last = found["batch_last_run_timestamp_seconds"] = {}
    for row in connection.execute(select(batch_runs).order_by(batch_runs.c.last_at)):
        found[f"batch_runs_{row.outcome}"][row.command] = row.runs
        last[row.command] = row.last_at.timestamp()
    return found
