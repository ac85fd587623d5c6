"""考勤表: a class's trainees × sessions, by the feed and this desk's own acts together, with each one's forecast.

The centre's account of a place stands as it came. Only where this desk did something there that the feed does not speak
for yet, the place is judged anew from all that is known here, by the same rule as the centre's
(`sync.domain.attendance`).
A session that is over and of which nothing is known was missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sync.desk.operations.attendance_known import Happening, KnownMarks, read_known
from sync.desk.operations.desk import Desk
from sync.desk.store import classes, roster, scans
from sync.desk.store.marks import FedMark, Place
from sync.desk.store.store import Transaction
from sync.domain.attendance import Account, CorrectionState, Flag, Mark
from sync.domain.classes import Session
from sync.domain.forecast import Forecast, can_be_had, forecast, unplanned_hours
from sync.domain.ids import ClassId, DeviceId, SessionId, StaffId, VoucherNo
from sync.domain.masking import mask_name
from sync.domain.policy import Policy
from sync.errors import UnknownThing

__all__ = ["AttendanceBook", "Cell", "Happening", "PersonMarks", "SessionHead", "counts_of", "show_attendance"]
_NO_FLAGS: frozenset[Flag] = frozenset()


class Cell(NamedTuple):
    """One person at one session. `mark` None: still to come. `source` desk, phone or correction; None: nobody came.

    `wanted`: what a correction that waits for approval asks for. `sent` false: partly this desk's word alone.
    """

    mark: Mark | None
    hours: int = 0
    source: str | None = None
    corrected: bool = False
    wanted: Mark | None = None
    flags: frozenset[Flag] = _NO_FLAGS
    at: datetime | None = None
    left_at: datetime | None = None
    device: str | None = None
    sent: bool = True
    happenings: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionHead:
    """A column; `day` at the site."""

    id: SessionId
    starts: datetime
    ends: datetime
    hours: int
    day: date


@dataclass(frozen=True, slots=True)
class PersonMarks:
    """A row; `name` is masked, "" where only the number is known. `guest`: came, but is not on the roster."""

    voucher_no: VoucherNo
    name: str
    guest: bool
    forecast: Forecast
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AttendanceBook:
    """`months`: in which there are sessions, the first day of each. `percent` is the policy's, an assumption."""

    class_id: ClassId
    class_name: str
    zone: ZoneInfo
    now: datetime
    percent: int
    months: tuple[date, ...]
    sessions: tuple[SessionHead, ...]
    people: tuple[PersonMarks, ...]
    device: DeviceId
    """This PC."""


def show_attendance(
    desk: Desk, class_id: ClassId, month: date | None = None, operator: StaffId | None = None
) -> AttendanceBook:
    """`month`: only its sessions (any day of it); None: all. Forecasts are over all sessions all the same.

    `operator`: who looks. Raises UnknownThing or the StoreError tree.
    """
    now = desk.clock.read().best
    with desk.reading() as tx:
        found = classes.find_class(tx, class_id)
        if found is None:
            raise UnknownThing("class")
        known, policy = found[0], desk.lists.read(tx).policy
        sessions = classes.sessions_of(tx, class_id)
        people = _people(tx, class_id)
        marks = read_known(tx, class_id, sessions, policy, operator)
    reader = _Reader(sessions, marks, policy, now, known.required_hours)
    lines = [reader.line(person) for person in (*people, *_guests(marks, people))]
    heads = [SessionHead(one.id, one.starts, one.ends, one.hours, policy.day_of(one.starts)) for one in sessions]
    shown = [at for at, head in enumerate(heads) if month is None or head.day.replace(day=1) == month.replace(day=1)]
    return AttendanceBook(
        class_id,
        known.name,
        ZoneInfo(policy.site_zone),
        now,
        policy.attendance_percent,
        tuple(sorted({head.day.replace(day=1) for head in heads})),
        tuple(heads[at] for at in shown),
        tuple(_narrowed(line, shown, len(heads)) for line in lines),
        desk.welcome.device,
    )


class _Person(NamedTuple):
    """`fed_hours` is the centre's sum; None for a guest."""

    voucher_no: VoucherNo
    name: str
    fed_hours: int | None


def _people(tx: Transaction, class_id: ClassId) -> list[_Person]:
    """The roster, then whom this desk has enrolled since; in the order of the printed book."""
    fed = [
        _Person(entry.voucher_no, mask_name(entry.name), entry.hours_done)
        for entry in roster.entries_of_class(tx, class_id)
        if entry.voucher_no is not None
    ]
    there = {person.voucher_no for person in fed}
    own = [
        _Person(scan.voucher_no, mask_name(scan.name or ""), 0)
        for scan in scans.enrolments_of_class(tx, class_id)
        if scan.voucher_no is not None
        and scan.voucher_no not in there
        and not (scan.outcome and scan.outcome.needs_attention)
    ]
    return [*fed, *own]


def _guests(marks: KnownMarks, people: Iterable[_Person]) -> list[_Person]:
    """Who came without being on the roster: sign-in-only vouchers, and whoever has left the class."""
    there = {person.voucher_no for person in people}
    came = {number for (_, number), fed in marks.fed.items() if fed.mark.is_there}
    came |= {number for _, number in marks.punched}
    return [_Person(number, mask_name(marks.names.get(number, "")), None) for number in sorted(came - there)]


class _Reader:
    """Makes the rows; everything that rows share is looked up once."""

    def __init__(
        self, sessions: Sequence[Session], marks: KnownMarks, policy: Policy, now: datetime, required: int
    ) -> None:
        self._sessions, self._marks, self._policy, self._now = sessions, marks, policy, now
        self._required, self._unplanned = required, unplanned_hours(sessions, required)
        self._flags: dict[str, frozenset[Flag]] = {"": _NO_FLAGS}

    def line(self, person: _Person) -> PersonMarks:
        """One row with its forecast."""
        cells = [self._cell(session, (session.id, person.voucher_no)) for session in self._sessions]
        done = sum(cell.hours for cell in cells) if person.fed_hours is None else self._done(person, cells)
        ahead = [
            session.hours
            for session, cell in zip(self._sessions, cells, strict=True)
            if session.ends > self._now and self._is_open(cell)
        ]
        outlook = forecast(done, ahead, self._required, self._policy, self._unplanned)
        return PersonMarks(person.voucher_no, person.name, person.fed_hours is None, outlook, tuple(cells))

    def _done(self, person: _Person, cells: Sequence[Cell]) -> int:
        """The centre's sum, and what this desk alone knows beyond it."""
        more = 0
        for session, cell in zip(self._sessions, cells, strict=True):
            if not cell.sent:
                fed = self._marks.fed.get((session.id, person.voucher_no))
                more += cell.hours - (fed.hours if fed else 0)
        return max(0, (person.fed_hours or 0) + more)

    def _is_open(self, cell: Cell) -> bool:
        return cell.mark is None or can_be_had(Account(cell.mark, cell.hours, flags=cell.flags))

    def _cell(self, session: Session, place: Place) -> Cell:
        marks = self._marks
        happenings: tuple[Happening, ...] = marks.happenings.get(place, ())
        if place in marks.touched:
            return self._own(session, place, happenings)
        fed = marks.fed.get(place)
        if fed is None:
            empty = _MISSED if session.ends <= self._now else _TO_COME
            return empty._replace(happenings=happenings, wanted=_wanted(happenings)) if happenings else empty
        return self._as_fed(fed, happenings)

    def _as_fed(self, fed: FedMark, happenings: tuple[Happening, ...]) -> Cell:
        flags = self._flags.get(fed.flags)
        if flags is None:
            flags = self._flags[fed.flags] = frozenset(one for one in Flag if one in fed.flags.split(","))
        wanted = _wanted(happenings)
        at = fed.at if fed.source != _CORRECTION else None
        source = fed.source if fed.mark.is_there else None
        known = fed.mark, fed.hours, source, fed.corrected, wanted, flags
        return Cell(*known, at, fed.left_at, fed.device, True, happenings)

    def _own(self, session: Session, place: Place, happenings: tuple[Happening, ...]) -> Cell:
        """Judged here, from what the feed tells and what was done at this desk."""
        account, source, device = self._marks.judge(session, place, self._policy)
        nothing = account.mark is Mark.ABSENT and not account.corrected and session.ends > self._now
        return Cell(
            None if nothing else account.mark,
            account.hours,
            (source or _CORRECTION) if account.mark.is_there else None,
            account.corrected,
            _wanted(happenings),
            account.flags,
            account.came_at,
            account.left_at,
            device,
            False,
            happenings,
        )


def _wanted(happenings: Sequence[Happening]) -> Mark | None:
    waiting = (one.mark for one in reversed(happenings) if one.state is CorrectionState.WAITING)
    return next(waiting, None)


def _narrowed(line: PersonMarks, shown: Sequence[int], whole: int) -> PersonMarks:
    if len(shown) == whole:
        return line
    cells = tuple(line.cells[at] for at in shown)
    return PersonMarks(line.voucher_no, line.name, line.guest, line.forecast, cells)


_CORRECTION = "correction"
_MISSED, _TO_COME = Cell(Mark.ABSENT), Cell(None)


def counts_of(cells: Iterable[Cell]) -> Mapping[Mark, int]:
    """How often each mark stands, for the totals of a row or a column."""
    counts = dict.fromkeys(Mark, 0)
    for cell in cells:
        if cell.mark is not None:
            counts[cell.mark] += 1
    return counts
