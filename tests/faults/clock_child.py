"""A desk's program in a process of its own, under whatever clock it was started with; one JSON line for each verb.

    python -m tests.faults.clock_child HOME URL SESSION OPERATOR    verbs on stdin: `scan TEXT`, `round`, `end`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.store import facts
from sync.domain.ids import SessionId, StaffId


def main() -> None:
    """Until `end`."""
    home, url, session, operator = sys.argv[1:]
    settings = Settings(Path(home), key_storage="file", central_url=url)
    desk = Desk.open(settings)
    exchange = open_exchange(settings, desk)
    for line in sys.stdin:
        verb, _, text = line.strip().partition(" ")
        if verb == "end":
            break
        told = _round(desk, exchange) if verb == "round" else _scan(desk, text, SessionId(session), StaffId(operator))
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
    exchange.connection.close()
    desk.close()


def _scan(desk: Desk, text: str, session: SessionId, operator: StaffId) -> dict[str, Any]:
    """What the clerk sees, and what the record carries."""
    seen = check_in(desk, text, session_id=session, operator=operator)
    assert seen.fact_id is not None
    with desk.store.read() as tx:
        fact = facts.find(tx, seen.fact_id)
    assert fact is not None
    moment = fact.header.moment
    return {
        "fact": seen.fact_id,
        "reason": seen.reason,
        "grade": moment.grade,
        "wall": moment.wall.isoformat(),
        "best": moment.best.isoformat(),
        "steady": moment.steady,
        "anchor": moment.anchor.server_time.isoformat() if moment.anchor else None,
    }


def _round(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    result = exchange.run_cycle()
    state = show_desk_state(desk)
    error = state.clock_error
    return {
        "error": result.error.code if result.error else None,
        "settled": result.settled,
        "pending": state.pending,
        "grade": state.clock_grade,
        "clock_error_s": error.total_seconds() if error else None,
    }


if __name__ == "__main__":
    main()
