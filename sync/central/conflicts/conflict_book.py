"""The conflicts that a batch or a request speaks of: loaded at once, changed in memory, written and told at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from sync.central.conflicts.conflict import Answer, Conflict, Decided, Holder, read_conflict
from sync.central.conflicts.tell_conflicts import tell_conflicts
from sync.central.store.among import among
from sync.central.store.json_text import to_json
from sync.central.store.tables import conflicts
from sync.domain.ids import FactId, SiteId


@dataclass
class ConflictBook:
    """Open while one batch or request is judged. What is over stays as it is."""

    known: dict[FactId, Conflict] = field(default_factory=dict)
    new: dict[FactId, Conflict] = field(default_factory=dict)
    changed: dict[FactId, Conflict] = field(default_factory=dict)

    def open(self, conflict: Conflict) -> None:
        """Somebody did not get what somebody else has, or wants an officer to look."""
        before = self.known.get(conflict.fact_id)
        self.known[conflict.fact_id] = conflict
        if before is None:
            self.new[conflict.fact_id] = conflict
        else:  # it was looked at while it was held
            conflict.decisions[:0] = before.decisions
            self._note(conflict)

    def decide(self, fact_id: FactId, said: Decided) -> bool:
        """Whether there was anything left to decide."""
        conflict = self.known[fact_id]
        if conflict.state.is_over:
            return False
        conflict.decide(said)
        self._note(conflict)
        return True

    def answer(self, fact_id: FactId, answer: Answer) -> None:
        """An officer has looked."""
        conflict = self.known[fact_id]
        conflict.answered(answer)
        self._note(conflict)

    def take_back(self, fact_id: FactId) -> None:
        """The request was undone."""
        conflict = self.known.get(fact_id)
        if conflict is not None and not conflict.state.is_over:
            conflict.taken_back()
            self._note(conflict)

    def freed(self, voucher_no: int) -> None:
        """Nobody has the voucher any more."""
        for conflict in self._about(voucher_no):
            conflict.freed()
            self._note(conflict)

    def enrolled(self, voucher_no: int, site: SiteId, holder: Holder) -> None:
        """The voucher has a place now: of who asked for it first, or of somebody else."""
        for conflict in self._about(voucher_no):
            if conflict.site == site:
                conflict.granted()
            else:
                conflict.taken(site, holder)
            self._note(conflict)

    def moved(self, voucher_no: int, site: SiteId, holder: Holder) -> None:
        """Who has the voucher has it in another way."""
        for conflict in self._about(voucher_no):
            if conflict.other_site == site:
                conflict.held(holder)
                self._note(conflict)

    def write(self, connection: Connection) -> None:
        """Keep what changed and tell the sites; the facts themselves are written already."""
        for conflict in self.new.values():
            fixed = {"fact_id": conflict.fact_id, "opened_at": conflict.opened_at, "site": conflict.site}
            connection.execute(insert(conflicts).values(**fixed, **_values(conflict)))
        for conflict in self.changed.values():
            this = conflicts.c.fact_id == conflict.fact_id
            connection.execute(update(conflicts).where(this).values(**_values(conflict)))
        tell_conflicts(connection, [*self.new.values(), *self.changed.values()])

    def _about(self, voucher_no: int) -> Iterator[Conflict]:
        for conflict in self.known.values():
            if conflict.voucher_no == voucher_no and conflict.holder is not None and not conflict.state.is_over:
                yield conflict

    def _note(self, conflict: Conflict) -> None:
        if conflict.fact_id not in self.new:
            self.changed[conflict.fact_id] = conflict


def load_conflicts(
    connection: Connection, voucher_nos: Iterable[int] = (), fact_ids: Iterable[str] = ()
) -> ConflictBook:
    """Those about the vouchers and those of the facts; nobody else changes them until the commit. Vouchers first: the
    caller has locked its own already."""
    wanted = among(conflicts.c.voucher_no, voucher_nos) | among(conflicts.c.fact_id, fact_ids)
    rows = connection.execute(select(conflicts).where(wanted).order_by(conflicts.c.fact_id).with_for_update())
    return ConflictBook({row.fact_id: read_conflict(row, json.loads(row.document)) for row in rows})


def _values(conflict: Conflict) -> dict[str, object]:
    return {
        "voucher_no": conflict.voucher_no,
        "other_site": conflict.other_site,
        "state": conflict.state,
        "document": to_json(conflict.to_map()),
    }
