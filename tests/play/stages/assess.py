"""考核鉴定: results in, certificates' numbers, a resit; lists that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.play import calendar
from tests.play.fates import Fate
from tests.play.plan import PlannedClass, Story, Trainee
from tests.play.sitting import class_of
from tests.play.term import Term

_PASSES, _FAILS, _AWAY = (78, 85), (51, 85), (None, None)
_FIRST = {Fate.RESIT: _FAILS, Fate.FAILS: _FAILS, Fate.MISSES_ASSESSMENT: _AWAY}
_SECOND = {Fate.RESIT: _PASSES, Fate.FAILS: _FAILS}


def assess(term: Term) -> None:
    """The first sitting of every class that was held."""
    term.time(calendar.at(calendar.ASSESSMENT))
    for class_ in _held(term):
        lines = [_line(term, one, 1, _FIRST.get(one.fate, _PASSES)) for one in _candidates(term, class_)]
        _hand_in(term, class_, "1", lines)
    _refused_lists(term)


def resit(term: Term) -> None:
    """Who failed may try once more; nobody may try a third time."""
    term.time(calendar.at(calendar.RESIT))
    for class_ in _held(term):
        again = [one for one in _candidates(term, class_) if one.fate in _SECOND]
        if again:
            _hand_in(term, class_, "2", [_line(term, one, 2, _SECOND[one.fate]) for one in again])
    for one in term.plan.of_fate(Fate.FAILS):
        line = _line(term, one, 3, _PASSES)
        _refused(term, one.class_, f"3-{one.person.number}", line, "no_attempt_left")


def _hand_in(term: Term, class_: PlannedClass, which: str, lines: list[dict[str, Any]]) -> None:
    if class_.desk == 0:
        _hand_in_online(term, class_, which, lines)
    else:
        _hand_in_at_the_desk(term, class_, lines)
    for line in lines:
        book = term.reckoning.vouchers[line["voucher_no"]]
        mark = term.reckoning.pack["pass_mark"]
        book.attempts.append(all(line[part] is not None and line[part] >= mark for part in ("theory", "practical")))
        book.certificate |= line.get("certificate_no") is not None


def _hand_in_online(term: Term, class_: PlannedClass, which: str, lines: list[dict[str, Any]]) -> None:
    path = f"/v1/classes/{class_.id}/assessments/{class_.id}-{which}"
    term.done(term.api.put(path, term.manager(class_.institution), {"results": lines}), "assessment")


def _hand_in_at_the_desk(term: Term, class_: PlannedClass, lines: list[dict[str, Any]]) -> None:
    """A fact a line."""
    place, operator = (class_.institution.number, class_.desk), class_.institution.managers[0]
    facts = term.at_desk(place, "record_assessment", class_id=class_.id, lines=lines, operator=operator)
    term.receipts |= dict.fromkeys(facts, ("assessment", ("recorded", None)))
    term.sync([place])


def _refused_lists(term: Term) -> None:
    """Somebody of another class, and a class that was cancelled."""
    first, other = _held(term)[0], _held(term)[-1]
    stranger = next(_candidates(term, other))
    _refused(term, first, "strangers", _line(term, stranger, 1, _PASSES), "not_in_class")


def _refused(term: Term, class_: PlannedClass, list_id: str, line: dict[str, Any], why: str) -> None:
    path = f"/v1/classes/{class_.id}/assessments/{class_.id}-{list_id}"
    answer = term.api.put(path, term.manager(class_.institution), {"results": [line]})
    term.refused(answer, "results-refused", "assessment")
    reasons = [row.get("refusal") for row in answer.body.get("unmet", ())]
    term.books.same("assessment", "why a result is refused", [why], reasons)
    for reason in reasons:
        term.books.refused("result", reason)


def _line(term: Term, one: Trainee, attempt: int, scores: tuple[int | None, int | None]) -> dict[str, Any]:
    voucher = term.voucher_of[one.person.number]
    line: dict[str, Any] = {"voucher_no": voucher, "attempt": attempt, "theory": scores[0], "practical": scores[1]}
    if scores == _PASSES and one.fate is not Fate.NO_CERTIFICATE:
        level = term.reckoning.projects[term.reckoning.vouchers[voucher].project][1]
        line["certificate_no"] = f"S{one.person.number:014d}{level}{attempt:06d}"
    return line


def _held(term: Term) -> list[PlannedClass]:
    return [class_ for class_ in term.plan.classes if class_.story is not Story.CANCELLED]


def _candidates(term: Term, class_: PlannedClass) -> Iterator[Trainee]:
    """Those who still sit in the class."""
    for one in term.plan.trainees:
        if class_of(term.plan, one) == class_ and one.fate is not Fate.REVOKED_IN_TERM:
            yield one
