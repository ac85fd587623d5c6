"""What marks, sources and forecasts are called: the words beside every sign of the attendance grid."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from sync.domain.attendance import Flag, LeaveKind, Mark
from sync.domain.forecast import Forecast, Outlook

translate = QCoreApplication.translate
_NOON, _EVENING = 12, 18


def mark_word(mark: Mark) -> str:
    """到, 不到, 告假, 迟到, 早退."""
    return {
        Mark.PRESENT: translate("Attendance", "Present"),
        Mark.ABSENT: translate("Attendance", "Absent"),
        Mark.LEAVE: translate("Attendance", "On leave"),
        Mark.LATE: translate("Attendance", "Late"),
        Mark.EARLY: translate("Attendance", "Left early"),
    }[mark]


def source_word(source: str | None) -> str:
    """Where a mark comes from; empty where nobody came."""
    known = {
        "desk": translate("Attendance", "at the desk"),
        "phone": translate("Attendance", "by phone"),
        "correction": translate("Attendance", "by a correction"),
    }
    return known.get(source or "", "")


def leave_word(kind: LeaveKind) -> str:
    """事假, 病假."""
    return {
        LeaveKind.PERSONAL: translate("Attendance", "Personal leave"),
        LeaveKind.SICK: translate("Attendance", "Sick leave"),
    }[kind]


def flag_words(flags: frozenset[Flag]) -> list[str]:
    """What somebody who looks ought to know beyond the mark itself."""
    words = {
        Flag.NO_SIGN_OUT: translate("Attendance", "no sign-out yet"),
        Flag.ONLY_SIGN_OUT: translate("Attendance", "only signed out"),
        Flag.AFTER_THE_END: translate("Attendance", "came after the end"),
        Flag.DOUBTFUL: translate("Attendance", "the clock was in doubt"),
        Flag.OUTSIDE: translate("Attendance", "signed in away from the room"),
        Flag.PERSONAL_LEAVE: leave_word(LeaveKind.PERSONAL),
        Flag.SICK_LEAVE: leave_word(LeaveKind.SICK),
    }
    return [words[flag] for flag in Flag if flag in flags and flag in words]


def outlook_words(forecast: Forecast) -> str:
    """What becomes of the hours, short enough for a cell."""
    match forecast.outlook:
        case Outlook.REACHED:
            return translate("Attendance", "Reached")
        case Outlook.WITHIN_REACH:
            return translate("Attendance", "Within reach")
        case Outlook.ON_THE_EDGE:
            return translate("Attendance", "1 more absence: missed")
        case _:
            return translate("Attendance", "Out of reach")


def outlook_tone(outlook: Outlook) -> str:
    """The verdict whose colours an outlook wears."""
    return {
        Outlook.REACHED: "accepted",
        Outlook.WITHIN_REACH: "accepted",
        Outlook.ON_THE_EDGE: "to_confirm",
        Outlook.OUT_OF_REACH: "refused",
    }[outlook]


def outlook_sign(outlook: Outlook) -> str:
    """So that colour is never alone."""
    return {
        Outlook.REACHED: "✓",
        Outlook.WITHIN_REACH: "✓",
        Outlook.ON_THE_EDGE: "!",
        Outlook.OUT_OF_REACH: "✕",
    }[outlook]


def half_day(hour: int) -> str:
    """上, 下 or 晚, by the hour at which a session begins."""
    if hour < _NOON:
        return translate("Attendance", "AM")
    if hour < _EVENING:
        return translate("Attendance", "PM")
    return translate("Attendance", "Eve")


def weekday(day: date) -> str:
    """一 … 日."""
    return (
        translate("Attendance", "Mon"),
        translate("Attendance", "Tue"),
        translate("Attendance", "Wed"),
        translate("Attendance", "Thu"),
        translate("Attendance", "Fri"),
        translate("Attendance", "Sat"),
        translate("Attendance", "Sun"),
    )[day.weekday()]


def month_words(day: date) -> str:
    """2026-11 in figures, for both languages."""
    return translate("Attendance", "{month}/{year}").format(month=day.month, year=day.year)
