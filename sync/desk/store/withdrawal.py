"""The end of a PC that the centre has withdrawn: its facts are handed in, people's data is erased, and it says so.

Each step is kept, so that it goes on after a crash. The chain of the facts stays verifiable: only payloads go.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, null, select, update

from sync.desk.store import facts, kept, tables
from sync.desk.store.durable import file_errors
from sync.desk.store.store import Store

_STEP, _SINCE = "withdrawal", "withdrawn_at"
_OF_PEOPLE = (
    tables.roster_entries,
    tables.search_terms,
    tables.attendance,
    tables.absences,
    tables.corrections,
    tables.leaves,
    tables.results,
    tables.expected,
    tables.pins,
    tables.drafts,
    tables.classes,
    tables.sessions,
    tables.staff,
    tables.conflicts,
    tables.feed_items,
    tables.snapshot_parts,
    tables.strangers,
    tables.exports,
)
_NAMES_OF_PEOPLE = ("site", "stranger_key", "cursor", "feed_as_of", "feed_mark")
_COPIES = ("backups", "repairs", "restoring")
"""Folders beside the record that may hold an earlier state of it."""
_AT_ONCE = 500


class Step(StrEnum):
    """How far it has come."""

    DRAINING = "draining"
    WIPED = "wiped"
    TOLD = "told"


def step(tx: Connection) -> Step | None:
    """None: this PC is in use."""
    found = kept.get(tx, _STEP)
    return None if found is None else Step(found)


def begin(tx: Connection, at: datetime) -> None:
    """The centre has said that this PC is withdrawn. Said again, nothing changes."""
    if step(tx) is None:
        kept.put(tx, _STEP, Step.DRAINING)
        kept.put(tx, _SINCE, at.isoformat())


def is_drained(tx: Connection) -> bool:
    """Whether the centre has every fact that can be sent. What is held there has arrived there too."""
    place = (0, 0)
    while waiting := facts.queued(tx, _AT_ONCE, place):
        place = waiting[-1].place
        answered = set(_answered(tx, [fact.id for fact in waiting]))
        if any(fact.is_whole and fact.id not in answered for fact in waiting):
            return False
    return True


def wipe(tx: Connection) -> None:
    """Erase everything about people from the record, once all facts are handed in."""
    for table in _OF_PEOPLE:
        tx.execute(delete(table))
    tx.execute(update(tables.scans).values(name=null(), code_hash=null(), voucher_no=null()))
    tx.execute(update(tables.facts).where(tables.facts.c.payload.is_not(None)).values(payload=null()))
    document = func.json_remove(tables.receipts.c.document, "$.voucher_no", "$.winner")
    tx.execute(update(tables.receipts).values(voucher_no=null(), document=document))
    tx.execute(delete(tables.kept).where(tables.kept.c.name.in_(_NAMES_OF_PEOPLE)))
    kept.put(tx, _STEP, Step.WIPED)


def wipe_if_drained(store: Store) -> bool:
    """Whether people's data is gone, from the record and from every copy beside it; where it may go, it goes now.

    Raises the StoreError tree; what is left is done the next time.
    """
    with store.write() as tx:
        if step(tx) is Step.DRAINING:
            if not is_drained(tx):
                return False
            wipe(tx)
    for copies in _COPIES:
        with file_errors(), suppress(FileNotFoundError):
            shutil.rmtree(store.path.parent / copies)
    return True


def note_told(tx: Connection) -> None:
    """The centre knows that it is done."""
    kept.put(tx, _STEP, Step.TOLD)


def end(tx: Connection) -> None:
    """The PC joins a site anew: on a chain of its own, under another name."""
    if step(tx) is not None:
        tx.execute(delete(tables.kept).where(tables.kept.c.name.in_((_STEP, _SINCE))))
        kept.put_epoch(tx, kept.get_epoch(tx) + 1)


def _answered(tx: Connection, ids: list[str]) -> list[str]:
    answered = select(tables.receipts.c.fact_id).where(tables.receipts.c.fact_id.in_(ids))
    return list(tx.scalars(answered))
