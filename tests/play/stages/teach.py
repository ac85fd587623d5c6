"""Sessions: desk scans mixed with sign-ins by phone, lines that are down, and all that goes otherwise than planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.play import calendar
from tests.play.fates import Bystander, Fate
from tests.play.people import Person
from tests.play.plan import PlannedClass
from tests.play.signing_in import AT_THE_DESK, BY_CODE, Way, ways
from tests.play.sitting import Seat, Slot, slots_of
from tests.play.stages.correct import correct_at_once, take_leave
from tests.play.stages.revoke import of_fate_in, revoke
from tests.play.stages.show_codes import show_codes
from tests.play.term import Act, Place, Term

_MINUTE = timedelta(minutes=1)
_PHONES_OUT, _SCANS, _UNDONE, _LOCATED, _LATE_BY = (minutes * _MINUTE for minutes in (20, 19, 12, 5, 50))
_ROOM_FOR_ALL = 6 * _MINUTE
"""All scans lie within it, so that every code is fresh."""
_INEXACT_M = 30.0
_OUTSIDE_BY = 0.009
"""Degrees of latitude: a kilometre."""
_AGAIN = ("merged", "same_attendance")
_PROVISIONAL = ("provisional", "voucher_void")
_RECORDED = ("recorded", None)


def teach_day(term: Term, day: int) -> None:
    """All sessions of one day, mornings first; what was offline in the morning comes back at noon."""
    slots = list(slots_of(term.plan, day))
    for slot in slots:
        _play(term, slot)
    if slots:
        term.time(calendar.at(calendar.SESSION_DAYS[day], 18))
        term.sync_site_by_site()


def _play(term: Term, slot: Slot) -> None:
    """From phones that are taken out to the desks' round after the lesson."""
    term.time(slot.starts - _PHONES_OUT)
    term.sync_site_by_site()
    if slot.is_offline:
        term.all_desks(term.first_desks, "line", up=False)
    scanned = slot.of(*BY_CODE)
    guests = term.plan.standing_by(Bystander.SIGN_IN_ONLY) if slot.starts == calendar.session_start(slot.day, 0) else []
    codes = show_codes(term, [*{seat.trainee.person.number: seat.trainee.person for seat in scanned}.values(), *guests])
    if calendar.SESSION_DAYS[slot.day] == calendar.REVOCATION:
        revoke(term, of_fate_in(term, Fate.REVOKED_IN_TERM, {seat.class_.id for seat in slot.seats}))
    acts = [_scan(term, slot, seat, codes) for seat in slot.of(*AT_THE_DESK) if not _was_undone(seat)]
    acts += [_visit(term, slot.seats[0], guest, codes.get(guest.number, "")) for guest in guests]
    _one_after_the_other(term, acts, slot.starts - _SCANS)
    _undo(term, slot, codes)
    _sign_in_by_phone(term, slot)
    _come_late(term, slot)
    term.time(slot.starts + calendar.SESSION_LASTS + 10 * _MINUTE)
    take_leave(term, slot.of(Way.SICK, Way.PERSONAL))
    correct_at_once(term, slot.of(Way.CORRECTED_AT_ONCE))
    if slot.is_offline:
        term.all_desks(term.first_desks, "line", up=True)
    else:
        _send_what_nobody_can_read(term, slot.of(Way.CARD_CODE))
        term.sync_site_by_site()


def _send_what_nobody_can_read(term: Term, seats: list[Seat]) -> None:
    """The national platform is away when the records come, so they wait; it is back before the next round."""
    if not seats:
        return
    codes = {_card_code(seat): term.voucher_of[seat.trainee.person.number] for seat in seats}
    operator = term.centres[0]
    operator.ask("card_codes", codes=codes)
    operator.ask("card_platform", answers=False)
    term.sync_site_by_site()
    said = [receipt for place in term.desks for receipt in term.at_desk(place, "receipts").values()]
    held = [code for outcome, code in said if outcome == "held"]
    term.books.same("waiting", "records that wait for their code", ["code_unresolved"] * len(seats), held)
    for code in held:
        term.books.refused("receipt", code)
    operator.ask("card_platform", answers=True)


def _card_code(seat: Seat) -> str:
    """Opaque: only the national platform can read it."""
    return f"{seat.trainee.person.number + 1:024d}"


def _one_after_the_other(term: Term, acts: list[Act], starts: datetime) -> None:
    """Each desk takes its people in turn, evenly within the minutes in which their codes are fresh."""
    turns: dict[Place, int] = {}
    for act in acts:
        turn = turns[act.place] = turns.get(act.place, 0) + 1
        act.at = starts + turn * timedelta(seconds=5)
        assert act.at < starts + _ROOM_FOR_ALL, "more people than the minutes hold"
    term.at_desks(acts)


def _scan(term: Term, slot: Slot, seat: Seat, codes: dict[int, str]) -> Act:
    """One person at one desk."""
    place: Place = (seat.class_.institution.number, seat.class_.desk)
    clerk = seat.class_.institution.clerk
    voucher = term.voucher_of[seat.trainee.person.number]
    how: dict[str, Any] = {"session": seat.session.id, "operator": clerk}
    act = Act(place, slot.starts, "check_in", how, expects="signed_in")
    if seat.way is Way.BY_HAND:
        act.do, how["voucher"] = "check_in_by_hand", voucher
    elif seat.way is Way.CARD_CODE:
        how["text"], act.expects, act.rule = _card_code(seat), "only_centre_can_read", "waiting"
    else:
        how["text"] = codes.get(seat.trainee.person.number, "")
    act.noted = lambda fact: _punched(term, seat, fact, act.at)
    if seat.way is Way.OTHER_DESK:
        act.place = (place[0], 1 - place[1])
        act.rule = "merging"
    if seat.way is Way.WRONG_DOOR:
        return _at_the_wrong_door(term, seat, act)
    act.receipt = _receipt_for(seat, slot)
    return act


def _receipt_for(seat: Seat, slot: Slot) -> tuple[str, str | None]:
    """What the centre must say of the scan, given what comes to it first."""
    if seat.trainee.fate is Fate.BOTH_WAYS or seat.way is _second_desk(seat):
        return _AGAIN
    if seat.trainee.fate is Fate.REVOKED_IN_TERM and calendar.SESSION_DAYS[slot.day] == calendar.REVOCATION:
        return _PROVISIONAL
    return _RECORDED


def _second_desk(seat: Seat) -> Way | None:
    """Of two scans at both desks, the one whose desk sends later: the site's second."""
    if seat.trainee.fate is not Fate.BOTH_DESKS or seat.session != seat.class_.sessions[0]:
        return None
    return Way.DESK if seat.class_.desk == 1 else Way.OTHER_DESK


def _at_the_wrong_door(term: Term, seat: Seat, act: Act) -> Act:
    other = next(one for one in term.plan.classes if one.institution == seat.class_.institution and one != seat.class_)
    act.how["session"] = _session_on(other, seat).id
    act.place = (other.institution.number, other.desk)
    act.expects, act.rule, act.noted = "other_class", "enrolment", lambda _fact: None
    act.receipt = _RECORDED
    return act


def _session_on(class_: PlannedClass, seat: Seat) -> Any:
    return class_.sessions[seat.class_.sessions.index(seat.session)]


def _visit(term: Term, seat: Seat, guest: Person, code: str) -> Act:
    """A sign-in-only voucher serves to sign in, without an enrolment."""
    voucher = term.voucher_of[guest.number]
    place: Place = (seat.class_.institution.number, seat.class_.desk)
    how = {"session": seat.session.id, "operator": seat.class_.institution.clerk, "text": code}
    act = Act(place, seat.session.starts, "check_in", how, expects="signed_in", receipt=_RECORDED)
    act.noted = lambda fact: term.reckoning.seat(seat.session.id, voucher).desk.update({fact: act.at})
    return act


def _punched(term: Term, seat: Seat, fact: str, at: datetime) -> None:
    voucher = term.voucher_of[seat.trainee.person.number]
    account = term.reckoning.seat(seat.session.id, voucher)
    account.desk[fact] = at
    if seat.way is Way.UNDONE:
        account.undone.add(fact)


def _undo(term: Term, slot: Slot, codes: dict[int, str]) -> None:
    """At once, by the clerk who scanned by mistake; whoever is there after all is scanned anew."""
    acts = []
    for seat in slot.of(Way.UNDONE):
        voucher = term.voucher_of[seat.trainee.person.number]
        place: Place = (seat.class_.institution.number, seat.class_.desk)
        for fact in sorted(term.reckoning.seat(seat.session.id, voucher).undone):
            how = {"operator": seat.class_.institution.clerk, "fact": fact}
            acts.append(Act(place, slot.starts, "undo", how))
    acts += [_scan(term, slot, seat, codes) for seat in slot.of(Way.DESK) if _was_undone(seat)]
    _one_after_the_other(term, acts, slot.starts - _UNDONE)


def _was_undone(seat: Seat) -> bool:
    """Whether the scan follows one that was taken back."""
    return seat.way is Way.DESK and Way.UNDONE in ways(seat.trainee.fate, seat.class_.sessions.index(seat.session))


def _sign_in_by_phone(term: Term, slot: Slot) -> None:
    """By location; from outside the fence it is kept and flagged."""
    term.time(slot.starts - _LOCATED)
    for seat in slot.of(Way.PHONE, Way.OUTSIDE):
        voucher = term.voucher_of[seat.trainee.person.number]
        latitude, longitude = seat.class_.institution.point
        outside = seat.way is Way.OUTSIDE
        sign_in = f"{seat.session.id}-{seat.trainee.person.number}"
        body = {
            "id": sign_in,
            "session": seat.session.id,
            "direction": "in",
            "latitude": latitude + (_OUTSIDE_BY if outside else 0.0001),
            "longitude": longitude,
            "accuracy_m": _INEXACT_M,
            "coordinate_system": "wgs84",
        }
        answer = term.done(term.api.post("/v1/holder/sign-ins", term.holder(seat.trainee.person), body), "sign-in")
        term.books.same("fence", "where a phone is", "outside" if outside else "inside", answer.get("standing"))
        account = term.reckoning.seat(seat.session.id, voucher)
        account.phone[sign_in] = term.now
        if outside:
            account.outside.add(sign_in)


def _come_late(term: Term, slot: Slot) -> None:
    """Long after the bell: their phones show new codes."""
    late = slot.of(Way.LATE)
    if not late:
        return
    term.time(slot.starts + _LATE_BY)
    codes = show_codes(term, [seat.trainee.person for seat in late])
    acts = [_scan(term, slot, seat, codes) for seat in late]
    for act in acts:
        act.expects = "signed_in_late"
    _one_after_the_other(term, acts, slot.starts + _LATE_BY)
