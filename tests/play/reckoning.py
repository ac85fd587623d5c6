"""The account kept beside the centre: what must come of what the driver did, by its own reading of the rules.

It reads the pack as the document it is and shares no rule with the program. A voucher's moves are noted when they must
have happened; attendance, eligibility and money are reckoned from what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
STATE_AFTER = {
    "issue": "ISSUED",
    "claim": "CLAIMED",
    "enrol": "IN_USE",
    "withdraw": "CLAIMED",
    "cancel_class": "CLAIMED",
    "check": "USED",
    "write_off": "WRITTEN_OFF",
    "expire": "VOID",
    "revoke": "VOID",
}


@dataclass
class Seat:
    """Somebody at one session: what was done to sign in, and what became of it."""

    desk: dict[str, datetime] = field(default_factory=dict)
    """Punches at desks by fact; an undone one is taken out again."""
    undone: set[str] = field(default_factory=set)
    phone: dict[str, datetime] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)
    leave: str | None = None
    correction: str | None = None
    """standing, waiting or declined."""

    @property
    def arrivals(self) -> list[datetime]:
        """When the person came, by every sign-in that counts by itself."""
        at_desk = [at for fact, at in self.desk.items() if fact not in self.undone]
        return sorted(at_desk + [at for id_, at in self.phone.items() if id_ not in self.outside])


@dataclass
class VoucherBook:
    """One voucher: its moves in order, and what its money depends on."""

    person: int
    campaign: str
    project: int
    ratio: int
    valid_until: date
    moves: list[str] = field(default_factory=list)
    class_id: str | None = None
    registered_in_time: bool = False
    attempts: list[bool] = field(default_factory=list)
    certificate: bool = False
    due_fen: int = 0
    """What the check must make of it; 0 when it is not eligible."""
    paid_fen: int = 0
    """What the bank has paid."""

    @property
    def state(self) -> str | None:
        """Where it must stand now."""
        return STATE_AFTER[self.moves[-1]] if self.moves else None


@dataclass
class ClassBook:
    """One class."""

    project: int
    required_hours: int
    starts: dict[str, datetime]
    """Sessions, each with its start."""
    session_hours: int
    session_lasts: timedelta
    reported_in_time: bool = False
    cancelled: bool = False


@dataclass
class Reckoning:
    """The whole account."""

    pack: Mapping[str, Any]
    projects: Mapping[int, tuple[str, int]]
    """Type and skill level."""
    vouchers: dict[int, VoucherBook] = field(default_factory=dict)
    classes: dict[str, ClassBook] = field(default_factory=dict)
    seats: dict[tuple[str, int], Seat] = field(default_factory=dict)
    """By session and voucher."""

    def seat(self, session: str, voucher: int) -> Seat:
        """The account of somebody at a session; a new one is empty."""
        return self.seats.setdefault((session, voucher), Seat())

    def moved(self, voucher: int, *moves: str) -> None:
        """These moves must be in the voucher's history, next to each other."""
        self.vouchers[voucher].moves.extend(moves)

    def ratio_of(self, attributes: Mapping[str, object]) -> int:
        """The first of the pack's ratios that fits."""
        fitting = (ratio["percent"] for ratio in self.pack["rules"]["ratios"] if _fits(ratio["who"], attributes))
        return int(next(fitting, 0))

    def mark_and_hours(self, class_: ClassBook, session: str, voucher: int) -> tuple[str, int]:
        """How the book of attendance must have it."""
        seat = self.seats.get((session, voucher), Seat())
        if seat.correction == "standing":
            return "present", class_.session_hours
        if not seat.arrivals:
            return ("leave" if seat.leave else "absent"), 0
        late_by = seat.arrivals[0] - class_.starts[session]
        if late_by <= timedelta(minutes=self.pack["late_after_minutes"]):
            return "present", class_.session_hours
        missed = late_by // (class_.session_lasts / class_.session_hours)
        return "late", max(0, class_.session_hours - missed)

    def hours(self, class_id: str, voucher: int) -> int:
        """Of all sessions of the class."""
        class_ = self.classes[class_id]
        return sum(self.mark_and_hours(class_, session, voucher)[1] for session in class_.starts)

    def unmet(self, voucher: int) -> set[str]:
        """Which conditions of the pack a voucher in a class does not meet."""
        book = self.vouchers[voucher]
        assert book.class_id is not None
        class_ = self.classes[book.class_id]
        enough = self.hours(book.class_id, voucher) * 100 >= class_.required_hours * self.pack["attendance_percent"]
        met = {
            "class_reported_in_time": class_.reported_in_time,
            "trainee_registered": book.registered_in_time,
            "class_not_cancelled": not class_.cancelled,
            "hours_attended": enough,
            "assessment_passed": any(book.attempts),
            "certificate_issued": book.certificate,
            "not_subsidised_before": True,
            "standard_known": self.standard(book.project) > 0,
        }
        return {condition for condition in self.pack["rules"]["conditions"] if not met[condition]}

    def standard(self, project: int) -> int:
        """Fen; one for the very project wins."""
        type_, level = self.projects[project]
        own = [row for row in self.pack["rules"]["standards"] if row.get("project") == project]
        general = [
            row
            for row in self.pack["rules"]["standards"]
            if "project" not in row
            and row.get("project_type", type_) == type_
            and row.get("skill_level", level) == level
        ]
        return int(next((row["amount_fen"] for row in own + general), 0))

    def amount(self, voucher: int) -> int:
        """Standard × ratio, in whole fen by the pack's rule."""
        book = self.vouchers[voucher]
        exact = Decimal(self.standard(book.project)) * book.ratio / 100
        return int(exact.quantize(Decimal(1), _ROUNDING[self.pack["rules"]["rounding"]]))

    def payee(self, project: int) -> str:
        """Whom the pack pays."""
        return str(self.pack["rules"]["payees"][self.projects[project][0]])

    def in_class(self, class_id: str) -> Iterator[int]:
        """The vouchers in use in a class."""
        return (number for number, book in self.vouchers.items() if book.class_id == class_id)

    def deadline(self, class_id: str) -> date:
        """The last day on which the class's opening report is in time."""
        first = min(self.classes[class_id].starts.values())
        return (first + _ZONE_OFFSET).date() - timedelta(days=self.pack["opening_report_days"])


_ZONE_OFFSET = timedelta(hours=8)


def _fits(who: Mapping[str, Any], attributes: Mapping[str, object]) -> bool:
    """The few kinds of clauses that the play's pack has."""
    ((word, asked),) = who.items()
    if word == "all":
        return all(_fits(part, attributes) for part in asked)
    if word == "is":
        return bool(attributes.get(asked[0]) == asked[1])
    if word == "in":
        return attributes.get(asked[0]) in asked[1]
    raise NotImplementedError(word)
