"""One payment for each voucher that is due, to the fen, to whom the pack says."""

from __future__ import annotations

from tests.play.term import Term


def balance_payments(term: Term) -> None:
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
