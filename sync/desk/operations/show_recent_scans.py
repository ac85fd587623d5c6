"""The last scans for a session, with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.desk.operations.desk import Desk
from sync.desk.store import scans
from sync.desk.store.scans import ScanKind
from sync.domain.ids import FactId, SessionId
from sync.domain.masking import mask_name
from sync.domain.verdicts import Reason
from sync.protocol.receipts import Outcome


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One line of the list; `name` is masked, `outcome` None while the centre has not answered."""

    fact_id: FactId
    at: datetime
    name: str | None
    reason: Reason
    undone: bool
    can_undo: bool
    outcome: Outcome | None


def show_recent_scans(desk: Desk, session_id: SessionId, limit: int = 8) -> tuple[ScanLine, ...]:
    """Newest first."""
    with desk.reading() as tx:
        return tuple(
            ScanLine(
                scan.fact_id,
                scan.at,
                mask_name(scan.name) if scan.name else None,
                scan.reason,
                scan.undone,
                scan.kind is not ScanKind.SEEN and not scan.undone,
                scan.outcome,
            )
            for scan in scans.recent(tx, session_id, limit)
        )
