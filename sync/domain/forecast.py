"""预测: whether a trainee's class hours can still reach what the class asks for.

    needed   the class's hours × `Policy.attendance_percent`, rounded up. The share is an assumption: no text fixes it.
    ahead    hours that can still be had: of sessions not over, and of hours that no session has been planned for yet
    spare    how many further sessions may be missed, the longest counted first, so that it is never told too well
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sync.domain.attendance import Account, Flag
from sync.domain.classes import Session
from sync.domain.policy import Policy

_WHOLE = 100


class Outlook(StrEnum):
    """可达标, 再缺一次不达标, 已无法达标; or it is reached already."""

    REACHED = "reached"
    WITHIN_REACH = "within_reach"
    ON_THE_EDGE = "on_the_edge"
    """One more absence and it is missed."""
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Class hours; `spare` in sessions."""

    done: int
    ahead: int
    required: int
    needed: int
    spare: int
    outlook: Outlook


def needed_hours(required: int, policy: Policy) -> int:
    """What of `required` class hours has to be attended."""
    return -(-required * policy.attendance_percent // _WHOLE)


def forecast(done: int, to_come: Iterable[int], required: int, policy: Policy, unplanned: int = 0) -> Forecast:
    """`to_come`: hours of each session that can still be attended; `unplanned`: hours without a session yet."""
    needed, longest_first = needed_hours(required, policy), sorted(to_come, reverse=True)
    ahead = sum(longest_first) + unplanned
    spare, best = 0, done + ahead
    for hours in longest_first:
        best -= hours
        if best < needed:
            break
        spare += 1
    on_the_edge = bool(longest_first) and spare == 0
    return Forecast(done, ahead, required, needed, spare, _outlook(done, ahead, needed, on_the_edge=on_the_edge))


def unplanned_hours(sessions: Sequence[Session], required: int) -> int:
    """Hours that the class asks for beyond all its sessions: they are still to be planned."""
    return max(0, required - sum(session.hours for session in sessions))


def can_be_had(account: Account | None) -> bool:
    """Whether the hours of a session that is not over are still open to somebody with this account there."""
    return account is None or Flag.NO_SIGN_OUT in account.flags


def _outlook(done: int, ahead: int, needed: int, *, on_the_edge: bool) -> Outlook:
    if done >= needed:
        return Outlook.REACHED
    if done + ahead < needed:
        return Outlook.OUT_OF_REACH
    return Outlook.ON_THE_EDGE if on_the_edge else Outlook.WITHIN_REACH
