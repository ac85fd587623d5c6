"""What IT may know of the record from afar: figures. And which words of it must not leave the PC by accident."""

from __future__ import annotations

from sync.desk.operations.back_up import last_backup_at
from sync.desk.operations.desk import Desk
from sync.desk.operations.verify_record import last_check
from sync.desk.store import facts, personal_words


def describe_record(desk: Desk) -> dict[str, int | str | bool | None]:
    """Counts, and when it was last copied and looked at whole; ISO 8601 in UTC. Raises the StoreError tree."""
    with desk.store.read() as tx:
        backup_at, checked = last_backup_at(tx), last_check(tx)
        return {
            "facts": facts.count(tx),
            **{f"facts {kind}": number for kind, number in sorted(facts.count_by_type(tx).items())},
            "pending": facts.count_unsettled(tx),
            "last_backup": backup_at.isoformat() if backup_at else None,
            "last_check": checked.at.isoformat() if checked else None,
            "last_check_ok": checked.ok if checked else None,
        }


def people_known(desk: Desk) -> frozenset[str]:
    """Every name, ID number and phone the record knows people by. Raises the StoreError tree."""
    with desk.store.read() as tx:
        return personal_words.personal_words(tx)
