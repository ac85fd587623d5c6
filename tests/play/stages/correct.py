"""补签 and 请假: at once, or past the day with a second person's word; one declined, one that nobody looks at.

Half of them at a desk, as facts, the other half by a class manager's own request.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tests.play import calendar
from tests.play.reckoning import Seat as SeatAccount
from tests.play.signing_in import CORRECTIONS, Way
from tests.play.sitting import Seat, slots_of
from tests.play.term import Act, Term

_DECISIONS = {Way.CORRECTED_LATER: "approve", Way.DECLINED: "decline"}
_BECOMES = {Way.CORRECTED_LATER: "standing", Way.DECLINED: "declined", Way.WAITING: "waiting"}
_KINDS = {Way.SICK: "sick", Way.PERSONAL: "personal"}
_RECORDED, _APPROVAL_NEEDED = ("recorded", None), ("provisional", "approval_needed")


def take_leave(term: Term, seats: list[Seat]) -> None:
    """Excused from one session."""
    for seat in seats:
        kind = _KINDS[seat.way]
        if _is_at_the_desk(seat):
            how = {"session": seat.session.id, "voucher": _voucher(term, seat), "kind": kind}
            term.at_desks([_act(term, seat, "take_leave", how)])
        else:
            path = f"/v1/classes/{seat.class_.id}/leaves/L-{_mark_of(seat)}"
            body = {"session": seat.session.id, "voucher_no": _voucher(term, seat), "kind": kind, "reason": "就医"}
            term.done(term.api.put(path, term.manager(seat.class_.institution), body), "leave")
        _account(term, seat).leave = kind


def correct_at_once(term: Term, seats: list[Seat]) -> None:
    """On the day of the session one person's word is enough."""
    for seat in seats:
        _propose(term, seat, "standing")
        _account(term, seat).correction = "standing"


def correct_later(term: Term, day: int) -> None:
    """The next morning: nobody approves their own; a second class manager decides, or does not."""
    term.time(calendar.at(calendar.SESSION_DAYS[day] + timedelta(days=1), 10))
    seats = [seat for slot in slots_of(term.plan, day) for seat in slot.of(*CORRECTIONS)]
    later = [seat for seat in seats if seat.way is not Way.CORRECTED_AT_ONCE]
    proposed = [(seat, _propose(term, seat, "waiting")) for seat in later]
    term.sync_site_by_site()
    for seat, correction in proposed:
        _decide(term, seat, correction)
        _account(term, seat).correction = _BECOMES[seat.way]
    term.sync_site_by_site()


def _propose(term: Term, seat: Seat, state: str) -> str:
    """By the first class manager; the correction's id."""
    if _is_at_the_desk(seat):
        made: list[str] = []
        act = _act(term, seat, "correct", {"session": seat.session.id, "voucher": _voucher(term, seat)})
        act.expects, act.noted = state, made.append
        act.receipt = _RECORDED if state == "standing" else _APPROVAL_NEEDED
        term.at_desks([act])
        return made[0]
    body = {"session": seat.session.id, "voucher_no": _voucher(term, seat), "mark": "present", "reason": "在教室"}
    name = f"C-{_mark_of(seat)}"
    path = f"/v1/classes/{seat.class_.id}/corrections/{name}"
    answer = term.done(term.api.put(path, term.manager(seat.class_.institution), body), "correction")
    term.books.same("correction", "where a correction stands", state, answer.get("state"))
    return name


def _decide(term: Term, seat: Seat, correction: str) -> None:
    """Online, nobody about their own; at the site's other desk the second class manager."""
    decision = _DECISIONS.get(seat.way)
    path = f"/v1/classes/{seat.class_.id}/corrections/{correction}/decision"
    own, second = (partial(term.api.post, path, term.manager(seat.class_.institution, which)) for which in (0, 1))
    term.refused(own({"decision": "approve"}), "own-correction", "correction")
    if decision is None:
        return
    if _is_at_the_desk(seat):
        act = _act(term, seat, "decide", {"correction": correction, "decision": decision})
        act.place = (act.place[0], 1 - act.place[1])
        act.how["operator"] = seat.class_.institution.managers[1]
        term.at_desks([act])
    else:
        decided = term.done(second({"decision": decision}), "correction")
        term.books.same("correction", "what was decided", _BECOMES[seat.way], decided.get("state"))
    if decision == "decline":
        term.books.refused("correction", "declined")


def _act(term: Term, seat: Seat, do: str, how: dict[str, object]) -> Act:
    institution = seat.class_.institution
    place, how = (institution.number, seat.class_.desk), how | {"operator": institution.managers[0]}
    return Act(place, term.now, do, how, rule="correction", receipt=_RECORDED)


def _is_at_the_desk(seat: Seat) -> bool:
    return seat.trainee.person.number % 2 == 0


def _account(term: Term, seat: Seat) -> SeatAccount:
    return term.reckoning.seat(seat.session.id, _voucher(term, seat))


def _voucher(term: Term, seat: Seat) -> int:
    return term.voucher_of[seat.trainee.person.number]


def _mark_of(seat: Seat) -> str:
    return f"{seat.session.id}-{seat.trainee.person.number}"
