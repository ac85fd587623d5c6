"""Person by person: every voucher in one state, with a history that begins with its issue and leads there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.play.people import Person
from tests.play.reckoning import STATE_AFTER, VoucherBook
from tests.play.term import Term

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


def balance_vouchers(term: Term) -> None:
    """By what each phone shows; then all of them together by the centre's own count."""
    for person in term.plan.people:
        record = term.done(term.api.get("/v1/holder/record", term.holder(person)), "state")
        _person(term, person, record.get("vouchers", []))
        _classes(term, person, record.get("classes", []))
    counted = term.done(term.api.get("/metrics"), "state")
    for state, number in term.states.items():
        line = f'voucherdesk_vouchers{{kind="{state}"}} {float(number)}'
        term.books.same("state", f"that the centre counts its {state} rightly", True, line in str(counted))


def _person(term: Term, person: Person, shown: list[dict[str, Any]]) -> None:
    mine = term.voucher_of.get(person.number)
    wanted = [] if mine is None else [mine]
    term.books.same("claim", "vouchers of a person", len(wanted), len(shown))
    for voucher in shown:
        term.states[voucher["state"]] += 1
        moves = [step["reason"] for step in voucher["history"]]
        _continuous(term, voucher["history"], voucher["state"])
        if mine is not None and voucher["voucher_no"] == mine:
            book = term.reckoning.vouchers[mine]
            term.books.same(_rule_of(moves, book), "a voucher's state", book.state, voucher["state"])
            if moves != book.moves:
                _name_the_difference(term, book, moves)


def _rule_of(moves: list[str], book: VoucherBook) -> str:
    """What has gone wrong when a voucher stands elsewhere: its last move, or the one it did not make."""
    last = moves[-1:] if len(moves) >= len(book.moves) else book.moves[-1:]
    return next((_RULE_OF_MOVE[move] for move in last), "state")


def _name_the_difference(term: Term, book: VoucherBook, moves: list[str]) -> None:
    """Which move is one too many or missing."""
    wanted, made = Counter(book.moves), Counter(moves)
    for move in sorted((wanted - made) + (made - wanted)):
        times = f"{made[move]} times instead of {wanted[move]}"
        term.books.found(_RULE_OF_MOVE[move], f"a voucher's history has {move} {times}")
    if wanted == made:
        term.books.found("history", f"{', '.join(moves)} instead of {', '.join(book.moves)}")


def _continuous(term: Term, history: list[dict[str, Any]], state: str) -> None:
    """Each move joins the one before; the first begins from nothing, the last leads to the state."""
    before = None
    for step in history:
        if (step["from_state"], step["to_state"]) != (before, STATE_AFTER[step["reason"]]):
            term.books.found("history", f"{step['reason']} does not join the move before")
        before = step["to_state"]
    term.books.same("history", "where a voucher's history leads", state, before)


def _classes(term: Term, person: Person, shown: list[dict[str, Any]]) -> None:
    """What the life-long record says of the class somebody has taken."""
    voucher = term.voucher_of.get(person.number)
    book = None if voucher is None else term.reckoning.vouchers[voucher]
    if voucher is None or book is None or book.class_id is None or book.state == "VOID":
        return
    taken = {row["class_id"]: row for row in shown if row["voucher_no"] == voucher}
    row = taken.get(book.class_id, {})
    term.books.same("hours", "hours on record", term.reckoning.hours(book.class_id, voucher), row.get("hours"))
    in_time = row.get("registered_in_time")
    term.books.same("trainee_registered", "a registration in time", book.registered_in_time, in_time)
    passed = [result["passed"] for result in row.get("results", ())]
    term.books.same("assessment_passed", "attempts on record", book.attempts, passed)
