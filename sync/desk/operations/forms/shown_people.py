"""How much of people a form shows: masked, or whole for a reason that becomes a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sync.desk.operations.desk import Desk
from sync.desk.operations.reveal_identity import reveal_class
from sync.desk.store import roster
from sync.desk.store.roster import RosterEntry
from sync.domain.ids import ClassId, StaffId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class Unmasked:
    """Why whole names and numbers are wanted, and by whom."""

    reason: str
    operator: StaffId


class Shown(NamedTuple):
    """One person as the form shows them."""

    name: str
    id_number: str
    phone: str


def shown_people(desk: Desk, class_id: ClassId, unmasked: Unmasked | None) -> dict[VoucherNo, Shown]:
    """Everyone on the class's roster. `unmasked` is written down before anything is shown.

    Raises UnknownThing, InvalidInput (reason) or the StoreError tree.
    """
    if unmasked is not None:
        known = reveal_class(desk, class_id, reason=unmasked.reason, operator=unmasked.operator)
        return {one.voucher_no: Shown(one.name, one.id_number, one.phone) for one in known if one.voucher_no}
    with desk.reading() as tx:
        entries = roster.entries_of_class(tx, class_id)
    return {entry.voucher_no: masked(entry) for entry in entries if entry.voucher_no}


def masked(entry: RosterEntry) -> Shown:
    """As anybody may see them."""
    return Shown(mask_name(entry.name), mask_id_number(entry.id_number), mask_phone(entry.phone))
