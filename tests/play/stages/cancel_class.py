"""A class is given up in the middle: its vouchers can be used again."""

from __future__ import annotations

from tests.play import calendar
from tests.play.plan import Story
from tests.play.term import Term


def cancel_class(term: Term) -> None:
    """By its class manager; who tries to sign in afterwards is told so."""
    term.time(calendar.at(calendar.CANCELLATION))
    for class_ in term.plan.classes:
        if class_.story is not Story.CANCELLED:
            continue
        path = f"/v1/classes/{class_.id}/cancel"
        term.done(term.api.post(path, term.manager(class_.institution), {"reason": "教师生病"}), "cancellation")
        term.reckoning.classes[class_.id].cancelled = True
        for number in list(term.reckoning.in_class(class_.id)):
            term.reckoning.moved(number, "cancel_class")
            term.reckoning.vouchers[number].class_id = None
    term.sync_site_by_site()
