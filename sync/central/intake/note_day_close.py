"""日结 of a desk: kept as it was said. What the book itself says is reckoned here from the records alone."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.protocol.facts import Fact
from sync.protocol.payloads import DayClosed
from sync.protocol.receipts import Outcome, ReceiptCode


def note_day_close(ledger: Ledger, fact: Fact, _closed: DayClosed) -> Ruling:
    """Recorded whoever of the site's staff closes the day, and again when it is closed anew: the last one counts."""
    if fact.header.operator not in ledger.staff:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    return Ruling(Outcome.RECORDED)
