"""开班反馈: from the desk or online, in time or late; every trainee of the roster is registered with it."""

from __future__ import annotations

from datetime import datetime

from tests.play import calendar
from tests.play.plan import PlannedClass, Story
from tests.play.term import Act, Place, Term

_RECORDED, _LATE = ("recorded", None), ("recorded", "reported_late")


def report_in_time(term: Term) -> None:
    """Every class but the late ones; every other one from its desk."""
    at = calendar.at(calendar.REPORTS)
    term.time(at)
    term.sync_site_by_site()
    classes = [class_ for class_ in term.plan.classes if class_.story is not Story.LATE_REPORT]
    _report(term, classes, at)


def report_late(term: Term) -> None:
    """After the deadline: kept, and told as late."""
    at = calendar.at(calendar.LATE_REPORT)
    term.time(at)
    term.sync_site_by_site()
    _report(term, [class_ for class_ in term.plan.classes if class_.story is Story.LATE_REPORT], at)


def _report(term: Term, classes: list[PlannedClass], at: datetime) -> None:
    for number, class_ in enumerate(classes):
        if number % 2:
            _online(term, class_)
        else:
            _at_the_desk(term, class_, at)
        _expect(term, class_, at)
    term.sync_site_by_site()


def _online(term: Term, class_: PlannedClass) -> None:
    answer = term.api.put(f"/v1/classes/{class_.id}/opening-report", term.manager(class_.institution), None)
    term.done(answer, "opening_report")


def _at_the_desk(term: Term, class_: PlannedClass, at: datetime) -> None:
    place: Place = (class_.institution.number, class_.desk)
    how = {"class_id": class_.id, "operator": class_.institution.managers[0]}
    receipt = _LATE if class_.story is Story.LATE_REPORT else _RECORDED
    term.at_desks([Act(place, at, "report_opening", how, rule="class_reported_in_time", receipt=receipt)])


def _expect(term: Term, class_: PlannedClass, at: datetime) -> None:
    book = term.reckoning.classes[class_.id]
    book.reported_in_time = at.astimezone(calendar.ZONE).date() <= term.reckoning.deadline(class_.id)
    for number in term.reckoning.in_class(class_.id):
        term.reckoning.vouchers[number].registered_in_time = book.reported_in_time
