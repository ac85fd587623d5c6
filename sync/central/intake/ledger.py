"""What one batch of facts needs to know, fetched at once, and what it changes, written at once.

The rules read and change the ledger only; a later fact of the batch therefore sees what an earlier one has done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from sync.central.acting.functions import is_open_to
from sync.central.attendance.book import Book
from sync.central.conflicts.conflict import Conflict, Holder, Side
from sync.central.conflicts.conflict_book import ConflictBook
from sync.central.move_voucher import Moved, Occasion
from sync.central.news import published
from sync.central.settlement.result_book import ResultBook
from sync.central.teaching.expected_book import ExpectedBook
from sync.central.teaching.report_opening import OpeningReport
from sync.domain.classes import Session, TrainingClass
from sync.domain.ids import ClassId, DeviceId, FactId, InstitutionId, SiteId, StaffId
from sync.domain.opening import OpeningCase
from sync.domain.policy import Policy
from sync.domain.region_rules import Function, InstitutionKind, RegionRules
from sync.domain.staff import StaffRole
from sync.domain.vouchers import Move, VoidReason, VoucherClaims, VoucherKind, VoucherState
from sync.protocol.changes import Change
from sync.protocol.receipts import ReceiptCode


@dataclass(slots=True)
class Voucher:
    """A voucher with its holder; the names are the columns of `holders.VOUCHER_AND_HOLDER`."""

    no: int
    trainee: str
    kind: VoucherKind
    state: VoucherState
    void_reason: VoidReason | None
    void_list: int | None
    void_at: datetime | None
    project: int
    ratio_percent: int
    valid_from: datetime
    valid_until: datetime
    campaign: str | None
    name: str
    id_number: str
    phone: str


@dataclass(slots=True)
class Entry:
    """A voucher's place on a roster."""

    class_id: ClassId
    voucher_no: int
    at: datetime
    fact_id: FactId | None
    hours_done: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that stands without having the place: merged into another's, or `held`."""

    fact_id: FactId
    class_id: ClassId
    voucher_no: int
    held: bool


@dataclass(frozen=True, slots=True)
class AnsweredRecord:
    """A record that somebody decides about: whose it is, and what the centre had said of it."""

    site: SiteId
    operator: StaffId
    code: ReceiptCode | None
    voucher_no: int | None
    class_id: str | None


@dataclass(frozen=True, slots=True)
class KnownClass:
    """A class with the name of its site, which a desk elsewhere may be told."""

    training_class: TrainingClass
    site_name: str


class Passed(NamedTuple):
    """How late it was, by a trusted clock, up to a place of the sender's chain."""

    seq: int
    at: datetime


def _not_here(_: Callable[[Connection], None]) -> None:
    raise NotImplementedError("only where a batch is taken in")


@dataclass
class Ledger:
    """Open while one batch is judged. `site` and `device` are the sender's, who `joined` then."""

    site: SiteId
    device: DeviceId
    joined: datetime
    suspended: bool
    now: datetime
    policy: Policy
    codes: Mapping[str, VoucherClaims | int | ReceiptCode]
    rules: RegionRules = field(default_factory=RegionRules)
    institution_kind: str = InstitutionKind.SOCIAL_TRAINING
    institution: InstitutionId | None = None
    carry_out: Callable[[Callable[[Connection], None]], None] = _not_here
    """Change what is no part of the ledger, all of it or nothing; for a fact that stands alone in its part."""
    unasked: frozenset[str] = frozenset()
    """Codes that only their issuer can read, who could not be asked."""
    lists_seen: dict[int, datetime] = field(default_factory=dict)
    """Of when the status lists were that the sender knew; loaded where a voucher is void."""
    passed: dict[int, Passed | None] = field(default_factory=dict)
    """By epoch of the sender's chain."""
    book: Book = field(init=False)
    """Attendance at the sessions that the batch speaks of."""
    results: ResultBook = field(init=False)
    """Assessments of the classes that the batch brings results of."""
    conflicts: ConflictBook = field(default_factory=ConflictBook)
    """About the vouchers and the records that the batch speaks of."""
    expected: ExpectedBook = field(default_factory=ExpectedBook)
    """People announced that the batch may speak of."""
    answered: dict[FactId, AnsweredRecord] = field(default_factory=dict)
    staff: dict[str, StaffRole] = field(default_factory=dict)
    """Of the sender's institution; loaded when somebody does what not everybody may."""
    classes: dict[ClassId, KnownClass] = field(default_factory=dict)
    vouchers: dict[int, Voucher] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    enrolment_of: dict[FactId, Entry] = field(default_factory=dict)
    places_taken: dict[ClassId, int] = field(default_factory=dict)
    hours_attended: dict[tuple[ClassId, int], int] = field(default_factory=dict)
    """By the accounts, before any enrolment; loaded for the classes that the batch wants to enrol into."""
    campaigns_elsewhere: set[str] = field(default_factory=set)
    """Of the vouchers that the batch wants to enrol: campaigns for other institutions than the sender's."""
    waiting: dict[FactId, Waiting] = field(default_factory=dict)
    """In the order they came."""
    facts_known: set[FactId] = field(default_factory=set)
    """Of this device, among those that the batch speaks of."""
    facts_of_others: set[FactId] = field(default_factory=set)
    undone: dict[FactId, FactId] = field(default_factory=dict)
    """By this device; what it undoes may not have arrived yet."""
    openings: dict[ClassId, OpeningCase] = field(default_factory=dict)
    reports: dict[ClassId, OpeningReport] = field(default_factory=dict)
    """The opening reports that stand, of classes that the batch reports."""
    former_members: dict[ClassId, frozenset[int]] = field(default_factory=dict)
    """Who was on the rosters of cancelled classes when they were cancelled."""

    # what changed
    moves: list[Moved] = field(default_factory=list)
    """Of vouchers, in the order they were made."""
    new_entries: dict[int, Entry] = field(default_factory=dict)
    changed_entries: dict[int, Entry] = field(default_factory=dict)
    gone_entries: dict[int, Entry] = field(default_factory=dict)
    newly_undone: list[FactId] = field(default_factory=list)
    newly_waiting: dict[FactId, Waiting] = field(default_factory=dict)
    waiting_no_more: set[FactId] = field(default_factory=set)
    new_reports: dict[ClassId, OpeningReport] = field(default_factory=dict)
    told_lines: dict[tuple[ClassId, int], Entry | None] = field(default_factory=dict)
    """Lines of rosters that are another, or (None) gone."""

    def __post_init__(self) -> None:
        self.results = ResultBook(self.policy)
        self.book = Book(self.policy, self._count_hours)

    def class_here(self, class_id: str) -> TrainingClass | None:
        """A class of the sender's own site."""
        known = self.classes.get(ClassId(class_id))
        return known.training_class if known and known.training_class.site == self.site else None

    def is_open(self, function: Function) -> bool:
        """Whether the scheme opens `function` to the sender's institution."""
        return is_open_to(self.institution_kind, function, self.rules)

    def was_member(self, class_id: ClassId, voucher_no: int) -> bool:
        """Whether the voucher was on the roster of a class that has been cancelled since."""
        return voucher_no in self.former_members.get(class_id, ())

    def may_leave(self, entry: Entry) -> bool:
        """Nobody leaves a class whose voucher has been checked for payment: the money rests on the roster line."""
        return self.vouchers[entry.voucher_no].state in (VoucherState.IN_USE, VoucherState.VOID)

    def enrol(self, voucher: Voucher, class_id: ClassId, fact_id: FactId) -> None:
        """CLAIMED → IN_USE, and a place on the roster; a voucher that went void meanwhile stays so."""
        if Move.ENROL.is_open_to(voucher.state):
            self._move(voucher, Move.ENROL, fact_id)
        self._take_place(voucher.no, class_id, fact_id)
        self.conflicts.enrolled(voucher.no, self.site, Holder(fact_id, class_id, self.now))

    def give_up(self, entry: Entry, by: FactId) -> None:
        """The place goes to the next request that stands; without one it is free, and IN_USE → CLAIMED."""
        place = entry.voucher_no, entry.class_id
        asked = (one for one in self.waiting.values() if (one.voucher_no, one.class_id) == place)
        heir = next((one for one in asked if not one.held), None)
        if heir is None:
            self._withdraw(entry, by)
            return
        self.stop_waiting(heir.fact_id)
        entry.fact_id = heir.fact_id
        self.enrolment_of[heir.fact_id] = entry
        self.conflicts.moved(entry.voucher_no, self.site, Holder(heir.fact_id, entry.class_id, entry.at))
        self._entry_changed(entry)

    def withdraw(self, entry: Entry, by: FactId) -> None:
        """The place is free and IN_USE → CLAIMED, whoever else asked for this very place; who is held waits on."""
        same_place = [one for one in self.waiting.values() if one.voucher_no == entry.voucher_no and not one.held]
        for one in same_place:
            self.stop_waiting(one.fact_id)
        self._withdraw(entry, by)

    def transfer(self, entry: Entry, class_id: ClassId, fact_id: FactId) -> None:
        """From one class to another; the voucher stays in use."""
        self._leave(entry)
        self._take_place(entry.voucher_no, class_id, fact_id)
        self.conflicts.moved(entry.voucher_no, self.site, Holder(fact_id, class_id, self.now))

    def open_conflict(self, fact_id: FactId, class_id: ClassId, entry: Entry) -> None:
        """The request `fact_id` did not get what `entry` has; both sites are told, and people settle it."""
        holder = Holder(entry.fact_id, entry.class_id, entry.at)
        other = self.classes[entry.class_id].training_class.site
        code, both = ReceiptCode.VOUCHER_IN_USE_ELSEWHERE, {Side.LOSER, Side.WINNER}
        self.conflicts.open(
            Conflict(fact_id, entry.voucher_no, self.site, other, self.now, code, class_id, holder, to_decide=both)
        )

    def wait(self, request: Waiting) -> None:
        """Remember a request that stands without having the place."""
        if self.waiting.get(request.fact_id) != request:
            self.stop_waiting(request.fact_id)
            self.waiting[request.fact_id] = self.newly_waiting[request.fact_id] = request

    def stop_waiting(self, fact_id: FactId) -> None:
        """The request has the place now, or stands no longer."""
        known = self.waiting.pop(fact_id, None)
        if known is not None and self.newly_waiting.pop(fact_id, None) is None:
            self.waiting_no_more.add(fact_id)

    def is_enrolment_held(self, class_id: ClassId, voucher_no: int) -> bool:
        """Whether someone asked for this very place and waits for the institution to be served again."""
        return any(
            one.held and (one.class_id, one.voucher_no) == (class_id, voucher_no) for one in self.waiting.values()
        )

    def news(self) -> list[Change]:
        """What the feed is told: each line of a roster once, however often it changed, and what the book says."""
        lines = [
            published.roster_gone(class_id, voucher_no)
            if entry is None
            else published.roster_change(class_id, self.vouchers[voucher_no], entry.hours_done)
            for (class_id, voucher_no), entry in self.told_lines.items()
        ]
        return lines + self.book.news + self.expected.news()

    def _take_place(self, voucher_no: int, class_id: ClassId, fact_id: FactId) -> None:
        entry = Entry(class_id, voucher_no, self.now, fact_id, self.hours_attended.get((class_id, voucher_no), 0))
        self.entries[voucher_no] = self.new_entries[voucher_no] = self.enrolment_of[fact_id] = entry
        self.places_taken[class_id] = self.places_taken.get(class_id, 0) + 1
        self.expected.joined(class_id, self.vouchers[voucher_no].id_number, voucher_no)
        self._tell_roster(entry)

    def _withdraw(self, entry: Entry, by: FactId) -> None:
        self._leave(entry)
        self.conflicts.freed(entry.voucher_no)
        voucher = self.vouchers[entry.voucher_no]
        if Move.WITHDRAW.is_open_to(voucher.state):
            self._move(voucher, Move.WITHDRAW, by)

    def _leave(self, entry: Entry) -> None:
        del self.entries[entry.voucher_no]
        self.changed_entries.pop(entry.voucher_no, None)
        if self.new_entries.pop(entry.voucher_no, None) is None:
            self.gone_entries[entry.voucher_no] = entry
        self.places_taken[entry.class_id] = self.places_taken.get(entry.class_id, 1) - 1
        self.told_lines[entry.class_id, entry.voucher_no] = None
        self.expected.left(entry.class_id, self.vouchers[entry.voucher_no].id_number)

    def mark_undone(self, target: FactId, by: FactId) -> None:
        """Remember, so that a fact still held is not taken later."""
        if target not in self.undone:
            self.undone[target] = by
            self.newly_undone.append(target)

    def _count_hours(self, session: Session, voucher_no: int, hours: int) -> None:
        """What the book says of a session makes the sum of the class."""
        place = session.class_id, voucher_no
        self.hours_attended[place] = self.hours_attended.get(place, 0) + hours
        entry = self.entries.get(voucher_no)
        if entry is None or entry.class_id != session.class_id:
            return
        entry.hours_done += hours
        self._entry_changed(entry)

    def _entry_changed(self, entry: Entry) -> None:
        if entry.voucher_no not in self.new_entries:
            self.changed_entries[entry.voucher_no] = entry
        self._tell_roster(entry)

    def _move(self, voucher: Voucher, move: Move, by: FactId) -> None:
        self.moves.append(Moved(voucher.no, voucher.state, move, Occasion(by, self.now, self.policy.version)))
        voucher.state = move.leads_to

    def _tell_roster(self, entry: Entry) -> None:
        self.told_lines[entry.class_id, entry.voucher_no] = entry
