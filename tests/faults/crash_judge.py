"""Open what a power cut left, through our own store, and compare it with what had been promised by then."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY, open_store
from sync.desk.operations.join_site import device_key
from sync.desk.operations.repair_record import repair_record
from sync.desk.store import facts
from sync.desk.store.backup import check_backup
from sync.desk.store.place import backups_of
from sync.desk.store.store import Transaction
from sync.errors import BackupUnusable, SyncError
from sync.protocol.facts import FactType, digest

_WITH_A_VIEW = (FactType.ATTENDANCE_PUNCHED, FactType.ENROLMENT_REQUESTED, FactType.VOUCHER_SEEN)


ERASED = "erased"
"""In place of the digest of a payload that is gone."""
_UNVERIFIED = "record-before-restore"
PAGE = "page-"
"""A page of the feed writes a class of its own name, and its name is the cursor."""


@dataclass(slots=True)
class Promised:
    """All that was acknowledged up to some moment. `facts`: the payload's digest by id; `backups`: facts by name.

    `damaged`: by no power cut, so that the record may have to be repaired before it opens. `erasing`: facts whose
    payload may be gone, `erased`: those where it must be.
    """

    joined: bool = False
    facts: dict[str, str] = field(default_factory=dict)
    receipts: set[str] = field(default_factory=set)
    cursor: int = -1
    backups: dict[str, int] = field(default_factory=dict)
    damaged: bool = False
    erasing: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)

    def add(self, words: Mapping[str, Any]) -> None:
        """One more acknowledgement."""
        self.joined |= words.get("joined", False)
        self.facts |= words.get("facts", {})
        self.receipts |= set(words.get("receipts", []))
        self.cursor = max(self.cursor, words.get("cursor", -1))
        self.backups |= words.get("backups", {})
        self.erasing |= set(words.get("erasing", []))
        self.erased |= set(words.get("erased", []))
        self.damaged |= words.get("damaged", False)
        if self.damaged:
            self.cursor = -1  # the feed is read anew


@dataclass(frozen=True, slots=True)
class Found:
    """What a record holds. `failure`: why it would not open; `flaws`: where it contradicts itself."""

    failure: str | None = None
    flaws: tuple[str, ...] = ()
    joined: bool = False
    facts: frozenset[tuple[str, str]] = frozenset()
    receipts: frozenset[str] = frozenset()
    cursor: int = -1
    backups: frozenset[tuple[str, int]] = frozenset()

    @property
    def contradictions(self) -> list[str]:
        """Where it is not as a record must be, whatever was promised."""
        unsound = [name for name, held in self.backups if held < 0]
        return [*self.flaws, *(["a backup that does not hold"] if unsound else [])]

    def lost(self, promised: Promised) -> list[str]:
        """What was promised and is not there."""
        here = dict(self.facts)
        missing = [
            name
            for name, said in promised.facts.items()
            if here.get(name) != said and not (name in promised.erasing and here.get(name) == ERASED)
        ]
        backups = dict(self.backups)
        return [
            *([] if self.joined or not promised.joined else ["the site it had joined"]),
            *([f"{len(missing)} facts"] if missing else []),
            *(["an erasure"] if any(here.get(name) != ERASED for name in promised.erased) else []),
            *(["receipts"] if promised.receipts - self.receipts else []),
            *([f"the feed's page {promised.cursor}"] if self.cursor < promised.cursor else []),
            *[f"the backup {name}" for name, held in promised.backups.items() if backups.get(name, -1) < held],
        ]


class Judge:
    """Opens records, many in turn."""

    def __init__(self) -> None:
        self._broken: dict[frozenset[tuple[Any, ...]], bool] = {}
        self._backups: dict[bytes, int] = {}

    def look_into(self, home: Path, *, may_repair: bool = False) -> Found:
        """Open the record in `home` as the program does at its start; where it had not joined, let it join anew."""
        settings = Settings(home, key_storage="file")
        try:
            return self._open(settings)
        except (SyncError, ValueError) as error:  # anything else is a traceback and ends the run
            if may_repair:
                repair_record(settings, open_vault(settings))
                return self.look_into(home)
            return Found(failure=f"{type(error).__name__} {error}")

    def _open(self, settings: Settings) -> Found:
        vault = open_vault(settings)
        with closing(open_store(settings, vault)) as store, store.read() as tx:
            found = self._read(tx, has_key=vault.get(DEVICE_KEY) is not None)
        if backups := self._backups_in(settings.home, vault.get(STORE_KEY)):
            found = replace(found, backups=backups)
        if not found.joined:
            device_key(settings)
        return found

    def _read(self, tx: Transaction, *, has_key: bool) -> Found:
        # Plain SQL: SQLAlchemy would write each statement anew for each of many thousand records.
        chain = frozenset(tx.exec_driver_sql("SELECT id, epoch, seq, type, header, payload, hash FROM facts"))
        left = frozenset(tx.exec_driver_sql("SELECT 'left', epoch, seq, hash FROM left_places"))
        kept = {row.name: row.value for row in tx.exec_driver_sql("SELECT name, value FROM kept")}
        views = set(tx.exec_driver_sql("SELECT fact_id FROM scans").scalars())
        pages = tx.exec_driver_sql("SELECT id FROM classes WHERE id LIKE 'page-%'").scalars()
        cursor = _page_number(kept.get("cursor", ""))
        flaws = {
            "the chain does not hold": self._is_broken(tx, frozenset((*chain, *left))),
            "a fact without its view": {row.id for row in chain if row.type in _WITH_A_VIEW} - views,
            "a view without its fact": views - {row.id for row in chain},
            "a page and its cursor apart": max(map(_page_number, pages), default=0) != max(cursor, 0),
        }
        return Found(
            flaws=tuple(flaw for flaw, stands in flaws.items() if stands),
            joined=has_key and "welcome" in kept,
            facts=frozenset((row.id, _said(row.payload)) for row in chain),
            receipts=frozenset(tx.exec_driver_sql("SELECT fact_id FROM receipts").scalars()),
            cursor=cursor,
        )

    def _backups_in(self, home: Path, key: bytes | None) -> frozenset[tuple[str, int]]:
        """How many facts each holds, -1 for one that does not hold although it bears a verified copy's name."""
        found = set()
        for path in sorted(backups_of(home / "record.db").glob("*.db")):
            if path.name.startswith(_UNVERIFIED):
                continue
            content = sha256(path.read_bytes()).digest()
            if content not in self._backups:
                self._backups[content] = _facts_in_backup(path, key or b"")
            found.add((path.name, self._backups[content]))
        return frozenset(found)

    def _is_broken(self, tx: Transaction, chain: frozenset[tuple[Any, ...]]) -> bool:
        """Each chain is checked once, in whichever of the records it is met first."""
        if chain not in self._broken:
            self._broken[chain] = bool(facts.broken_links(tx))
        return self._broken[chain]


def _facts_in_backup(path: Path, key: bytes) -> int:
    try:
        return check_backup(path, key).facts
    except BackupUnusable:
        return -1


def _said(payload: bytes | None) -> str:
    return ERASED if payload is None else digest(payload).hex()


def _page_number(name: str) -> int:
    return int(name.removeprefix(PAGE)) if name.startswith(PAGE) else -1
