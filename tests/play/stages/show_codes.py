"""Phones show freshly signed codes: asked for in good time before they are held up."""

from __future__ import annotations

from collections.abc import Iterable

from tests.play.people import Person
from tests.play.term import Term


def show_codes(term: Term, people: Iterable[Person]) -> dict[int, str]:
    """What each phone shows now, by person; somebody whose voucher gives no code is left out."""
    codes = {}
    for person in people:
        number = term.voucher_of[person.number]
        answer = term.api.get(f"/v1/holder/vouchers/{number}/code", term.holder(person))
        body = term.done(answer, "codes")
        if "code" in body:
            codes[person.number] = str(body["code"])
    return codes
