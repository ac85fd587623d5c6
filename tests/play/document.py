"""What `make play` prints: no ids, no names, nothing of the moment."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tests.play.term import Term


def document(term: Term) -> dict[str, Any]:
    """What `make play` prints: no ids, nothing of the moment."""
    books, reckoning = term.books, term.reckoning
    expected = sum(book.due_fen for book in reckoning.vouchers.values())
    paid = sum(book.paid_fen for book in reckoning.vouchers.values())
    return {
        "vouchers": dict(sorted(term.states.items())),
        "classes": len(term.plan.classes),
        "trainees": len(term.plan.people),
        **dict(sorted(books.counts.items())),
        "paid_fen": paid,
        "expected_fen": expected,
        "refusals": dict(sorted(books.refusals.items())),
        "balanced": not books.findings and paid == expected,
        "findings": [asdict(finding) for finding in books.findings],
    }
