"""What the classes screen says: how a class, its report, a session or a result stands; never by colour alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desktop.widgets import site_time
from desktop.widgets.receipt_words import words_of_code
from sync.desk.operations.show_class import SessionLine, SessionStage
from sync.desk.operations.show_classes import ClassRow, Opening, OpeningStage
from sync.desk.operations.show_results import ResultStage, SheetLine
from sync.desk.operations.show_roster import RosterState
from sync.domain.classes import ClassState
from sync.domain.opening import OpeningPoint
from sync.protocol.receipts import ReceiptCode

translate = QCoreApplication.translate
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_SOON = timedelta(days=1)
Mark = tuple[str, str]
"""Words with their sign, and the tone of the ground behind them (`#mark[verdict=…]` of the style sheet)."""


def days(row: ClassRow, zone: ZoneInfo) -> str:
    """11-26 – 12-20, with the year only where it is not the same."""
    if row.begins is None or row.ends is None:
        return translate("Classes", "No sessions yet")
    first, last = row.begins.astimezone(zone), row.ends.astimezone(zone)
    form = "%m-%d" if first.year == last.year else "%Y-%m-%d"
    return first.strftime(form) if first.date() == last.date() else f"{first.strftime(form)} – {last.strftime(form)}"


def places(row: ClassRow) -> str:
    """24 / 40 people."""
    return translate("Classes", "{n} / {all} people").format(n=row.enrolled, all=row.capacity)


def class_mark(row: ClassRow, now: datetime) -> Mark:
    """Whether the class runs; what people look for in the list is the report, as long as one is due."""
    if row.cancelling:
        return "… " + translate("Classes", "Cancelled here, waiting for the centre"), "to_confirm"
    if row.state is ClassState.CANCELLED:
        return "✕ " + translate("Classes", "Cancelled"), "undone"
    if row.state is ClassState.CLOSED:
        return "✓ " + translate("Classes", "Closed"), "undone"
    if row.ends is not None and row.ends < now:
        return "✓ " + translate("Classes", "Over"), "undone"
    if row.begins is not None and row.begins <= now:
        return "● " + translate("Classes", "Running"), "accepted"
    return "○ " + translate("Classes", "Not begun"), "undone"


def opening_mark(opening: Opening, now: datetime) -> Mark:
    """How the opening report stands, in a few words."""
    due = opening.due
    match opening.stage:
        case OpeningStage.NOT_NEEDED:
            return "– " + translate("Classes", "Not needed"), "undone"
        case OpeningStage.IN_TIME:
            return "✓ " + translate("Classes", "Reported in time"), "accepted"
        case OpeningStage.LATE:
            return "! " + translate("Classes", "Reported late"), "to_confirm"
        case OpeningStage.SENT:
            return "… " + translate("Classes", "Sent, waiting for the receipt"), "to_confirm"
        case OpeningStage.REFUSED:
            return "✕ " + translate("Classes", "Not taken"), "refused"
        case OpeningStage.OVERDUE:
            return "! " + translate("Classes", "Report overdue"), "refused"
    if due is None:
        return "○ " + translate("Classes", "To be reported"), "undone"
    left = translate("Classes", "Due in {time}").format(time=span(due - now))
    return "◷ " + left, "to_confirm" if due - now < _SOON else "undone"


def opening_headline(opening: Opening, now: datetime) -> str:
    """The same as a sentence over the checklist."""
    match opening.stage:
        case OpeningStage.NOT_NEEDED:
            return translate("Classes", "The class is cancelled: nothing to report")
        case OpeningStage.IN_TIME:
            return translate("Classes", "The class is reported, in time")
        case OpeningStage.LATE:
            return translate("Classes", "The class is reported, but late")
        case OpeningStage.SENT:
            return translate("Classes", "The report is sent; the receipt has not come yet")
        case OpeningStage.REFUSED:
            return translate("Classes", "The centre did not take the report")
        case OpeningStage.OVERDUE:
            return translate("Classes", "The report is overdue: send it now all the same")
    if opening.due is None:
        return translate("Classes", "The class is to be reported before it begins")
    return translate("Classes", "{time} left for the report").format(time=span(opening.due - now))


def opening_story(opening: Opening, zone: ZoneInfo) -> str:
    """Until when, sent when, answered when and how."""
    lines = []
    if opening.due is not None:
        lines.append(translate("Classes", "Due by {at}").format(at=site_time.whole(opening.due, zone)))
    if opening.reported_at is not None:
        lines.append(translate("Classes", "Reported {at}").format(at=site_time.whole(opening.reported_at, zone)))
    if opening.answered_at is not None:
        lines.append(
            translate("Classes", "Receipt of the centre {at}").format(at=site_time.whole(opening.answered_at, zone))
        )
    if opening.code is not None:
        lines.append(words_of_code(opening.code).sentence)
    return " · ".join(lines)


def point_words(point: OpeningPoint, row: ClassRow) -> tuple[str, str]:
    """A point of the checklist: what it asks, and what there is where it is not met."""
    return {
        OpeningPoint.NO_SESSION: (
            translate("Classes", "Sessions are set"),
            translate("Classes", "The centre has sent no session yet: ask it to set them"),
        ),
        OpeningPoint.NO_ROOM: (
            translate("Classes", "Every session has a room"),
            translate("Classes", "A session has no room"),
        ),
        OpeningPoint.NO_TEACHER: (
            translate("Classes", "Every session has a teacher"),
            translate("Classes", "A session has no teacher"),
        ),
        OpeningPoint.HOURS_SHORT: (
            translate("Classes", "Class hours are enough"),
            translate("Classes", "{n} of {all} class hours planned: ask the centre for more sessions"),
        ),
        OpeningPoint.NOBODY_ENROLLED: (
            translate("Classes", "Trainees are enrolled"),
            translate("Classes", "Nobody is enrolled yet"),
        ),
        OpeningPoint.TOO_MANY_TRAINEES: (
            translate("Classes", "The class is not overfull"),
            translate("Classes", "{people} are enrolled: move some to another class"),
        ),
    }[point]


def session_mark(line: SessionLine) -> Mark:
    """How a session stands."""
    if line.refused is not None:
        return "✕ " + words_of_code(line.refused).sentence, "refused"
    return {
        SessionStage.PLANNED: ("○ " + translate("Classes", "Planned"), "undone"),
        SessionStage.ON: ("● " + translate("Classes", "On now"), "accepted"),
        SessionStage.OVER: ("✓ " + translate("Classes", "Held"), "undone"),
        SessionStage.CHANGING: ("… " + translate("Classes", "Changed, waiting for the centre"), "to_confirm"),
        SessionStage.CANCELLING: ("… " + translate("Classes", "Cancelled, waiting for the centre"), "to_confirm"),
    }[line.stage]


def result_mark(line: SheetLine) -> Mark:
    """How a result stands at the centre."""
    if line.code is not None:
        return "✕ " + words_of_code(line.code).sentence, "refused"
    return {
        ResultStage.TO_ENTER: ("", "undone"),
        ResultStage.WAITING: ("… " + translate("Classes", "Waiting for the centre"), "to_confirm"),
        ResultStage.RECORDED: ("✓ " + translate("Classes", "Recorded"), "accepted"),
        ResultStage.REFUSED: ("✕ " + translate("Classes", "Not taken"), "refused"),
    }[line.stage]


def people_words(state: RosterState) -> Mark:
    """A state of people on the roster."""
    return {
        RosterState.EXPECTED: ("○ " + translate("Classes", "Announced, no voucher read yet"), "undone"),
        RosterState.ENROLLED: ("✓ " + translate("Classes", "Enrolled"), "accepted"),
        RosterState.PENDING: ("… " + translate("Classes", "Enrolled here, waiting for the centre"), "undone"),
        RosterState.TO_CONFIRM: ("? " + translate("Classes", "To be confirmed by the centre"), "to_confirm"),
        RosterState.CONFLICT: ("⚑ " + translate("Classes", "In conflict with another class"), "refused"),
        RosterState.REJECTED: ("✕ " + translate("Classes", "Not granted by the centre"), "refused"),
    }[state]


def refusal(code: ReceiptCode) -> str:
    """Why something cannot be done, and what helps."""
    words = words_of_code(code)
    stop = ". " if words.sentence.isascii() else "。"
    return words.sentence + stop + words.next_step


def span(left: timedelta) -> str:
    """2 days 4 hours; under a day hours and minutes."""
    minutes = max(0, int(left.total_seconds()) // 60)
    if left >= _DAY:
        return translate("Classes", "{d} d {h} h").format(d=left.days, h=(minutes // 60) % 24)
    return translate("Classes", "{h} h {m} min").format(h=minutes // 60, m=minutes % 60)
