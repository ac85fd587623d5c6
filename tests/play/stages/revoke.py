"""撤销 by an officer: a voucher that was never used, one in use, one about to be checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tests.play import calendar
from tests.play.fates import Fate
from tests.play.people import Person
from tests.play.sitting import class_of
from tests.play.term import Term

_WHY = {"reason": "申领材料不实"}


def revoke(term: Term, people: Iterable[Person]) -> None:
    """Take their vouchers out of circulation, now."""
    for person in people:
        voucher = term.voucher_of[person.number]
        term.done(term.api.put(f"/v1/vouchers/{voucher}/revocation", term.officer, _WHY), "revocation")
        term.reckoning.moved(voucher, "revoke")


def of_fate_in(term: Term, fate: Fate, classes: Collection[str]) -> list[Person]:
    """Who of that fate sits in one of these classes."""
    found = []
    for one in term.plan.of_fate(fate):
        class_ = class_of(term.plan, one)
        if class_ is not None and class_.id in classes:
            found.append(one.person)
    return found


def revoke_before_check(term: Term) -> None:
    """Everything was in order, and then the grounds fell away."""
    term.time(calendar.at(calendar.LATE_REVOCATION))
    revoke(term, [one.person for one in term.plan.of_fate(Fate.REVOKED_BEFORE_CHECK)])
