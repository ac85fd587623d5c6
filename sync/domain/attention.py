"""待处理: what people may decide about a record that was not simply taken, and what becomes of a double use."""

from __future__ import annotations

from enum import StrEnum

from sync.domain.staff import StaffRole

LONGEST_NOTE = 500


class AttentionDecision(StrEnum):
    """What a person says about a record that needs attention."""

    ACCEPT = "accept"
    """以对方为准: the centre's word stands, and we leave the class that was asked for."""
    REVIEW = "review"
    """申请复核: an officer shall look."""
    SEEN = "seen"
    """知道了: noted, nothing more to do here."""


class ConflictState(StrEnum):
    """How far a conflict has come."""

    OPEN = "open"
    REVIEW = "review"
    """An officer has been asked, and has not answered yet."""
    ANSWERED = "answered"
    """An officer has looked: what the centre had said stands."""
    FREED = "freed"
    """Who had the voucher gave it up: it can be enrolled again."""
    ACCEPTED = "accepted"
    """Who did not get the voucher has left the class to the other."""
    TAKEN_BACK = "taken_back"
    """The request was undone by the desk that made it."""
    GRANTED = "granted"
    """Who did not get the voucher at first has been enrolled since."""

    @property
    def is_over(self) -> bool:
        """Whether nobody has anything to decide any more."""
        return self in (ConflictState.ACCEPTED, ConflictState.TAKEN_BACK, ConflictState.GRANTED)


def may_settle(decision: AttentionDecision, role: StaffRole, *, own_act: bool) -> bool:
    """Who may say what: everybody notes or asks for a review; to leave a class takes its manager, or whoever made the
    scan that is given up (an assumption)."""
    return decision is not AttentionDecision.ACCEPT or own_act or role is StaffRole.CLASS_MANAGER
