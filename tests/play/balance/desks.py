"""Every desk drained and whole, each fact with the receipt it must have; the feed told what the centre knows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.play.term import Place, Term

_THERE = ("present", "late")


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
    _feeds(term)


def _feeds(term: Term) -> None:
    """What each desk has read of the centre's feed is what the account says of its site."""
    rosters = term.all_desks(list(term.desks), "roster")
    attended = term.all_desks(list(term.desks), "attendance")
    for place in term.desks:
        classes = [one.id for one in term.plan.classes if one.institution.number == place[0]]
        for class_id in classes:
            hours = {
                str(number): term.reckoning.hours(class_id, number)
                for number in term.reckoning.in_class(class_id)
                if term.reckoning.vouchers[number].state != "VOID"
            }
            fed = {number: done for number, done in rosters[place].get(class_id, {}).items() if number in hours}
            term.books.same("hours", f"what a desk's roster of {class_id} says", hours, fed)
        there = sorted([session, voucher] for class_id in classes for session, voucher in _there(term, class_id))
        term.books.same("feed", "who was there, at a desk", there, attended[place])


def _there(term: Term, class_id: str) -> Iterator[tuple[str, int]]:
    """Everybody who was at a session of the class."""
    book = term.reckoning.classes[class_id]
    for session, voucher in term.reckoning.seats:
        if session in book.starts and term.reckoning.mark_and_hours(book, session, voucher)[0] in _THERE:
            yield session, voucher


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
