"""What may happen to a trainee in a term: each fate makes one rule of the scheme bite."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """Of somebody enrolled in a class. Unless a fate says otherwise, a desk's scan at every session, and a pass."""

    STEADY = "steady"
    BY_PHONE = "by_phone"
    """Signs in by location at every session."""
    BOTH_WAYS = "both_ways"
    """Desk and phone at every session: one attendance."""
    BOTH_DESKS = "both_desks"
    """Scanned at both of the site's desks: one attendance."""
    BY_HAND = "by_hand"
    """No phone: the clerk finds the person in the roster."""
    CARD_CODE = "card_code"
    """Shows the national card's own code once, while nobody can read it: the record waits and is settled later."""
    LATE = "late"
    ABSENT_ONCE = "absent_once"
    ABSENT_TWICE = "absent_twice"
    SICK_ONCE = "sick_once"
    LEAVE_TWICE = "leave_twice"
    OUTSIDE = "outside"
    """Absent once, and once signed in from outside the fence: too few hours."""
    OUTSIDE_CORRECTED = "outside_corrected"
    CORRECTED_AT_ONCE = "corrected_at_once"
    CORRECTED_LATER = "corrected_later"
    """A correction past the day, approved by a second person."""
    CORRECTION_DECLINED = "correction_declined"
    CORRECTION_WAITING = "correction_waiting"
    UNDONE = "undone"
    """Absent once, and once scanned by mistake and undone: too few hours."""
    UNDONE_AND_SCANNED = "undone_and_scanned"
    WRONG_CLASS = "wrong_class"
    """Goes to another class's door first."""
    RESIT = "resit"
    FAILS = "fails"
    MISSES_ASSESSMENT = "misses_assessment"
    NO_CERTIFICATE = "no_certificate"
    REVOKED_IN_TERM = "revoked_in_term"
    REVOKED_BEFORE_CHECK = "revoked_before_check"
    LATE_ADDITION = "late_addition"
    """Enrolled after the class was reported and the deadline had passed."""
    NO_ACCOUNT = "no_account"
    """The money waits until the bank account is known."""
    RETURNED = "returned"
    """The bank returns the money once."""
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    DOUBLE_USE = "double_use"
    """Asks for a place at two institutions whose desks are offline."""
    ASKS_TWICE = "asks_twice"
    """Wants a second voucher for the same occupation and level."""


class Bystander(StrEnum):
    """Of somebody who never sits in a class with a subsidy."""

    TOO_YOUNG = "too_young"
    NOT_RESIDENT = "not_resident"
    UNKNOWN_EMPLOYMENT = "unknown_employment"
    TOO_LATE = "too_late"
    """Applies when the campaign has run out."""
    SIGN_IN_ONLY = "sign_in_only"
    UNUSED = "unused"
    """Claims and never uses."""
    UNUSED_SHORT = "unused_short"
    """The same, with a voucher that runs out within the term."""
    REVOKED_UNUSED = "revoked_unused"


ORDER = tuple(Fate)
NEEDS_A_SISTER_CLASS = frozenset({Fate.TRANSFERRED})
NEEDS_A_RIVAL = frozenset({Fate.DOUBLE_USE})
"""A class of the same project at another institution."""
PICKY = NEEDS_A_SISTER_CLASS | NEEDS_A_RIVAL | {Fate.NO_ACCOUNT, Fate.RETURNED, Fate.ASKS_TWICE}
"""These happen in the welders' classes only: the money goes to the person, and another project has the same subject."""
