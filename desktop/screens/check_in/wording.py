"""From an operation's result to what the card says, in the language of the window."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desktop.notices import words_of
from desktop.screens.check_in.next_step import next_step
from desktop.screens.check_in.place import Place
from desktop.widgets import site_time
from desktop.widgets.reason_words import words_for
from desktop.widgets.verdict_card import Alert, Answer
from scanner.guidance import Cause
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.show_agenda import Agenda, SessionCard
from sync.domain.forecast import Outlook
from sync.domain.verdicts import Reason, Verdict

translate = QCoreApplication.translate
_TWO = 2


def answer_for(result: CheckedIn | Enrolled, place: Place, *, can_enrol: bool = True) -> Answer:
    """The card for `result`. `can_enrol`: the code is still at hand, so enrolling may be offered."""
    words = words_for(result.reason)
    checked = result if isinstance(result, CheckedIn) else None
    step = next_step(result, place, can_enrol=can_enrol)
    return Answer(
        result.reason.verdict,
        words.sentence,
        _told_next(checked, place.zone) or words.next_step,
        name=result.name or "",
        detail=_detail(result, place.zone),
        hours=_hours(checked),
        heed=_heed(checked),
        button=step.words if step else None,
        by_enter=step is not None and step.by_enter,
        calm=result.reason in (Reason.ALREADY_SIGNED_IN, Reason.ALREADY_ENROLLED),
    )


def waiting_words(agenda: Agenda | None, session: SessionCard | None, zone: ZoneInfo) -> tuple[str, str, str]:
    """Picture, sentence and step while nobody is before the desk."""
    if session is not None:
        return (
            "scan-qr-code",
            translate("CheckIn", "Please show the voucher"),
            translate("CheckIn", "Hold the phone's code before the camera, screen bright, a hand's width away."),
        )
    return "calendar-clock", translate("CheckIn", "No session now"), _next_session(agenda, zone)


def looked_at_words(reason: Reason | None, agenda: Agenda, zone: ZoneInfo) -> tuple[str, str, str]:
    """Picture, sentence and step for a code shown while there is no session; nothing is recorded then.

    `reason` is what stands against it, None for a sound voucher.
    """
    if reason is None:
        sentence = translate("CheckIn", "The voucher is good, but there is no session now")
        return "calendar-clock", sentence, _next_session(agenda, zone)
    if reason.verdict is Verdict.TO_CONFIRM:
        sentence = translate("CheckIn", "No session now. At sign-in the centre has to confirm this code")
        return "circle-help", sentence, _next_session(agenda, zone)
    words = words_for(reason)
    return "triangle-alert", words.sentence, words.next_step


def guidance_words(crowd: int, cause: Cause | None) -> tuple[str, str]:
    """The line over the camera's picture and its tone: `crowd` vouchers in view at once, or why a code does not read.

    Several at once come first: while none is taken, nothing else is worth reading.
    """
    if crowd:
        return _crowd_words(crowd), "warn"
    words = {
        None: "",
        Cause.CLOSER: translate("CheckIn", "Move a little closer"),
        Cause.FURTHER: translate("CheckIn", "Move a little back"),
        Cause.WHOLE_CODE: translate("CheckIn", "Show the whole code"),
        Cause.BRIGHTER: translate("CheckIn", "Too dark here: more light, please"),
        Cause.LESS_REFLECTION: translate("CheckIn", "Reflection: tilt the phone a little"),
        Cause.HOLD_STILL: translate("CheckIn", "Hold still for a moment"),
        Cause.OUT_OF_FOCUS: translate("CheckIn", "Not sharp: move slowly back"),
        Cause.PHONE_BRIGHTER: translate("CheckIn", "Turn the phone's brightness up"),
    }
    return words[cause], "calm"


def _crowd_words(crowd: int) -> str:
    if crowd == _TWO:
        return translate("CheckIn", "Two vouchers in view: show one at a time")
    return translate("CheckIn", "Several vouchers: show one at a time")


def alert_for(error: Exception) -> Alert:
    """The card for a scan that could not be saved."""
    words = words_of(error)
    return Alert(
        translate("CheckIn", "Not saved"),
        translate("CheckIn", "Please ask the person to wait"),
        translate("CheckIn", "{what}. {remedy}").format(what=words.title, remedy=words.remedy),
        translate("CheckIn", "Code {code}").format(code=words.code),
        translate("CheckIn", "Try again"),
    )


def _next_session(agenda: Agenda | None, zone: ZoneInfo) -> str:
    if agenda is None or agenda.next is None:
        return translate("CheckIn", "No further session is planned. Ask the class manager.")
    when = site_time.day_and_clock(agenda.next.starts, zone, agenda.now)
    step = translate("CheckIn", "Next: {time}, {name}. F3 chooses another session.")
    return step.format(time=when, name=agenda.next.class_name)


def _detail(result: CheckedIn | Enrolled, zone: ZoneInfo) -> str:
    """When, which place in the queue, how many class hours: only what is known, and matters to this answer."""
    parts = [] if result.reason.verdict is Verdict.REFUSED else [site_time.clock(result.at, zone)]
    if isinstance(result, Enrolled):
        if result.places_left is not None and result.reason.verdict is not Verdict.REFUSED:
            parts.append(translate("CheckIn", "Places left: {n}").format(n=result.places_left))
        return " · ".join(parts)
    if result.number is not None and result.reason in (Reason.SIGNED_IN, Reason.SIGNED_IN_LATE):
        parts.append(translate("CheckIn", "No. {n} to sign in").format(n=result.number))
    if result.hours_done is not None and result.hours_required:
        hours = translate("CheckIn", "{done} of {all} class hours")
        parts.append(hours.format(done=result.hours_done, all=result.hours_required))
    if result.reason in (Reason.VOID, Reason.STATUS_LIST_OLD) and result.list_as_of is not None:
        when = site_time.day_and_clock(result.list_as_of, zone, result.at)
        parts.append(translate("CheckIn", "By the list of {time}").format(time=when))
    return " · ".join(parts)


def _hours(checked: CheckedIn | None) -> tuple[int, int] | None:
    if checked is None or checked.hours_done is None or not checked.hours_required:
        return None
    return checked.hours_done, checked.hours_required


def _told_next(checked: CheckedIn | None, zone: ZoneInfo) -> str:
    """What to do next, where the time is known at which it can be done."""
    if checked is None:
        return ""
    if checked.reason is Reason.TOO_EARLY and checked.matters.opens is not None:
        opens = site_time.day_and_clock(checked.matters.opens, zone, checked.at)
        return translate("CheckIn", "It opens at {time}. Please come back then.").format(time=opens)
    theirs = checked.other_session or checked.next_session
    if checked.reason is Reason.OTHER_CLASS and theirs is not None:
        starts = site_time.day_and_clock(theirs.starts, zone, checked.at)
        return translate("CheckIn", "Belongs to {name}, {time}.").format(name=theirs.class_name, time=starts)
    return ""


def _heed(checked: CheckedIn | None) -> str:
    """The one thing to say to the person before they go on; the most pressing one."""
    if checked is None:
        return ""
    matters = checked.matters
    if matters.outlook is Outlook.ON_THE_EDGE:
        return translate("CheckIn", "One more absence and the required hours are missed")
    if matters.outlook is Outlook.OUT_OF_REACH:
        return translate("CheckIn", "The required hours can no longer be reached")
    if matters.missed_sign_out:
        return translate("CheckIn", "Did not sign out last time")
    if matters.expires is not None:
        return translate("CheckIn", "The voucher ends on {day}").format(day=matters.expires.isoformat())
    return ""
