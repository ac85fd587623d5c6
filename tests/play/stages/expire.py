"""过期: what was claimed and never used goes void some days after its dates; what is in use stays."""

from __future__ import annotations

from datetime import date, timedelta

from tests.play import calendar
from tests.play.term import Term


def expire(term: Term, day: date) -> None:
    """The run of that day, twice: the second time nothing is left."""
    term.time(calendar.at(day, 1))
    grace = timedelta(days=term.reckoning.pack["expiry_grace_days"])
    over = [
        number
        for number, book in term.reckoning.vouchers.items()
        if book.state in ("ISSUED", "CLAIMED") and book.valid_until < day - grace
    ]
    for expected in (len(over), 0):
        run = term.done(term.api.post("/v1/expiry-runs", term.officer), "expiry")
        term.books.same("expiry", "vouchers that expire", expected, run.get("expired"))
    for number in over:
        term.reckoning.moved(number, "expire")
