"""Show somebody's number unmasked. That it was shown, to whom and why, is a fact of the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, facts, roster
from sync.domain.ids import ClassId, StaffId, VoucherNo
from sync.errors import UnknownThing
from sync.protocol.payloads import IdentityRevealed, Revealed


@dataclass(frozen=True, slots=True)
class Identity:
    """One person, unmasked. Never in a log: its values do not show in its representation."""

    voucher_no: VoucherNo | None
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


def reveal_identity(
    desk: Desk, voucher_no: VoucherNo, *, what: Revealed, reason: str, operator: StaffId
) -> Identity:
    """What was asked for, the other fields empty. Returned after the fact is committed.

    Raises UnknownThing (nobody enrolled here has the voucher; the operator), InvalidInput (reason) or the StoreError
    tree; nothing is shown or recorded then.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        known = roster.entries_of_voucher(tx, voucher_no)
        if not known:
            raise UnknownThing("trainee")
        facts.append(tx, author, IdentityRevealed(voucher_no, known[0].class_id, what.value, words))
        return _identity(known[0], what)


def reveal_class(desk: Desk, class_id: ClassId, *, reason: str, operator: StaffId) -> tuple[Identity, ...]:
    """Everybody in the class, whole, in the roster's order: for a list that is printed or saved. One fact for all.

    Raises as `reveal_identity`; UnknownThing for a class that is not known, too.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        if classes.find_class(tx, class_id) is None:
            raise UnknownThing("class")
        facts.append(tx, author, IdentityRevealed(None, class_id, Revealed.ALL.value, words))
        return tuple(_identity(entry, Revealed.ALL) for entry in roster.entries_of_class(tx, class_id))


def _identity(entry: roster.RosterEntry, what: Revealed) -> Identity:
    def only(part: Revealed, value: str) -> str:
        return value if what in (part, Revealed.ALL) else ""

    return Identity(
        entry.voucher_no,
        only(Revealed.NAME, entry.name),
        only(Revealed.ID_NUMBER, entry.id_number),
        only(Revealed.PHONE, entry.phone),
    )
