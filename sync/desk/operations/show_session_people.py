"""Everyone who may come to a session, and who is there already: for signing in several at once."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import classes, roster, scans
from sync.desk.store.search_terms import as_searched, spelled, terms_of
from sync.domain.ids import SessionId, VoucherNo
from sync.domain.masking import mask_name
from sync.errors import UnknownThing


@dataclass(frozen=True, slots=True)
class SessionPerson:
    """One person; the name is masked, `tail` the last four characters of the ID number, empty while unknown here.

    `terms`: what the person can be found by; those of the tails tell no more than the screen shows.
    """

    voucher_no: VoucherNo
    name: str
    tail: str
    is_present: bool
    terms: frozenset[str]

    def is_meant(self, query: str) -> bool:
        """Whether what was typed begins to describe this person; nothing typed means everybody."""
        wanted = as_searched(query)
        return not wanted or any(term.startswith(wanted) for term in self.terms)


def show_session_people(desk: Desk, session_id: SessionId) -> tuple[SessionPerson, ...]:
    """The class's roster, and whom this desk enrolled into it since, in the order of pinyin. Raises UnknownThing."""
    with desk.reading() as tx:
        session = classes.find_session(tx, session_id)
        if session is None:
            raise UnknownThing("session")
        there = {who for who, _, _ in scans.present(tx, session_id)}
        known = {
            entry.voucher_no: (entry.name, entry.id_number[-4:])
            for entry in roster.entries_of_class(tx, session.class_id)
            if entry.voucher_no is not None
        }
        for scan in scans.enrolments_of_class(tx, session.class_id):
            if scan.voucher_no is not None and not (scan.outcome and scan.outcome.needs_attention):
                known.setdefault(scan.voucher_no, (scan.name or "", ""))
    people = sorted((spelled(name), name, number, tail) for number, (name, tail) in known.items())
    return tuple(
        SessionPerson(number, mask_name(name), tail, number in there, frozenset(terms_of(name, tail, "")))
        for _, name, number, tail in people
    )
