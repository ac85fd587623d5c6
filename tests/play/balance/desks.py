"""Every desk drained and whole, each fact with the receipt it must have; the feed told what the centre knows."""

from __future__ import annotations

from tests.play.plan import Story
from tests.play.term import Place, Term


def last_rounds(term: Term) -> None:
    """Two: in the second each hears what the site's other desk brought in the first."""
    for _ in range(2):
        term.sync_site_by_site()


def balance_desks(term: Term) -> None:
    """Drained, whole, each fact with the receipt it must have; and the feed told what the centre knows."""
    for place, state in term.all_desks(list(term.desks), "state").items():
        term.books.same("exchange", "facts that wait", 0, state["pending"])
        term.books.same("record", "broken links", [], state["broken"])
        term.books.counts["facts"] += state["facts"]
        _receipts(term, place)
    rosters = term.all_desks(term.first_desks, "roster")
    for class_ in term.plan.classes:
        if class_.story is Story.CANCELLED:
            continue
        fed = rosters[class_.institution.number, 0].get(class_.id, {})
        for number in term.reckoning.in_class(class_.id):
            hours = term.reckoning.hours(class_.id, number)
            if term.reckoning.vouchers[number].state != "VOID":
                term.books.same("hours", "what a desk's roster says", hours, fed.get(str(number)))


def _receipts(term: Term, place: Place) -> None:
    said = term.at_desk(place, "receipts")
    for fact, receipt in said.items():
        outcome, code = receipt
        term.books.counts[f"receipts_{outcome}"] += 1
        if outcome in ("rejected", "conflict", "held"):
            term.books.refused("receipt", code)
        if fact in term.receipts:
            rule, wanted = term.receipts.pop(fact)
            term.books.same(rule, "what the centre says of a fact", wanted, (outcome, code))
