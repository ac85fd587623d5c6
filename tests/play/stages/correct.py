"""补签 and 请假: at once, or past the day with a second person's word; one declined, one that nobody looks at."""

from __future__ import annotations

from datetime import timedelta

from tests.play import calendar
from tests.play.signing_in import CORRECTIONS, Way
from tests.play.sitting import Seat, slots_of
from tests.play.term import Term

_DECISIONS = {Way.CORRECTED_LATER: "approve", Way.DECLINED: "decline"}
_BECOMES = {Way.CORRECTED_LATER: "standing", Way.DECLINED: "declined", Way.WAITING: "waiting"}
_KINDS = {Way.SICK: "sick", Way.PERSONAL: "personal"}


def take_leave(term: Term, seats: list[Seat]) -> None:
    """Excused by the class manager."""
    for seat in seats:
        voucher = term.voucher_of[seat.trainee.person.number]
        body = {"session": seat.session.id, "voucher_no": voucher, "kind": _KINDS[seat.way], "reason": "就医"}
        path = f"/v1/classes/{seat.class_.id}/leaves/L-{_mark_of(seat)}"
        term.done(term.api.put(path, term.manager(seat.class_.institution), body), "leave")
        term.reckoning.seat(seat.session.id, voucher).leave = _KINDS[seat.way]


def correct_at_once(term: Term, seats: list[Seat]) -> None:
    """On the day of the session one person's word is enough."""
    for seat in seats:
        state = _propose(term, seat)
        term.books.same("correction", "a correction on the day", "standing", state)
        term.reckoning.seat(seat.session.id, term.voucher_of[seat.trainee.person.number]).correction = "standing"


def correct_later(term: Term, day: int) -> None:
    """The next morning: nobody approves their own; a second class manager decides, or does not."""
    term.time(calendar.at(calendar.SESSION_DAYS[day] + timedelta(days=1), 10))
    for slot in slots_of(term.plan, day):
        for seat in slot.of(*CORRECTIONS):
            if seat.way is not Way.CORRECTED_AT_ONCE:
                _correct_later(term, seat)
    term.sync_site_by_site()


def _correct_later(term: Term, seat: Seat) -> None:
    term.books.same("correction", "a correction past the day", "waiting", _propose(term, seat))
    path = f"/v1/classes/{seat.class_.id}/corrections/C-{_mark_of(seat)}/decision"
    proposer, second = (term.manager(seat.class_.institution, which) for which in (0, 1))
    own = term.api.post(path, proposer, {"decision": "approve"})
    term.refused(own, "own-correction", "correction")
    decision = _DECISIONS.get(seat.way)
    if decision is not None:
        decided = term.done(term.api.post(path, second, {"decision": decision}), "correction")
        term.books.same("correction", "what was decided", _BECOMES[seat.way], decided.get("state"))
        if decision == "decline":
            term.books.refused("correction", "declined")
    voucher = term.voucher_of[seat.trainee.person.number]
    term.reckoning.seat(seat.session.id, voucher).correction = _BECOMES[seat.way]


def _propose(term: Term, seat: Seat) -> str | None:
    """By the first class manager; where it stands then."""
    voucher = term.voucher_of[seat.trainee.person.number]
    body = {"session": seat.session.id, "voucher_no": voucher, "mark": "present", "reason": "签到时在教室"}
    path = f"/v1/classes/{seat.class_.id}/corrections/C-{_mark_of(seat)}"
    made = term.done(term.api.put(path, term.manager(seat.class_.institution), body), "correction")
    state: str | None = made.get("state")
    return state


def _mark_of(seat: Seat) -> str:
    return f"{seat.session.id}-{seat.trainee.person.number}"
