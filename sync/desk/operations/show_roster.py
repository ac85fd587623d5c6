"""名单: who is in a class, by the feed and by this desk's own enrolments together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sync.desk.operations.desk import Desk
from sync.desk.store import classes, expected, roster, scans
from sync.desk.store.expected import ExpectedPerson
from sync.desk.store.roster import RosterEntry
from sync.desk.store.scans import Scan
from sync.domain.expected_people import ExpectedState
from sync.domain.ids import ClassId, FactId, TraineeId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name, mask_phone
from sync.domain.verdicts import Verdict
from sync.errors import UnknownThing
from sync.protocol.receipts import Outcome, ReceiptCode


class RosterState(StrEnum):
    """How surely someone belongs to the class."""

    EXPECTED = "expected"
    """Announced by a list; a voucher has not been read yet."""

    ENROLLED = "enrolled"
    PENDING = "pending"
    """Enrolled here; the centre has not answered yet."""
    TO_CONFIRM = "to_confirm"
    CONFLICT = "conflict"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person; name, ID number and phone are masked. `code` says why the centre did not grant it."""

    trainee_id: TraineeId | None
    voucher_no: VoucherNo | None
    name: str
    id_number: str
    phone: str
    state: RosterState
    code: ReceiptCode | None
    hours_done: int
    hours_required: int
    announcement: FactId | None = None
    """Of somebody who is only announced."""
    waits: bool = False
    """The centre has not told of the announcement yet."""


def show_roster(desk: Desk, class_id: ClassId) -> tuple[RosterLine, ...]:
    """This desk's own enrolments first, newest on top, then the feed's roster, then who is only announced.

    Raises UnknownThing.
    """
    with desk.reading() as tx:
        known = classes.find_class(tx, class_id)
        if known is None:
            raise UnknownThing("class")
        required = known[0].required_hours
        waiting = scans.hours_not_yet_fed_of_class(tx, class_id)
        fed = [_fed_line(entry, waiting, required) for entry in roster.entries_of_class(tx, class_id)]
        own = [_own_line(scan, required) for scan in reversed(scans.enrolments_of_class(tx, class_id))]
        coming = [_expected_line(one, required) for one in expected.of_class(tx, class_id)]
        return (*own, *fed, *(line for line in coming if line is not None))


def _fed_line(entry: RosterEntry, waiting: Mapping[VoucherNo, int], required: int) -> RosterLine:
    more = waiting.get(entry.voucher_no, 0) if entry.voucher_no is not None else 0
    return RosterLine(
        entry.trainee_id,
        entry.voucher_no,
        mask_name(entry.name),
        mask_id_number(entry.id_number),
        mask_phone(entry.phone),
        RosterState.ENROLLED,
        None,
        entry.hours_done + more,
        required,
    )


def _own_line(scan: Scan, required: int) -> RosterLine:
    return RosterLine(
        None, scan.voucher_no, mask_name(scan.name or ""), "", "", _state(scan), scan.code, 0, required
    )


def _expected_line(one: ExpectedPerson, required: int) -> RosterLine | None:
    """None for whoever has been enrolled since: they are on the roster."""
    if one.state is not ExpectedState.EXPECTED:
        return None
    person = one.person
    return RosterLine(
        None,
        None,
        mask_name(person.name),
        mask_id_number(person.number),
        mask_phone(person.phone),
        RosterState.EXPECTED,
        None,
        0,
        required,
        one.id,
        one.waits,
    )


def _state(scan: Scan) -> RosterState:
    if scan.outcome is Outcome.CONFLICT:
        return RosterState.CONFLICT
    if scan.outcome is Outcome.REJECTED:
        return RosterState.REJECTED
    return RosterState.TO_CONFIRM if scan.reason.verdict is Verdict.TO_CONFIRM else RosterState.PENDING
