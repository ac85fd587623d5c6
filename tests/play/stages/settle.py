"""核验, 拨付, 核销: the check, two batches for the bank, its results with lines that come back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tests.play import bank, calendar
from tests.play.fates import Fate
from tests.play.plan import Story
from tests.play.stages.set_up import put_people
from tests.play.term import Term

_FIRST, _SECOND = "B-2026-04-1", "B-2026-04-2"


def settle(term: Term) -> None:
    """From the check to the last write-off."""
    _check(term)
    file = _batch(term, _FIRST)
    _refuse_what_is_under_way(term)
    accounts = [one.person.account for one in term.plan.of_fate(Fate.RETURNED)]
    _take_result(term, _FIRST, file, accounts, calendar.BANK_ANSWER)
    term.time(calendar.at(calendar.SECOND_BATCH))
    put_people(term, [one.person for one in term.plan.of_fate(Fate.NO_ACCOUNT)])
    file = _batch(term, _SECOND)
    _take_result(term, _SECOND, file, (), calendar.SECOND_ANSWER)
    nothing = term.api.put("/v1/payment-batches/B-2026-04-3", term.officer, None)
    term.refused(nothing, "nothing-to-pay", "payment")


def _check(term: Term) -> None:
    """All classes that are due; once more, and nothing is found that was not found before."""
    term.time(calendar.at(calendar.SETTLEMENT))
    reckoning = term.reckoning
    due = {
        number: reckoning.unmet(number)
        for number, book in reckoning.vouchers.items()
        if book.state == "IN_USE" and book.class_id is not None
    }
    run = term.done(term.api.post("/v1/eligibility-checks", term.officer), "check")
    term.books.same("check", "vouchers that are checked", len(due), run.get("checked"))
    again = term.done(term.api.post("/v1/eligibility-checks", term.officer), "check")
    term.books.same("check", "vouchers that are eligible the second time", 0, again.get("eligible"))
    for number, unmet in due.items():
        if not unmet:
            reckoning.moved(number, "check")
        reckoning.vouchers[number].due_fen = 0 if unmet else reckoning.amount(number)
    for class_ in term.plan.classes:
        if class_.story is not Story.CANCELLED:
            _look_at_checks(term, class_.id, due)


def _look_at_checks(term: Term, class_id: str, due: dict[int, set[str]]) -> None:
    """Each unmet condition is named, each amount is right."""
    shown = term.done(term.api.get(f"/v1/classes/{class_id}/eligibility-checks", term.officer), "check")
    found = {check["voucher_no"]: check for check in shown.get("checks", ())}
    here = {number for number in due if term.reckoning.vouchers[number].class_id == class_id}
    term.books.same("check", f"how many are checked in {class_id}", len(here), len(found))
    for number in sorted(here & found.keys()):
        unmet = set(found[number]["unmet"])
        for condition in unmet:
            term.books.refused("condition", condition)
        for condition in sorted(unmet ^ due[number]):
            term.books.found(condition, f"a check says {'unmet' if condition in unmet else 'met'}")
        due_fen = term.reckoning.vouchers[number].due_fen
        term.books.same("amount", "what a check makes of it", due_fen, found[number]["amount_fen"])


def _batch(term: Term, batch: str) -> bytes:
    """What is due goes into a batch, whose file never changes."""
    path = f"/v1/payment-batches/{batch}"
    made = term.done(term.api.put(path, term.officer, None), "payment")
    term.done(term.api.put(path, term.officer, None), "payment")
    file = term.done(term.api.get(f"{path}/file", term.officer), "payment")
    term.books.same("payment", "a bank file read twice", file, term.api.get(f"{path}/file", term.officer).body)
    orders = bank.read_orders(file or b"")
    term.books.same("payment", "what a bank file pays", made.get("total_fen"), sum(order.fen for order in orders))
    term.books.counts["batches"] += 1
    return bytes(file or b"")


def _refuse_what_is_under_way(term: Term) -> None:
    """Money that is on its way cannot be called back by a revocation."""
    one = term.plan.of_fate(Fate.STEADY, Fate.BY_PHONE)[0]
    path = f"/v1/vouchers/{term.voucher_of[one.person.number]}/revocation"
    term.refused(term.api.put(path, term.officer, {"reason": "太迟"}), "payment-under-way", "revocation")


def _take_result(term: Term, batch: str, file: bytes, returned: Collection[str], day: date) -> None:
    """The bank's word is noted; a result for another batch is not."""
    term.time(calendar.at(day))
    result = bank.answer(file, returned)
    elsewhere = term.api.put_file("/v1/payment-batches/B-OTHER/result", term.officer, result, "text/csv")
    term.refused(elsewhere, "bank-result-refused", "payment")
    for _ in range(2):
        term.done(
            term.api.put_file(f"/v1/payment-batches/{batch}/result", term.officer, result, "text/csv"), "write_off"
        )
    for order in bank.read_orders(file):
        voucher = int(order.payment.rpartition("-")[2])
        if order.account in returned:
            term.books.refused("bank", "returned")
            _expect_not_written_off(term, voucher)
            continue
        term.reckoning.vouchers[voucher].paid_fen += order.fen
        term.reckoning.moved(voucher, "write_off")
        term.books.counts["payments"] += 1


def _expect_not_written_off(term: Term, voucher: int) -> None:
    """What came back has not been paid."""
    shown = term.done(term.api.get(f"/v1/vouchers/{voucher}", term.officer), "write_off")
    term.books.same("write_off", "the state of a voucher whose money came back", "USED", shown.get("state"))
