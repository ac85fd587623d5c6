"""Find anyone in two keys: pinyin initials, part of the name, the tail of an ID number or a phone."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import classes, roster, scans
from sync.desk.store.roster import RosterEntry
from sync.desk.store.scans import Scan
from sync.desk.store.search_terms import terms_of
from sync.desk.store.store import Transaction
from sync.domain.identifiers import normalise
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class FoundTrainee:
    """One person in one class; all masked, ID number and phone empty while only the centre has them.

    `voucher_no` None: enrolled by a code that only the centre can read.
    """

    voucher_no: VoucherNo | None
    name: str
    id_number: str
    phone: str
    class_id: ClassId
    class_name: str


def find_trainee(desk: Desk, query: str, *, limit: int = 12) -> tuple[FoundTrainee, ...]:
    """People whom `query` begins to describe: those enrolled here a moment ago, then the roster's, best match first.

    Nobody for an empty query.
    """
    wanted = normalise(query)
    with desk.reading() as tx:
        own = [_own(tx, scan) for scan in scans.own_enrolments(tx) if _is_meant(wanted, scan.name or "")]
        fed = [_fed(entry) for entry in roster.find(tx, wanted, limit)]
    return tuple([*own, *fed][:limit])


def _is_meant(wanted: str, name: str) -> bool:
    return bool(wanted) and any(term.startswith(wanted.lower()) for term in terms_of(name, "", ""))


def _own(tx: Transaction, scan: Scan) -> FoundTrainee:
    """Only the code's name is known of them yet."""
    class_id = scan.class_id or ClassId("")
    known = classes.find_class(tx, class_id)
    return FoundTrainee(scan.voucher_no, mask_name(scan.name or ""), "", "", class_id, known[0].name if known else "")


def _fed(entry: RosterEntry) -> FoundTrainee:
    return FoundTrainee(
        entry.voucher_no,
        mask_name(entry.name),
        mask_id_number(entry.id_number),
        mask_phone(entry.phone),
        entry.class_id,
        entry.class_name,
    )
