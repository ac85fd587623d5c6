"""How often each batch command has run and how it ended: in the record, since each run is a process of its own."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import insert, update

from sync.central.centre import Centre
from sync.central.store.engine import writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import batch_runs


class RunOutcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


def note_run(centre: Centre, command: str, outcome: RunOutcome) -> None:
    """One run of `command` has ended."""
    now = centre.now()
    same = (batch_runs.c.command == command) & (batch_runs.c.outcome == outcome)
    with writing(centre.store) as connection:
        lock_named(connection, f"batch_run:{command}")
        grown = connection.execute(update(batch_runs).where(same).values(runs=batch_runs.c.runs + 1, last_at=now))
        if not grown.rowcount:
            connection.execute(insert(batch_runs).values(command=command, outcome=outcome, runs=1, last_at=now))
