"""出勤簿: what is known of some places (a session and a voucher), and what their accounts become when more is known.

An account is judged by the policy in force when something new came; what is left alone keeps its mark under any later
policy. Whoever keeps sums of hours is told of each change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sync.central.news import published
from sync.domain.attendance import (
    Account,
    Correction,
    Evidence,
    Leave,
    Mark,
    Punch,
    account_for,
)
from sync.domain.classes import Session
from sync.domain.ids import DeviceId, SessionId
from sync.domain.policy import Policy
from sync.protocol.changes import Change

Place = tuple[SessionId, int]
"""A session and a voucher's number."""


@dataclass(slots=True, kw_only=True)
class KeptPunch(Punch):
    """With its place and where it came from: `source` desk or phone."""

    session_id: SessionId
    voucher_no: int
    source: str
    device: DeviceId

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.session_id, self.voucher_no


@dataclass(slots=True, kw_only=True)
class KeptLeave(Leave):
    """With its place, and who took and withdrew it."""

    session_id: SessionId
    voucher_no: int
    reason: str
    operator: str
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.session_id, self.voucher_no


@dataclass(slots=True, kw_only=True)
class KeptCorrection(Correction):
    """With its place, and who proposed, decided and withdrew it."""

    session_id: SessionId
    voucher_no: int
    reason: str
    operator: str
    policy_version: int
    decided_by: str | None = None
    decided_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.session_id, self.voucher_no


@dataclass
class Book:
    """Open while one batch or request is judged. `hours_moved` is told the session, the voucher and how many more."""

    policy: Policy
    hours_moved: Callable[[Session, int, int], None]
    sessions: dict[SessionId, Session] = field(default_factory=dict)
    cancelled: set[SessionId] = field(default_factory=set)
    """Sessions at which nothing counts: what is known of them is kept, and comes to nothing."""
    evidence: defaultdict[Place, Evidence] = field(default_factory=lambda: defaultdict(Evidence))
    accounts: dict[Place, Account] = field(default_factory=dict)
    """As they were kept, then as they became."""
    punches: dict[str, KeptPunch] = field(default_factory=dict)
    corrections: dict[str, KeptCorrection] = field(default_factory=dict)
    leaves: dict[str, KeptLeave] = field(default_factory=dict)

    # what changed
    new_punches: list[KeptPunch] = field(default_factory=list)
    undone_punches: list[KeptPunch] = field(default_factory=list)
    new_corrections: dict[str, KeptCorrection] = field(default_factory=dict)
    changed_corrections: dict[str, KeptCorrection] = field(default_factory=dict)
    new_leaves: dict[str, KeptLeave] = field(default_factory=dict)
    changed_leaves: dict[str, KeptLeave] = field(default_factory=dict)
    judged: dict[Place, Account | None] = field(default_factory=dict)
    news: list[Change] = field(default_factory=list)

    def know(self, thing: KeptPunch | KeptLeave | KeptCorrection) -> None:
        """Take something in that the record holds already."""
        evidence = self.evidence[thing.place]
        match thing:
            case KeptPunch():
                self.punches[thing.id] = thing
                evidence.punches.append(thing)
            case KeptLeave():
                self.leaves[thing.id] = thing
                evidence.leaves.append(thing)
            case KeptCorrection():
                self.corrections[thing.id] = thing
                evidence.corrections.append(thing)

    def add_punch(self, punch: KeptPunch) -> bool:
        """Note a punch; whether it is the first of its direction that may count there."""
        place = punch.place
        known = self.evidence[place].punches
        others = [one for one in known if one.direction == punch.direction and not one.undone and not one.outside]
        known.append(punch)
        self.punches[punch.id] = punch
        self.new_punches.append(punch)
        self._judge(place, newest=punch)
        return not others

    def undo_punch(self, punch: KeptPunch) -> None:
        """Another punch of the same person counts now, or none."""
        if not punch.undone:
            punch.undone = True
            self.undone_punches.append(punch)
            self._judge(punch.place, anew=True)

    def add_correction(self, correction: KeptCorrection) -> None:
        """Note a correction; whether it counts its state says."""
        self.know(correction)
        self.new_corrections[correction.id] = correction
        self._correction_told(correction)

    def correction_changed(self, correction: KeptCorrection) -> None:
        """Somebody decided about it or withdrew it."""
        if correction.id not in self.new_corrections:
            self.changed_corrections[correction.id] = correction
        self._correction_told(correction)

    def add_leave(self, leave: KeptLeave) -> None:
        """Note a leave."""
        self.know(leave)
        self.new_leaves[leave.id] = leave
        self._leave_told(leave)

    def leave_changed(self, leave: KeptLeave) -> None:
        """Somebody withdrew it."""
        if leave.id not in self.new_leaves:
            self.changed_leaves[leave.id] = leave
        self._leave_told(leave)

    def judge_all(self) -> None:
        """Every place anew, as when sessions were moved."""
        for place in sorted(self.evidence):
            self._judge(place)

    def _correction_told(self, correction: KeptCorrection) -> None:
        self.news.append(published.correction_change(self.sessions[correction.session_id].class_id, correction))
        self._judge(correction.place)

    def _leave_told(self, leave: KeptLeave) -> None:
        self.news.append(published.leave_change(self.sessions[leave.session_id].class_id, leave))
        self._judge(leave.place)

    def _judge(self, place: Place, *, newest: KeptPunch | None = None, anew: bool = False) -> None:
        """`newest` may be the punch that counts now, `anew`: another one, though the account stays the same."""
        session = self.sessions[place[0]]
        before = self.accounts.get(place)
        found = None if session.id in self.cancelled else account_for(session, self.evidence[place], self.policy)
        after = None if found is None or _says_nothing(found) else found
        if after == before and not anew and (newest is None or after is None or after.punch is not newest):
            return
        self.judged[place] = after
        if after is None:
            self.accounts.pop(place, None)
        else:
            self.accounts[place] = after
        self._tell(session, place, before, after)
        hours = (after.hours if after else 0) - (before.hours if before else 0)
        if hours:
            self.hours_moved(session, place[1], hours)

    def _tell(self, session: Session, place: Place, before: Account | None, after: Account | None) -> None:
        """Who was there is told as attendance; of anyone else only what is known: older desks count every
        attendance."""
        was_there, is_there = before is not None and before.mark.is_there, after is not None and after.mark.is_there
        if was_there and not is_there:
            self.news.append(published.attendance_gone(*place))
        if before is not None and not was_there and (is_there or after is None):
            self.news.append(published.absence_gone(*place))
        if after is not None:
            change = published.attendance_change if is_there else published.absence_change
            self.news.append(change(session, place[1], after))


def _says_nothing(account: Account) -> bool:
    """Whoever was not there and of whom nothing else is known needs no account."""
    return account.mark is Mark.ABSENT and not account.corrected and not account.flags
