"""All that this PC knows of a class's marks, put together for whoever shows or counts them. Not an act of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from sync.desk.store import classes, marks
from sync.desk.store.marks import FedMark, KeptCorrection, KeptLeave, OwnPunch, Place
from sync.desk.store.store import Transaction
from sync.domain.attendance import (
    Account,
    Correction,
    CorrectionState,
    Decision,
    Direction,
    Evidence,
    Leave,
    LeaveKind,
    Mark,
    Punch,
    account_for,
    needs_second_person,
)
from sync.domain.classes import Session
from sync.domain.ids import ClassId, SessionId, StaffId, VoucherNo
from sync.domain.masking import mask_name
from sync.domain.policy import Policy
from sync.domain.trusted_time import Grade
from sync.errors import MalformedMessage
from sync.protocol.facts import Fact
from sync.protocol.payloads import (
    PAYLOADS,
    AttendanceCorrected,
    CorrectionDecided,
    LeaveTaken,
    LeaveWithdrawn,
    Payload,
)

T = TypeVar("T", KeptCorrection, KeptLeave)
_DESK, _CORRECTION = "desk", "correction"
_STATES = {
    Decision.APPROVE: CorrectionState.STANDING,
    Decision.DECLINE: CorrectionState.DECLINED,
    Decision.WITHDRAW: CorrectionState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Happening:
    """A correction (`mark`) or a leave (`leave`) at one place, as it stands now; a leave stands or is withdrawn.

    `operator` and `decided_by` are masked; `own`: made by the person who looks. `sent`: the centre has it as told.
    """

    id: str
    reason: str
    operator: str
    own: bool
    at: datetime
    sent: bool
    state: CorrectionState
    mark: Mark | None = None
    leave: LeaveKind | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class KnownMarks:
    """By place. `touched`: where this desk did something that the feed does not speak for yet."""

    fed: Mapping[Place, FedMark]
    punched: Mapping[Place, Sequence[OwnPunch]]
    corrections: Mapping[Place, Sequence[KeptCorrection]]
    leaves: Mapping[Place, Sequence[KeptLeave]]
    touched: frozenset[Place]
    happenings: Mapping[Place, tuple[Happening, ...]]
    names: Mapping[VoucherNo, str]
    """Of people who signed in here, unmasked."""

    def judge(self, session: Session, place: Place, policy: Policy) -> tuple[Account, str | None, str | None]:
        """What all of it comes to, by which source, and at which device (None: here, or nobody knows)."""
        fed, own = self.fed.get(place), self.punched.get(place, ())
        punches = [*_fed_punches(fed), *(_punch(one) for one in own)]
        corrections = [Correction(one.id, one.at, one.mark, one.state) for one in self.corrections.get(place, ())]
        leaves = [Leave(one.id, one.at, one.kind, one.withdrawn) for one in self.leaves.get(place, ())]
        account = account_for(session, Evidence(punches, leaves, corrections), policy)
        if account.punch is None:
            return account, None, None
        if account.punch.id == _FED and fed is not None:
            return account, fed.source, fed.device
        return account, _DESK, None


def read_known(
    tx: Transaction, class_id: ClassId, sessions: Sequence[Session], policy: Policy, operator: StaffId | None = None
) -> KnownMarks:
    """Everything of one class. `operator`: who looks."""
    taken_back = marks.taken_back(tx, class_id)
    fed = {one.place: one for one in marks.fed_marks(tx, class_id) if one.place not in taken_back}
    punched: defaultdict[Place, list[OwnPunch]] = defaultdict(list)
    for one in marks.own_punches(tx, class_id):
        punched[one.place].append(one)
    amended = _Amended(marks.fed_corrections(tx, class_id), marks.fed_leaves(tx, class_id))
    by_id = {session.id: session for session in sessions}
    for fact in marks.own_amendments(tx):
        amended.go_on(fact, by_id, policy)
    staff = {one.id: mask_name(one.name) for one in classes.all_staff(tx)}
    return KnownMarks(
        fed,
        punched,
        _by_place(amended.corrections.values()),
        _by_place(amended.leaves.values()),
        frozenset({*taken_back, *punched, *amended.touched}),
        amended.happenings(staff, operator),
        {one.place[1]: one.name for ones in punched.values() for one in ones if one.name},
    )


class _Amended:
    """Corrections and leaves of the feed, and on top of them what was done here since."""

    def __init__(self, corrections: Sequence[KeptCorrection], leaves: Sequence[KeptLeave]) -> None:
        self.corrections = {one.id: one for one in corrections}
        self.leaves = {one.id: one for one in leaves}
        self.touched: set[Place] = set()
        self._unsent: set[str] = set()

    def go_on(self, fact: Fact, sessions: Mapping[SessionId, Session], policy: Policy) -> None:
        """One more act of this desk, of whatever class."""
        said = _read(fact)
        match said:
            case AttendanceCorrected() if said.session_id in sessions and fact.header.id not in self.corrections:
                made = _correction(fact, said, sessions[SessionId(said.session_id)], policy)
                self.corrections[made.id] = made
                self._touch(made.id, made.place)
            case CorrectionDecided() if said.correction in self.corrections:
                decided = self.corrections[said.correction]
                self.corrections[decided.id] = _decided(decided, Decision(said.decision), fact.header.operator)
                self._touch(decided.id, decided.place)
            case LeaveTaken() if said.session_id in sessions and fact.header.id not in self.leaves:
                taken = _leave(fact, said)
                self.leaves[taken.id] = taken
                self._touch(taken.id, taken.place)
            case LeaveWithdrawn() if said.leave in self.leaves:
                ended = replace(self.leaves[said.leave], withdrawn=True)
                self.leaves[ended.id] = ended
                self._touch(ended.id, ended.place)

    def _touch(self, id_: str, place: Place) -> None:
        self.touched.add(place)
        self._unsent.add(id_)

    def happenings(
        self, staff: Mapping[StaffId, str], operator: StaffId | None
    ) -> dict[Place, tuple[Happening, ...]]:
        """By place, the oldest first."""
        found: defaultdict[Place, list[Happening]] = defaultdict(list)
        for one in self.corrections.values():
            by = staff.get(one.decided_by) if one.decided_by else None
            told = self._told(one, staff, operator, one.state)
            found[one.place].append(replace(told, mark=one.mark, decided_by=by))
        for leave in self.leaves.values():
            state = CorrectionState.WITHDRAWN if leave.withdrawn else CorrectionState.STANDING
            found[leave.place].append(replace(self._told(leave, staff, operator, state), leave=leave.kind))
        return {place: tuple(sorted(ones, key=lambda one: (one.at, one.id))) for place, ones in found.items()}

    def _told(
        self,
        one: KeptCorrection | KeptLeave,
        staff: Mapping[StaffId, str],
        operator: StaffId | None,
        state: CorrectionState,
    ) -> Happening:
        who, own, sent = staff.get(one.operator, ""), one.operator == operator, one.id not in self._unsent
        return Happening(one.id, one.reason, who, own, one.at, sent, state)


def _read(fact: Fact) -> Payload | None:
    """What the fact says; None for a form that another version of this program wrote."""
    try:
        return PAYLOADS[fact.header.type].from_map(fact.payload)
    except (KeyError, MalformedMessage):
        return None


def _correction(fact: Fact, said: AttendanceCorrected, session: Session, policy: Policy) -> KeptCorrection:
    moment = fact.header.moment
    waits = moment.grade is Grade.DOUBTFUL or needs_second_person(session, moment.best, policy)
    state = CorrectionState.WAITING if waits else CorrectionState.STANDING
    place = session.id, VoucherNo(said.voucher_no)
    return KeptCorrection(
        fact.header.id, place, Mark(said.mark), said.reason, fact.header.operator, moment.best, state, None
    )


def _decided(correction: KeptCorrection, decision: Decision, operator: StaffId) -> KeptCorrection:
    """What the centre makes of it too: only what waits is decided; what was declined is not withdrawn."""
    if decision is Decision.WITHDRAW:
        declined = correction.state is CorrectionState.DECLINED
        return correction if declined else replace(correction, state=CorrectionState.WITHDRAWN)
    if correction.state is not CorrectionState.WAITING:
        return correction
    return replace(correction, state=_STATES[decision], decided_by=operator)


def _leave(fact: Fact, said: LeaveTaken) -> KeptLeave:
    place = SessionId(said.session_id), VoucherNo(said.voucher_no)
    header = fact.header
    return KeptLeave(header.id, place, LeaveKind(said.kind), said.reason, header.operator, header.moment.best, False)


_FED = ""
"""Stands for the sign-in of the centre's account, whose own id the feed does not tell."""
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Of a sign-in that counts nowhere: only its flag is told on."""


def _fed_punches(fed: FedMark | None) -> list[Punch]:
    if fed is None:
        return []
    flags = fed.flags.split(",")
    doubtful = "doubtful" in flags
    found = []
    if fed.at is not None and fed.source != _CORRECTION:
        found.append(Punch(_FED, fed.at, doubtful=doubtful))
    elif "outside" in flags:
        found.append(Punch(_FED, _NO_TIME, outside=True))
    if fed.left_at is not None:
        found.append(Punch(_FED, fed.left_at, Direction.OUT))
    return found


def _punch(one: OwnPunch) -> Punch:
    return Punch(one.fact_id, one.at, Direction.OUT if one.leaves else Direction.IN, one.doubtful)


def _by_place(ones: Iterable[T]) -> dict[Place, list[T]]:
    found: defaultdict[Place, list[T]] = defaultdict(list)
    for one in ones:
        found[one.place].append(one)
    return found
