"""Find anyone in two keys: pinyin initials, part of the name, the tail of an ID number or a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sync.desk.operations.desk import Desk
from sync.desk.store import classes, roster, scans
from sync.desk.store.roster import RosterEntry
from sync.desk.store.scans import Scan
from sync.desk.store.search_terms import as_searched, terms_of
from sync.desk.store.store import Transaction
from sync.domain.classes import Session
from sync.domain.ids import ClassId, SessionId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name, mask_phone

_HALF_A_DAY = timedelta(hours=12)
_NEAR = 24
"""Classes whose people come first, at most: at a site with more of them on one day, being of today says little."""


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
    is_here: bool = False
    """Of the class that is on."""
    is_present: bool = False
    """Signed in to the session already."""


def find_trainee(
    desk: Desk, query: str, *, session_id: SessionId | None = None, limit: int = 12
) -> tuple[FoundTrainee, ...]:
    """People whom `query` begins to describe: those enrolled here a moment ago, then the roster's.

    People of the session's class come first, those of today's other classes next. Nobody for an empty query.
    """
    wanted = as_searched(query)
    now = desk.clock.read().best
    with desk.reading() as tx:
        session = classes.find_session(tx, session_id) if session_id else None
        own = [_own(tx, scan) for scan in scans.own_enrolments(tx) if _is_meant(wanted, scan.name or "")]
        fed = [_fed(entry) for entry in roster.find(tx, wanted, limit, _classes_near(tx, session, now))]
        found = [*own, *fed][:limit]
        return tuple(found if session is None else [_at(tx, session, person) for person in found])


def _classes_near(tx: Transaction, session: Session | None, now: datetime) -> list[ClassId]:
    """The session's class, then those that meet within half a day."""
    around = classes.sessions_between(tx, now - _HALF_A_DAY, now + _HALF_A_DAY)
    ours = [session.class_id] if session else []
    return list(dict.fromkeys([*ours, *(each.class_id for each in around)]))[:_NEAR]


def _at(tx: Transaction, session: Session, person: FoundTrainee) -> FoundTrainee:
    number = person.voucher_no
    return replace(
        person,
        is_here=person.class_id == session.class_id,
        is_present=number is not None and scans.is_present(tx, session.id, number),
    )


def _is_meant(wanted: str, name: str) -> bool:
    return bool(wanted) and any(term.startswith(wanted) for term in terms_of(name, "", ""))


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
