"""日结单 before it is closed: the day's sessions with people by mark, and what still waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.operations.show_attendance import AttendanceBook, counts_of, show_attendance
from sync.desk.store import attention, classes, closed_days, facts
from sync.desk.store.store import Transaction
from sync.domain.attendance import Flag, Mark
from sync.domain.ids import ClassId, SessionId
from sync.domain.masking import mask_name


@dataclass(frozen=True, slots=True)
class DaySession:
    """People; `present` includes late, left early and guests. `over`: whoever is not there has been absent."""

    id: SessionId
    class_id: ClassId
    class_name: str
    starts: datetime
    ends: datetime
    over: bool
    expected: int
    present: int
    late: int
    early: int
    absent: int
    leave: int
    without_sign_out: int
    corrections_waiting: int


@dataclass(frozen=True, slots=True)
class Closed:
    """`operator` is masked; `amended`: corrections and leaves about this day written here since."""

    at: datetime
    operator: str
    note: str | None
    sent: bool
    amended: int


@dataclass(frozen=True, slots=True)
class DaySheet:
    """`unsent`: records of this PC that the centre has not answered; `to_decide`: of those that need somebody."""

    day: date
    zone: ZoneInfo
    now: datetime
    sessions: tuple[DaySession, ...]
    unsent: int
    to_decide: int
    closed: Closed | None

    @property
    def waiting(self) -> int:
        """Records that wait for the centre or for somebody, together."""
        return self.unsent + self.to_decide + sum(one.corrections_waiting for one in self.sessions)


def show_day(desk: Desk, day: date | None = None) -> DaySheet:
    """`day`: None for the present one at the site. Raises the StoreError tree."""
    now = desk.clock.read().best
    with desk.reading() as tx:
        policy = desk.lists.read(tx).policy
        wanted, zone = day or policy.day_of(now), ZoneInfo(policy.site_zone)
        starts = datetime.combine(wanted, time(), zone)
        held = classes.sessions_between(tx, starts, starts + timedelta(days=1))
        unsent, to_decide = facts.count_unsettled(tx), attention.count_to_decide(tx)
        closed = _closed(tx, wanted, frozenset(session.id for session in held))
    books = [show_attendance(desk, class_id, wanted) for class_id in dict.fromkeys(one.class_id for one in held)]
    sessions = [_session(book, at) for book in books for at, head in enumerate(book.sessions) if head.day == wanted]
    sessions.sort(key=lambda one: (one.starts, one.class_name))
    return DaySheet(wanted, zone, now, tuple(sessions), unsent, to_decide, closed)


def _session(book: AttendanceBook, at: int) -> DaySession:
    head, cells = book.sessions[at], [person.cells[at] for person in book.people]
    counts = counts_of(cells)
    return DaySession(
        head.id,
        book.class_id,
        book.class_name,
        head.starts,
        head.ends,
        over=head.ends <= book.now,
        expected=sum(not person.guest for person in book.people),
        present=sum(number for mark, number in counts.items() if mark.is_there),
        late=counts[Mark.LATE],
        early=counts[Mark.EARLY],
        absent=counts[Mark.ABSENT],
        leave=counts[Mark.LEAVE],
        without_sign_out=sum(Flag.NO_SIGN_OUT in cell.flags for cell in cells),
        corrections_waiting=sum(cell.wanted is not None for cell in cells),
    )


def _closed(tx: Transaction, day: date, sessions: frozenset[str]) -> Closed | None:
    found = closed_days.find(tx, day)
    if found is None:
        return None
    name = next((one.name for one in classes.all_staff(tx) if one.id == found.operator), "")
    amended = closed_days.amended_since(tx, found, sessions)
    return Closed(found.at, mask_name(name), found.said.note, facts.is_settled(tx, found.fact_id), amended)
