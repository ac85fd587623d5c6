"""How each fate signs in, session by session."""

from __future__ import annotations

from enum import StrEnum

from tests.play.fates import Fate


class Way(StrEnum):
    """One thing that happens to somebody at a session."""

    DESK = "desk"
    OTHER_DESK = "other_desk"
    BY_HAND = "by_hand"
    CARD_CODE = "card_code"
    LATE = "late"
    UNDONE = "undone"
    WRONG_DOOR = "wrong_door"
    PHONE = "phone"
    OUTSIDE = "outside"
    SICK = "sick"
    PERSONAL = "personal"
    CORRECTED_AT_ONCE = "corrected_at_once"
    CORRECTED_LATER = "corrected_later"
    DECLINED = "declined"
    WAITING = "waiting"


BY_CODE = frozenset({Way.DESK, Way.OTHER_DESK, Way.UNDONE, Way.WRONG_DOOR})
"""By a voucher's own code on the phone, before the session."""
AT_THE_DESK = BY_CODE | {Way.BY_HAND, Way.CARD_CODE}
CORRECTIONS = (Way.CORRECTED_AT_ONCE, Way.CORRECTED_LATER, Way.DECLINED, Way.WAITING)
_ALWAYS: dict[Fate, tuple[Way, ...]] = {
    Fate.BY_PHONE: (Way.PHONE,),
    Fate.BOTH_WAYS: (Way.DESK, Way.PHONE),
    Fate.BY_HAND: (Way.BY_HAND,),
}
_NEVER: tuple[Way, ...] = ()
_SOMETIMES: dict[Fate, dict[int, tuple[Way, ...]]] = {
    Fate.BOTH_DESKS: {0: (Way.DESK, Way.OTHER_DESK)},
    Fate.CARD_CODE: {2: (Way.CARD_CODE,)},
    Fate.LATE: {1: (Way.LATE,)},
    Fate.ABSENT_ONCE: {1: _NEVER},
    Fate.ABSENT_TWICE: {1: _NEVER, 2: _NEVER},
    Fate.SICK_ONCE: {1: (Way.SICK,)},
    Fate.LEAVE_TWICE: {1: (Way.PERSONAL,), 2: (Way.PERSONAL,)},
    Fate.OUTSIDE: {0: _NEVER, 1: (Way.OUTSIDE,)},
    Fate.OUTSIDE_CORRECTED: {0: _NEVER, 1: (Way.OUTSIDE, Way.CORRECTED_LATER)},
    Fate.CORRECTED_AT_ONCE: {0: _NEVER, 2: (Way.CORRECTED_AT_ONCE,)},
    Fate.CORRECTED_LATER: {0: _NEVER, 2: (Way.CORRECTED_LATER,)},
    Fate.CORRECTION_DECLINED: {0: _NEVER, 2: (Way.DECLINED,)},
    Fate.CORRECTION_WAITING: {0: _NEVER, 2: (Way.WAITING,)},
    Fate.UNDONE: {0: _NEVER, 1: (Way.UNDONE,)},
    Fate.UNDONE_AND_SCANNED: {1: (Way.UNDONE, Way.DESK)},
    Fate.WRONG_CLASS: {0: (Way.WRONG_DOOR, Way.DESK)},
}


def ways(fate: Fate, day: int) -> tuple[Way, ...]:
    """What happens to somebody of that fate at the `day`th session (from 0); nothing: absent."""
    return _SOMETIMES.get(fate, {}).get(day, _ALWAYS.get(fate, (Way.DESK,)))
