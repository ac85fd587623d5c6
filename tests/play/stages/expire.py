"""过期: what was claimed and never used goes void when its dates are over; what is in use stays."""

from __future__ import annotations

from datetime import date

from tests.play import calendar
from tests.play.term import Term


def expire(term: Term, day: date) -> None:
    """The run of that day, twice: the second time nothing is left."""
    term.time(calendar.at(day, 1))
    over = [
        number
        for number, book in term.reckoning.vouchers.items()
        if book.state in ("ISSUED", "CLAIMED") and book.valid_until < day
    ]
    for expected in (len(over), 0):
        run = term.done(term.api.post("/v1/expiry-runs", term.officer), "expiry")
        term.books.same("expiry", "vouchers that expire", expected, run.get("expired"))
    for number in over:
        term.reckoning.moved(number, "expire")
