"""Which act the card offers after an answer; each has its words here and its deed in the view."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from desktop.screens.check_in.place import Place
from desktop.widgets import site_time
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.enrol_trainee import Enrolled
from sync.domain.verdicts import Reason

translate = QCoreApplication.translate
_LONGEST_NAME = 24


class Act(StrEnum):
    """What the card's button does."""

    CHANGE_SESSION = "change_session"
    ENROL = "enrol"
    UNDO_EARLIER = "undo_earlier"
    FETCH = "fetch"
    FETCH_AND_REPEAT = "fetch_and_repeat"
    FIND = "find"
    CHOOSE_SESSION = "choose_session"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Step:
    """`by_enter` False: Enter and Space leave it alone, because what it takes away is easily missed in a queue."""

    act: Act
    words: str
    by_enter: bool = True


_UNREADABLE = (
    Reason.NOT_A_VOUCHER,
    Reason.MALFORMED_CODE,
    Reason.BAD_SIGNATURE,
    Reason.KEY_REVOKED,
    Reason.KEY_NOT_ALLOWED,
    Reason.UNKNOWN_AT_CENTRE,
)
_BY_LISTS = (Reason.VOID, Reason.ALREADY_USED, Reason.NOT_CLAIMED)
"""Refusals that newer lists may take back."""
_OLD_LISTS = (Reason.ROSTER_OLD, Reason.STATUS_LIST_OLD, Reason.NO_STATUS_LIST, Reason.KEY_UNKNOWN)
_ANOTHER = (Reason.CLASS_FULL, Reason.CLASS_CANCELLED, Reason.CLASS_CLOSED, Reason.OTHER_PROJECT, Reason.TOO_EARLY)


def next_step(result: CheckedIn | Enrolled, place: Place, *, can_enrol: bool) -> Step | None:
    """`can_enrol`: the code is still at hand."""
    reason = result.reason
    if isinstance(result, CheckedIn):
        if reason is Reason.OTHER_CLASS:
            return _to_their_session(result, place)
        if reason is Reason.NOT_ENROLLED:
            return Step(Act.ENROL, _enrol_words(place.other_class)) if can_enrol else None
        if reason is Reason.ALREADY_SIGNED_IN and result.matters.earlier is not None:
            return Step(Act.UNDO_EARLIER, translate("CheckIn", "Undo the sign-in"), by_enter=False)
        if reason is Reason.SESSION_OVER and place.has_attendance:
            return Step(Act.CORRECT, translate("CheckIn", "To the attendance sheet"))
        if reason in _UNREADABLE:
            return Step(Act.FIND, translate("CheckIn", "Find the person by hand"))
    if reason in _BY_LISTS:
        return Step(Act.FETCH_AND_REPEAT, translate("CheckIn", "Ask the centre again"))
    if reason in _OLD_LISTS:
        return Step(Act.FETCH, translate("CheckIn", "Fetch the newest lists"))
    return Step(Act.CHOOSE_SESSION, translate("CheckIn", "Choose another session")) if reason in _ANOTHER else None


def _enrol_words(other_class: str) -> str:
    """Whoever chose another session since must see that the button still means the class of the scan."""
    if not other_class:
        return translate("CheckIn", "Enrol in this class")
    name = other_class if len(other_class) <= _LONGEST_NAME else f"{other_class[: _LONGEST_NAME - 1]}…"
    return translate("CheckIn", "Enrol in {name}").format(name=name)


def _to_their_session(result: CheckedIn, place: Place) -> Step | None:
    if result.other_session is None:
        return None
    starts = site_time.clock(result.other_session.starts, place.zone)
    words = translate("CheckIn", "Change to the {time} session").format(time=starts)
    return Step(Act.CHANGE_SESSION, words)
