"""The account held against what the centre and the desks say, through their public doors."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from tests.play.plan import Story
from tests.play.reckoning import STATE_AFTER, Seat, VoucherBook
from tests.play.term import Term

_THERE = ("present", "late", "early")
_RULE_OF_MOVE = {
    "issue": "issue",
    "claim": "claim",
    "enrol": "enrolment",
    "withdraw": "withdrawal",
    "cancel_class": "cancellation",
    "check": "check",
    "write_off": "write_off",
    "expire": "expiry",
    "revoke": "revocation",
}


def balance(term: Term) -> None:
    """After the last round of every desk."""
    term.sync_site_by_site()
    term.sync_site_by_site()
    _vouchers(term)
    _attendance(term)
    _payments(term)
    _desks(term)


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


def _vouchers(term: Term) -> None:
    """Each in exactly one state, with a history that begins with its issue and leads there without a gap."""
    for number, book in sorted(term.reckoning.vouchers.items()):
        shown = term.done(term.api.get(f"/v1/vouchers/{number}", term.officer), "state")
        history = shown.get("history", [])
        moves = [step["move"] for step in history]
        if moves != book.moves:
            _name_the_difference(term, book, moves)
        term.books.same("state", "a voucher's state", book.state, shown.get("state"))
        _continuous(term, history)
        if shown:
            term.states[shown["state"]] += 1


def _name_the_difference(term: Term, book: VoucherBook, moves: list[str]) -> None:
    """Which move is one too many or missing."""
    wanted, made = Counter(book.moves), Counter(moves)
    for move in sorted((wanted - made) + (made - wanted)):
        times = f"{made[move]} times instead of {wanted[move]}"
        term.books.found(_RULE_OF_MOVE[move], f"a voucher's history has {move} {times}")
    if wanted == made:
        term.books.found("history", f"{', '.join(moves)} instead of {', '.join(book.moves)}")


def _continuous(term: Term, history: list[dict[str, Any]]) -> None:
    before = None
    for number, step in enumerate(history, start=1):
        whole = (step["step"], step["from_state"], step["to_state"]) == (number, before, STATE_AFTER[step["move"]])
        if not whole:
            term.books.found("history", f"step {number} does not join the one before")
        before = step["to_state"]


def _attendance(term: Term) -> None:
    """Each punch of a desk and each sign-in by phone is there once, and the hours follow from them."""
    for class_ in term.plan.classes:
        path = f"/v1/classes/{class_.id}/attendance"
        shown = term.done(term.api.get(path, term.manager(class_.institution)), "attendance")
        found = {row["voucher_no"]: row for row in shown.get("trainees", ())}
        sessions = term.reckoning.classes[class_.id].starts
        seen = {voucher for session, voucher in term.reckoning.seats if session in sessions}
        for voucher in sorted(seen | set(term.reckoning.in_class(class_.id)) | found.keys()):
            rows = {row["session"]: row for row in found[voucher]["sessions"]} if voucher in found else {}
            for session in sessions:
                _seat(term, class_.id, session, voucher, rows.get(session, {}))
        marks = [row["mark"] for one in found.values() for row in one["sessions"]]
        term.books.counts["attendance"] += sum(mark in _THERE for mark in marks)


def _seat(term: Term, class_id: str, session: str, voucher: int, row: dict[str, Any]) -> None:
    """One person at one session."""
    seat = term.reckoning.seats.get((session, voucher), Seat())
    punches = [(one["source"], one["outside"], one["undone"]) for one in row.get("punches", ())]
    wanted = [("desk", False, fact in seat.undone) for fact in seat.desk]
    wanted += [("phone", id_ in seat.outside, False) for id_ in seat.phone]
    rule = _rule_of(seat)
    term.books.same(rule, "the punches of somebody at a session", sorted(wanted), sorted(punches))
    expected = term.reckoning.mark_and_hours(term.reckoning.classes[class_id], session, voucher)
    mark, hours = row.get("mark"), row.get("hours")
    term.books.same(rule, "a mark and its hours", expected, (mark, hours))
    if mark in ("absent", "leave") and row:
        term.books.counts[f"sessions_{mark}"] += 1
    term.books.counts["merged"] += len(seat.arrivals) > 1
    term.books.counts["corrections"] += bool(row.get("corrections"))


def _rule_of(seat: Seat) -> str:
    """What is broken when this seat's account is wrong."""
    if seat.outside:
        return "fence"
    if seat.correction:
        return "correction"
    if seat.undone:
        return "undo"
    return "merging" if len(seat.arrivals) > 1 else "leave" if seat.leave else "attendance"


def _payments(term: Term) -> None:
    """One for each voucher that is due, to the fen, to whom the pack says."""
    reckoning = term.reckoning
    due = {number: book for number, book in reckoning.vouchers.items() if "check" in book.moves}
    page = term.done(term.api.get("/v1/payments", term.officer, limit=500), "payment")
    found = {row["voucher_no"]: row for row in page.get("payments", ())}
    for number in sorted(due.keys() | found.keys()):
        row = found.get(number)
        if number not in due or row is None:
            rule = "revocation" if "revoke" in reckoning.vouchers[number].moves else "payment"
            term.books.found(rule, f"a voucher is {'not ' if row is None else ''}paid")
            continue
        if not term.books.same("amount", "a payment", due[number].due_fen, row["amount_fen"]):
            continue
        payee = (reckoning.payee(due[number].project), "paid")
        term.books.same("payment", "who is paid, and whether", payee, (row["payee_kind"], row["state"]))


def _desks(term: Term) -> None:
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


def _receipts(term: Term, place: tuple[int, int]) -> None:
    said = term.at_desk(place, "receipts")
    for fact, receipt in said.items():
        outcome, code = receipt
        term.books.counts[f"receipts_{outcome}"] += 1
        if outcome in ("rejected", "conflict", "held"):
            term.books.refused("receipt", code)
        wanted = term.receipts.pop(fact, None)
        if wanted is not None:
            term.books.same("receipts", "what the centre says of a fact", wanted, (outcome, code))
