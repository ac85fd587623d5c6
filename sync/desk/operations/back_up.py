"""Verified copies of the record: by themselves while it changes, and wherever a person wants one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sync.desk.device.sole_use import sole_use
from sync.desk.operations.desk import Desk
from sync.desk.operations.named_file import check_may_write
from sync.desk.store import facts, kept, receipts
from sync.desk.store.backup_folder import free_name, make_room
from sync.desk.store.contents import Contents
from sync.desk.store.place import backups_of
from sync.desk.store.store import Transaction
from sync.errors import StoreLocked

EVERY = timedelta(minutes=30)
_KEPT_AS = "backup"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The copy that was made and what it holds: facts, and of them how many wait for a receipt."""

    path: Path
    facts: int
    pending: int


def back_up(desk: Desk, target: Path) -> BackedUp:
    """A verified copy at `target`, written over what was there only once it holds.

    It opens with this PC's key alone. Raises InvalidInput, DiskFull, BackupUnusable or the rest of the StoreError tree.
    """
    check_may_write(target, desk.store.path)
    return _told(target, desk.store.back_up(target, lambda: None))


def back_up_if_due(desk: Desk, going_on: Callable[[], object]) -> BackedUp | None:
    """A copy in the folder beside the record, when something changed since the last and that is EVERY ago, or when the
    last was made by another version of the program; older copies make room. None when there is nothing to do, or
    another program of this PC is at it.

    `going_on` is called while copying and may raise. Raises as `back_up`.
    """
    return back_up_beside(desk, going_on) if _is_due(desk, desk.clock.read().best) else None


def back_up_beside(desk: Desk, going_on: Callable[[], object]) -> BackedUp | None:
    """A copy in the folder beside the record now, due or not; None where another program of this PC is at it.

    As `back_up_if_due` else.
    """
    now = desk.clock.read().best
    folder = backups_of(desk.store.path)
    with suppress(StoreLocked), sole_use(folder / "backup.lock", 0):
        with desk.store.read() as tx:
            state = _state(tx, desk)
        made = _told(target := free_name(folder, now), desk.store.back_up(target, going_on))
        make_room(folder, target)
        with desk.store.write() as tx:
            kept.put(tx, _KEPT_AS, json.dumps({"at": now.isoformat(), "state": state, "program": _program()}))
        return made
    return None


def back_up_now(desk: Desk, going_on: Callable[[], object]) -> BackedUp:
    """A copy beside the record because somebody wants one. Raises as `back_up`, StoreLocked while one is being made."""
    folder = backups_of(desk.store.path)
    with sole_use(folder / "backup.lock", 0):
        made = _told(target := free_name(folder, desk.clock.read().best), desk.store.back_up(target, going_on))
        make_room(folder, target)
    return made


def last_backup_at(tx: Transaction) -> datetime | None:
    """When the last copy beside the record was made; None before the first."""
    text = kept.get(tx, _KEPT_AS)
    return None if text is None else datetime.fromisoformat(json.loads(text)["at"])


def _is_due(desk: Desk, now: datetime) -> bool:
    with desk.store.read() as tx:
        text, state = kept.get(tx, _KEPT_AS), _state(tx, desk)
    if text is None or json.loads(text).get("program") != _program():
        return True
    last = json.loads(text)
    since = now - datetime.fromisoformat(last["at"])
    return last["state"] != state and not timedelta() <= since < EVERY


def _state(tx: Transaction, desk: Desk) -> list[int]:
    """What changes with every act and every answer: cheap to read, the same while nothing happened."""
    head = facts.chain_head(tx, desk.welcome.device)
    return [head.epoch, head.seq, receipts.newest_number(tx)]


@cache
def _program() -> str:
    """This program's version; empty where it was only unpacked."""
    with suppress(PackageNotFoundError):
        return version("voucher-desk")
    return ""


def _told(path: Path, contents: Contents) -> BackedUp:
    return BackedUp(path, contents.facts, contents.pending)
