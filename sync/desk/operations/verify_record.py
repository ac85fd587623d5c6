"""Whether the record on this PC is whole: every page of its file, every fact's hash, place, predecessor and payload.

A record that is damaged is read page by page, so that what is at risk can be named whatever is broken.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sync.desk.device.key_vault import KeyVault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import STORE_KEY, Desk, check_there
from sync.desk.store import facts, kept
from sync.desk.store.place import examine
from sync.desk.store.salvage import salvage
from sync.desk.store.store import Store, Transaction, damaged_pages
from sync.errors import StoreUnreadable

_KEPT_AS = "checked"


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A fact that does not hold, or cannot be read; `type` None: only its place is known."""

    epoch: int
    seq: int
    type: str | None = None


@dataclass(frozen=True, slots=True)
class RecordHealth:
    """`pending`: facts without a settling receipt. `damaged_pages`: of the file, whatever lies on them.

    `known_lost`: what an earlier repair wrote down as lost; the chain goes on over it.
    """

    facts: int
    chain_ok: bool
    pending: int
    at_risk: tuple[AtRisk, ...]
    damaged_pages: int = 0
    known_lost: tuple[AtRisk, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong that was not told before."""
        return self.chain_ok and not self.at_risk and not self.damaged_pages


@dataclass(frozen=True, slots=True)
class LastCheck:
    """How the last full look at the record ended."""

    at: datetime
    ok: bool
    at_risk: int
    damaged_pages: int


def verify_record(desk: Desk, going_on: Callable[[], object] = lambda: None) -> RecordHealth:
    """Read everything, as of one moment; work goes on meanwhile. `going_on` is called again and again and may raise.

    Where pages are damaged, they alone are told. Raises the StoreError tree where the file itself cannot be read.
    """
    with desk.store.read() as tx:
        pages = damaged_pages(tx)
        if pages:
            return RecordHealth(0, chain_ok=False, pending=0, at_risk=(), damaged_pages=pages)
        return _follow(tx, going_on)


def verify_store(settings: Settings, vault: KeyVault) -> RecordHealth:
    """The same of a record that may not even open: then its pages are read one by one, and nothing is changed.

    Raises NotJoined, or the StoreError tree where there is nothing to read (no file, no key, a file of another kind).
    """
    path, key = settings.store_file, vault.get(STORE_KEY)
    check_there(settings, vault)
    if key is None:
        raise StoreUnreadable("its key is not in the key storage")
    examine(path)
    try:
        with closing(Store.open_as_it_is(path, key)) as store, store.read() as tx:
            if not damaged_pages(tx):
                return _follow(tx, lambda: None)
    except StoreUnreadable:
        pass
    return _page_by_page(settings, key)


def note_check(tx: Transaction, at: datetime, health: RecordHealth) -> None:
    """Keep how a full look ended."""
    fields = {"at": at.isoformat(), "ok": health.ok, "at_risk": len(health.at_risk), "pages": health.damaged_pages}
    kept.put(tx, _KEPT_AS, json.dumps(fields))


def last_check(tx: Transaction) -> LastCheck | None:
    """How the last full look ended; None before the first."""
    text = kept.get(tx, _KEPT_AS)
    if text is None:
        return None
    said = json.loads(text)
    return LastCheck(datetime.fromisoformat(said["at"]), said["ok"], said["at_risk"], said["pages"])


def _follow(tx: Transaction, going_on: Callable[[], object]) -> RecordHealth:
    broken = facts.broken_links(tx, going_on)
    return RecordHealth(
        facts.count(tx),
        not broken,
        facts.count_unsettled(tx),
        tuple(AtRisk(epoch, seq) for epoch, seq in broken),
        known_lost=tuple(AtRisk(*loss) for loss in facts.known_losses(tx)),
    )


def _page_by_page(settings: Settings, key: bytes) -> RecordHealth:
    found = salvage(settings.store_file, key)
    if not found.facts and not found.lost:
        raise StoreUnreadable("nothing in it can be read with this PC's key")
    at_risk = tuple(AtRisk(each.epoch, each.seq, each.type) for each in found.lost)
    settled = found.settled
    pending = sum(row["id"] not in settled for row in found.facts)
    bad = len(found.pages_bad) or 1  # it does not open, though each page and each fact by itself holds
    return RecordHealth(len(found.facts), not at_risk, pending, at_risk, bad)
