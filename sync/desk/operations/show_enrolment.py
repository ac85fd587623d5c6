"""录取 at a glance: the classes with their places, who is announced and still missing, what waits for the centre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import places_taken
from sync.desk.store import classes, expected, scans
from sync.desk.store.expected import ExpectedPerson
from sync.desk.store.scans import Scan
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.expected_people import ExpectedState
from sync.domain.ids import ClassId, FactId, StaffId
from sync.domain.masking import mask_id_number, mask_name, mask_phone
from sync.domain.verdicts import Reason, Verdict
from sync.protocol.receipts import Outcome, ReceiptCode


@dataclass(frozen=True, slots=True)
class ClassOffer:
    """One class to choose; `starts` of its first session, `pending` of the `enrolled` are not the centre's word yet.

    `came` of those `announced` for it are enrolled.
    """

    class_id: ClassId
    name: str
    project_name: str
    state: ClassState
    starts: datetime | None
    capacity: int
    enrolled: int
    pending: int
    announced: int
    came: int

    @property
    def places_left(self) -> int:
        """Never less than none."""
        return max(0, self.capacity - self.enrolled)


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """Somebody announced, masked. `came`: enrolled, or enrolled here a moment ago by a code with this name."""

    announcement: FactId
    class_id: ClassId
    name: str
    id_number: str
    phone: str
    employer: str | None
    came: bool


class Waits(StrEnum):
    """What an enrolment of this desk waits for."""

    TO_BE_SENT = "to_be_sent"
    """Sound; the next contact with the centre settles it."""
    TO_CONFIRM = "to_confirm"
    """In doubt here; the centre's answer settles it."""
    HELD = "held"
    """The centre has it and waits for something itself."""
    NOT_GRANTED = "not_granted"
    """Turned down; people settle it."""


@dataclass(frozen=True, slots=True)
class WaitingEnrolment:
    """An enrolment that is not the centre's word yet; `name` None while only the centre can read the code."""

    fact_id: FactId
    name: str | None
    class_name: str
    at: datetime
    waits: Waits
    reason: Reason
    code: ReceiptCode | None


@dataclass(frozen=True, slots=True)
class EnrolmentDesk:
    """Everything the screen shows besides the form. `expected`: of all classes, by name. `staff`: names of who works
    here.
    """

    now: datetime
    zone: ZoneInfo
    classes: tuple[ClassOffer, ...]
    expected: tuple[ExpectedLine, ...]
    waiting: tuple[WaitingEnrolment, ...]
    staff: Mapping[StaffId, str]


def show_enrolment(desk: Desk) -> EnrolmentDesk:
    """Classes open for people first, by their start. Raises the StoreError tree."""
    now = desk.clock.read().best
    with desk.reading() as tx:
        zone = ZoneInfo(desk.lists.read(tx).policy.site_zone)
        known = classes.all_classes(tx)
        own = {one.id: scans.enrolments_of_class(tx, one.id) for one, _ in known}
        lines = _lines(expected.everybody(tx), own)
        offers = [_offer(tx, one, project, lines) for one, project in known]
        names = {one.id: one.name for one, _ in known}
        staff = {one.id: one.name for one in classes.all_staff(tx)}
        waiting = [_waiting(scan, names[class_id]) for class_id, found in own.items() for scan in found]
    offers.sort(key=lambda one: (one.state is not ClassState.OPEN, one.starts is None, one.starts or now, one.name))
    waiting.sort(key=lambda one: one.at, reverse=True)
    return EnrolmentDesk(now, zone, tuple(offers), tuple(lines), tuple(waiting), staff)


def _offer(tx: Transaction, one: TrainingClass, project: str, lines: Iterable[ExpectedLine]) -> ClassOffer:
    first = classes.first_session_of(tx, one.id)
    announced = [line.came for line in lines if line.class_id == one.id]
    return ClassOffer(
        one.id,
        one.name,
        project,
        one.state,
        first.starts if first else None,
        one.capacity,
        places_taken(tx, one.id),
        scans.count_enrolments(tx, one.id),
        len(announced),
        sum(announced),
    )


def _lines(people: Iterable[ExpectedPerson], own: dict[ClassId, list[Scan]]) -> list[ExpectedLine]:
    """The feed's word, and one person for each enrolment made here of that name that it does not tell of yet."""
    just_came = {
        class_id: Counter(scan.name or "" for scan in found if scan.name and _waits(scan) is not Waits.NOT_GRANTED)
        for class_id, found in own.items()
    }
    return [_line(one, just_came.get(one.class_id, Counter())) for one in people]


def _line(one: ExpectedPerson, just_came: Counter[str]) -> ExpectedLine:
    person, came = one.person, one.state is ExpectedState.ENROLLED
    name = next((name for name, left in just_came.items() if left and person.name.startswith(name)), None)
    if not came and name is not None:
        just_came[name] -= 1
        came = True
    return ExpectedLine(
        one.id,
        one.class_id,
        mask_name(person.name),
        mask_id_number(person.number),
        mask_phone(person.phone),
        person.employer,
        came,
    )


def _waiting(scan: Scan, class_name: str) -> WaitingEnrolment:
    name = mask_name(scan.name) if scan.name else None
    return WaitingEnrolment(scan.fact_id, name, class_name, scan.at, _waits(scan), scan.reason, scan.code)


def _waits(scan: Scan) -> Waits:
    if scan.outcome is not None and scan.outcome.needs_attention:
        return Waits.NOT_GRANTED
    if scan.outcome is Outcome.HELD:
        return Waits.HELD
    return Waits.TO_CONFIRM if scan.reason.verdict is Verdict.TO_CONFIRM else Waits.TO_BE_SENT
