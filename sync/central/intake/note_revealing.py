"""Somebody was shown a number unmasked: kept, so that it can be asked later who saw what, and why."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling
from sync.protocol.facts import Fact
from sync.protocol.payloads import IdentityRevealed
from sync.protocol.receipts import Outcome


def note_revealing(_ledger: Ledger, _fact: Fact, _revealed: IdentityRevealed) -> Ruling:
    """Always recorded: it has happened, whoever asked and whoever the voucher belongs to."""
    return Ruling(Outcome.RECORDED)
