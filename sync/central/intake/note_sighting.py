"""A scan that changed nothing: kept as it is, because the question "was she there?" may come later."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling
from sync.protocol.facts import Fact
from sync.protocol.payloads import VoucherSeen
from sync.protocol.receipts import Outcome


def note_sighting(_ledger: Ledger, _fact: Fact, _seen: VoucherSeen) -> Ruling:
    """Always recorded."""
    return Ruling(Outcome.RECORDED)
