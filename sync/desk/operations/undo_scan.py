"""撤销: take back a scan just made. It leaves the counts and the prints; the record keeps both facts."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.store import facts, scans
from sync.desk.store.scans import ScanKind
from sync.domain.ids import FactId, StaffId
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import ScanUndone


def undo_scan(desk: Desk, fact_id: FactId, *, operator: StaffId) -> None:
    """Undo a punch or an enrolment of this desk. Doing it twice is doing it once.

    Raises UnknownThing (not a scan of this desk) or InvalidInput (there is nothing to undo in it).
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        scan = scans.find(tx, fact_id)
        if scan is None:
            raise UnknownThing("scan")
        if scan.kind is ScanKind.SEEN:
            raise InvalidInput("this scan changed nothing")
        if scan.undone:
            return
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        fact = facts.append(tx, author, ScanUndone(fact_id))
        scans.undo(tx, fact_id, fact.header.id)
