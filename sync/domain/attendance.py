"""考勤: what all that is known of one person at one session comes to, and what that makes of the class.

The account of a session, [I] where no source says otherwise:

    sign-in     The earliest standing one counts that is trusted, inside the fence and before the session's end. Where
                there is none, one by a doubtful clock counts: the person came, nobody knows when, so nothing is late.
    late        After the start by more than `late_after_minutes`.
    sign-out    The latest trusted one counts, unless a counting sign-in follows it (the person came back).
    early       Signed out before the end by more than `early_leave_minutes`. Where the policy asks for a sign-out and
                there is none, the person counts as having left early, and the hours wait for it.
    hours       The session's class hours are equal shares of its time. Each share that somebody late, or gone early,
                missed whole is not credited. Leave and absence are credited nothing.
    outside     A sign-in not known to be inside the fence is kept and flagged; it counts when a correction says so.
    leave       Excuses from coming: whoever signs in all the same was there.
    correction  The newest standing one says what the mark is; hours are then all, or for absent none. It stays to see.

The marks are those of the printed book (出勤簿).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache

from sync.domain.classes import Session
from sync.domain.policy import Policy


class Mark(StrEnum):
    """到, 不到, 告假, 迟到, 早退."""

    PRESENT = "present"
    ABSENT = "absent"
    LEAVE = "leave"
    LATE = "late"
    EARLY = "early"

    @property
    def sign(self) -> str:
        """As it is written into the book."""
        return _SIGNS[self]

    @property
    def is_there(self) -> bool:
        """Whether the person was at the session at all."""
        return self not in _NOT_THERE


_NOT_THERE = frozenset({Mark.ABSENT, Mark.LEAVE})
_SIGNS = {Mark.PRESENT: "/", Mark.ABSENT: "○", Mark.LEAVE: "×", Mark.LATE: "¢", Mark.EARLY: "△"}


CORRECTABLE = (Mark.PRESENT, Mark.LATE, Mark.EARLY, Mark.ABSENT)
"""What a mark can be corrected into: leave is taken."""


class Flag(StrEnum):
    """What a person who looks at the account ought to know."""

    LATE = "late"
    LEFT_EARLY = "left_early"
    NO_SIGN_OUT = "no_sign_out"
    ONLY_SIGN_OUT = "only_sign_out"
    AFTER_THE_END = "after_the_end"
    DOUBTFUL = "doubtful"
    OUTSIDE = "outside"
    PERSONAL_LEAVE = "personal_leave"
    SICK_LEAVE = "sick_leave"
    CORRECTION_WAITING = "correction_waiting"


class Direction(StrEnum):
    """签到, 签退."""

    IN = "in"
    OUT = "out"


class LeaveKind(StrEnum):
    """事假, 病假."""

    PERSONAL = "personal"
    SICK = "sick"


_OF_LEAVE = {LeaveKind.PERSONAL: Flag.PERSONAL_LEAVE, LeaveKind.SICK: Flag.SICK_LEAVE}


class CorrectionState(StrEnum):
    """Whether a correction counts: it waits for a second person, stands, or does not."""

    WAITING = "waiting"
    STANDING = "standing"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What somebody may do about a correction."""

    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


@dataclass(slots=True)
class Punch:
    """打卡 at a desk or by phone. `outside`: not known to be inside the fence; `undone`: taken back."""

    id: str
    at: datetime
    direction: str = Direction.IN
    doubtful: bool = False
    outside: bool = False
    undone: bool = False


@dataclass(slots=True)
class Leave:
    """请假 for one session."""

    id: str
    at: datetime
    kind: LeaveKind
    withdrawn: bool = False


@dataclass(slots=True)
class Correction:
    """补签."""

    id: str
    at: datetime
    mark: Mark
    state: CorrectionState


@dataclass(slots=True)
class Evidence:
    """All that is known of one person at one session, in whatever order it came."""

    punches: list[Punch] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


@dataclass(slots=True)  # not frozen: every punch makes one, and a frozen one takes eight times as long to make
class Account:
    """What it comes to; not changed once it is made. `came_at` and `left_at` None where nobody can say.

    `punch`, the sign-in that counts, is not compared: another one at the same time makes no other account.
    """

    mark: Mark
    hours: int
    corrected: bool = False
    flags: frozenset[Flag] = frozenset()
    punch: Punch | None = field(default=None, compare=False)
    came_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A class's sessions of one person together, in class hours.

    `held`: of sessions that are over; `done` among all; `best`: when everything still to come is attended; `forecast`:
    at the present pace. `counts` by mark over sessions that are over or have been attended already.
    """

    required: int
    held: int
    done: int
    best: int
    forecast: int
    counts: Mapping[Mark, int]

    @property
    def ratio(self) -> Fraction:
        """Hours done of those required; a class that requires none is attended."""
        return Fraction(self.done, self.required) if self.required else Fraction(1)

    def meets(self, policy: Policy) -> bool:
        """Whether `policy.attendance_percent` has been reached."""
        return self.ratio * 100 >= policy.attendance_percent

    def can_meet(self, policy: Policy) -> bool:
        """Whether it still can be."""
        return self.best * 100 >= policy.attendance_percent * self.required


def account_for(session: Session, evidence: Evidence, policy: Policy) -> Account:
    """The account of one person at `session`; see the head of the file."""
    by_punches = _by_punches(session, evidence, policy)
    account = by_punches if by_punches.mark.is_there else _by_leave(evidence, by_punches)
    flags = account.flags | _flags_of(evidence)
    if not evidence.corrections:
        account.flags = flags
        return account
    if any(one.state is CorrectionState.WAITING for one in evidence.corrections):
        flags |= {Flag.CORRECTION_WAITING}
    standing = [one for one in evidence.corrections if one.state is CorrectionState.STANDING]
    newest = max(standing, key=lambda one: (one.at, one.id), default=None)
    mark = newest.mark if newest else account.mark
    hours = account.hours if newest is None else session.hours if mark.is_there else 0
    return Account(mark, hours, newest is not None, flags, account.punch, account.came_at, account.left_at)


def needs_second_person(session: Session, at: datetime, policy: Policy) -> bool:
    """Whether a correction made at `at` has to be agreed to: past the day on which the session ended, by local time."""
    return policy.day_of(at) > policy.day_of(session.ends)


def summarise(
    sessions: Sequence[Session], accounts: Mapping[str, Account], required: int, now: datetime
) -> Summary:
    """`accounts` by session; a session without one that is over was missed. `required` class hours."""
    over = [session for session in sessions if session.ends <= now]
    to_come = [session for session in sessions if session.ends > now and _is_open(accounts.get(session.id))]
    known = [accounts[session.id] for session in sessions if session.id in accounts]
    done = sum(account.hours for account in known)
    held = sum(session.hours for session in over)
    ahead = sum(session.hours for session in to_come)
    done_of_held = sum(accounts[session.id].hours for session in over if session.id in accounts)
    pace = Fraction(done_of_held, held) if held else Fraction(1)
    counts = Counter(account.mark for account in known)
    counts[Mark.ABSENT] += sum(session.id not in accounts for session in over)
    return Summary(required, held, done, done + ahead, done + int(ahead * pace), counts)


def _is_open(account: Account | None) -> bool:
    """Whether the hours of a session that is not over can still be had."""
    return account is None or Flag.NO_SIGN_OUT in account.flags


def _by_punches(session: Session, evidence: Evidence, policy: Policy) -> Account:
    ins, outs = _standing(evidence.punches, Direction.IN), _standing(evidence.punches, Direction.OUT)
    in_time = [punch for punch in ins if punch.doubtful or punch.at < session.ends]
    if not in_time:
        flags = {Flag.AFTER_THE_END} if ins else {Flag.ONLY_SIGN_OUT} if outs else set[Flag]()
        return Account(Mark.ABSENT, 0, flags=frozenset(flags))
    first = min(in_time, key=_how_early) if len(in_time) > 1 else in_time[0]
    came = None if first.doubtful else first.at
    out = _leaving(in_time, outs) if outs else None
    left = None if out is None or out.doubtful else out.at
    late = came is not None and came - session.starts > _minutes(policy.late_after_minutes)
    early = left is not None and session.ends - left > _minutes(policy.early_leave_minutes)
    flags = ({Flag.LATE} if late else set()) | ({Flag.LEFT_EARLY} if early else set())
    if out is None and policy.sign_out_required:
        return Account(Mark.EARLY, 0, False, frozenset(flags | {Flag.NO_SIGN_OUT}), first, came, None)
    hours = _credited(session, came if late else None, left if early else None)
    mark = Mark.LATE if late else Mark.EARLY if early else Mark.PRESENT
    return Account(mark, hours, False, frozenset(flags), first, came, left)


def _how_early(punch: Punch) -> tuple[bool, datetime, str]:
    """Those by a doubtful clock last."""
    return punch.doubtful, punch.at, punch.id


@cache
def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def _by_leave(evidence: Evidence, account: Account) -> Account:
    taken = any(not leave.withdrawn for leave in evidence.leaves)
    return Account(Mark.LEAVE, 0, flags=account.flags) if taken else account


def _flags_of(evidence: Evidence) -> set[Flag]:
    flags = {_OF_LEAVE[leave.kind] for leave in evidence.leaves if not leave.withdrawn}
    for punch in evidence.punches:
        if punch.doubtful and not punch.undone:
            flags.add(Flag.DOUBTFUL)
        if punch.outside and not punch.undone:
            flags.add(Flag.OUTSIDE)
    return flags


def _standing(punches: Iterable[Punch], direction: Direction) -> list[Punch]:
    return [one for one in punches if one.direction == direction and not one.undone and not one.outside]


def _leaving(ins: Sequence[Punch], outs: Sequence[Punch]) -> Punch | None:
    """The sign-out that counts; one by a doubtful clock where there is no other."""
    last_in = max((punch.at for punch in ins if not punch.doubtful), default=None)
    last = [out for out in outs if out.doubtful or last_in is None or out.at >= last_in]
    return max(last, key=lambda out: (not out.doubtful, out.at, out.id), default=None)


def _credited(session: Session, late: datetime | None, early: datetime | None) -> int:
    length = session.ends - session.starts
    if length <= timedelta() or (late is None and early is None):
        return session.hours
    missed_first = (late - session.starts) * session.hours // length if late else 0
    missed_last = (session.ends - early) * session.hours // length if early else 0
    return max(0, session.hours - missed_first - missed_last)
