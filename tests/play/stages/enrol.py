"""录取: at the desks, by the codes on the phones; who leaves, who changes class, and one voucher for two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.play import calendar
from tests.play.fates import Bystander, Fate
from tests.play.people import Person
from tests.play.plan import INSTITUTIONS, PlannedClass, Story, Trainee
from tests.play.stages.revoke import revoke
from tests.play.stages.show_codes import show_codes
from tests.play.term import Act, Place, Term

SUSPENDED = INSTITUTIONS[2]
"""On the morning of the enrolments."""
_INSPECTION = {"reason": "抽查"}
_ROOM = timedelta(minutes=9)
_STEP = timedelta(seconds=5)
_MORNING, _NOON = (9, 0), (12, 0)
_RECORDED = ("recorded", None)


def enrol(term: Term) -> None:
    """Everybody who comes in time; those who are refused, each for their reason."""
    at = calendar.at(calendar.ENROLMENT, *_MORNING)
    term.time(at)
    term.done(term.api.post(f"/v1/institutions/{SUSPENDED.id}/suspend", term.officer, _INSPECTION), "suspension")
    term.sync_site_by_site()
    later = (Fate.LATE_ADDITION, Fate.DOUBLE_USE)
    comers = [(one.person, one.class_) for one in term.plan.trainees if one.fate not in later]
    codes = show_codes(term, [person for person, _ in comers])
    _take(term, [_enrolment(term, person, class_, codes) for person, class_ in comers], at)
    _turn_away(term)
    term.time(calendar.at(calendar.ENROLMENT, *_NOON))
    term.sync_site_by_site()
    _resume(term, Counter(_desk_of(class_) for _, class_ in comers))
    _use_twice(term)


def _resume(term: Term, asked: Mapping[Place, int]) -> None:
    """What was held while the institution was suspended stands as soon as it is served again. `asked` at each desk."""
    for place in [place for place in term.desks if place[0] == SUSPENDED.number]:
        held = [code for outcome, code in term.at_desk(place, "receipts").values() if outcome == "held"]
        wanted = {"institution_suspended": asked[place]}
        term.books.same("suspension", "enrolments that are held", wanted, dict(Counter(held)))
        for code in held:
            term.books.refused("receipt", code)
    term.done(term.api.post(f"/v1/institutions/{SUSPENDED.id}/resume", term.officer, _INSPECTION), "suspension")
    term.sync_site_by_site()


def enrol_late(term: Term) -> None:
    """After the opening report, and after its deadline."""
    at = calendar.at(calendar.LATE_ADDITION)
    term.time(at)
    term.sync_site_by_site()
    comers = term.plan.of_fate(Fate.LATE_ADDITION)
    codes = show_codes(term, [one.person for one in comers])
    _take(term, [_enrolment(term, one.person, one.class_, codes) for one in comers], at)
    term.time(at + timedelta(hours=1))
    term.sync_site_by_site()


def withdraw_and_transfer(term: Term) -> None:
    """Before the class is reported."""
    at = calendar.at(calendar.WITHDRAWALS)
    term.time(at)
    acts = []
    for one in term.plan.of_fate(Fate.WITHDRAWN):
        voucher = term.voucher_of[one.person.number]
        how = {"voucher": voucher, "class_id": one.class_.id, "operator": one.class_.institution.clerk}
        acts.append(Act(_desk_of(one.class_), at, "withdraw", how, receipt=_RECORDED, rule="withdrawal"))
        term.reckoning.moved(voucher, "withdraw")
        term.reckoning.vouchers[voucher].class_id = None
    for one in term.plan.of_fate(Fate.TRANSFERRED):
        sister = term.plan.sister(one.class_)
        assert sister is not None
        voucher = term.voucher_of[one.person.number]
        how = {"voucher": voucher, "class_id": one.class_.id, "to_class": sister.id}
        how["operator"] = one.class_.institution.clerk
        acts.append(Act(_desk_of(one.class_), at, "transfer", how, receipt=_RECORDED, rule="transfer"))
        term.reckoning.vouchers[voucher].class_id = sister.id
    _take(term, acts, at)
    term.sync_site_by_site()


def _enrolment(term: Term, person: Person, class_: PlannedClass, codes: dict[int, str]) -> Act:
    """Admitted into the class, which the centre must record."""
    voucher = term.voucher_of[person.number]

    def noted(_fact: str) -> None:
        term.reckoning.moved(voucher, "enrol")
        term.reckoning.vouchers[voucher].class_id = class_.id

    how = {"text": codes.get(person.number, ""), "class_id": class_.id, "operator": class_.institution.clerk}
    now = calendar.at(calendar.ENROLMENT)
    return Act(_desk_of(class_), now, "enrol", how, "enrolled", "enrolment", noted, _RECORDED)


def _turn_away(term: Term) -> None:
    """Vouchers that serve for something else, or no more."""
    at = calendar.at(calendar.ENROLMENT, 10)
    term.time(at)
    turned_away = {
        Bystander.SIGN_IN_ONLY: "sign_in_only",
        Bystander.UNUSED_SHORT: "other_project",
        Bystander.REVOKED_UNUSED: "void",
    }
    class_ = next(one for one in term.plan.classes if one.story is Story.PLAIN)
    acts = []
    for kind, reason in turned_away.items():
        people = term.plan.standing_by(kind)
        codes = show_codes(term, people)
        if kind is Bystander.REVOKED_UNUSED:
            revoke(term, people)
            term.sync_site_by_site()
        for person in people:
            act = _enrolment(term, person, class_, codes)
            act.expects, act.rule, act.noted = reason, "enrolment", lambda _fact: None
            acts.append(act)
    _take(term, acts, at)


def _use_twice(term: Term) -> None:
    """The same phone at two institutions whose lines are down: the centre's first comer wins, not the clock's."""
    at = calendar.at(calendar.DOUBLE_USE)
    term.time(at)
    term.sync_site_by_site()
    for number, one in enumerate(term.plan.of_fate(Fate.DOUBLE_USE)):
        rival = term.plan.rival(one.class_)
        assert rival is not None
        _ask_twice(term, one, rival, at + number * timedelta(minutes=10))


def _ask_twice(term: Term, one: Trainee, rival: PlannedClass, at: datetime) -> None:
    """First at the rival's desk, whose line comes back last."""
    winner, loser = _desk_of(one.class_), _desk_of(rival)
    term.time(at)
    term.all_desks([winner, loser], "line", up=False)
    codes = show_codes(term, [one.person])
    losing, winning = (_enrolment(term, one.person, class_, codes) for class_ in (rival, one.class_))
    losing.noted, losing.receipt = lambda _fact: None, ("conflict", "voucher_in_use_elsewhere")
    losing.rule = winning.rule = "double_use"
    _take(term, [losing], at)
    _take(term, [winning], at + timedelta(minutes=2))
    term.time(at + timedelta(minutes=5))
    term.all_desks([winner, loser], "line", up=True)
    term.sync([winner])
    term.sync([loser])


def _take(term: Term, acts: list[Act], at: datetime) -> None:
    """Each desk one after the other, soon after `at`."""
    turns: dict[Place, int] = {}
    for act in acts:
        turns[act.place] = turns.get(act.place, 0) + 1
        act.at = at + turns[act.place] * _STEP
        assert act.at < at + _ROOM, "more people than the minutes hold"
    term.at_desks(acts)


def _desk_of(class_: PlannedClass) -> Place:
    return class_.institution.number, class_.desk
