"""The record in the form of an earlier program: what `voucherdesk roll-back` does to it after an upgrade went wrong.

Nothing is read from a copy of before the upgrade: whatever was recorded since stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.desk.device.key_vault import KeyVault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import STORE_KEY
from sync.desk.store.replace_record import alone_with, finish_replacing
from sync.desk.store.upgrade import HEAD, go_back
from sync.errors import StoreUnreadable

FORM = HEAD
"""This program's."""


@dataclass(frozen=True, slots=True)
class RolledBack:
    """`stood`, `stands`: the record's form before and now, empty without a record. `former`: the copy that is kept."""

    stood: str
    stands: str
    former: Path | None


def roll_back_record(settings: Settings, vault: KeyVault, form: str) -> RolledBack:
    """Bring it to `form`, such as 0002; nothing is done when it stands no further, or there is none.

    Raises InvalidInput (no such form), StoreLocked (open in another program), StoreUnreadable or DiskFull; nothing is
    changed then.
    """
    record = settings.store_file
    if not record.is_file():
        return RolledBack("", "", None)
    key = vault.get(STORE_KEY)
    if key is None:
        raise StoreUnreadable("this PC has no key for it")
    with alone_with(record):
        finish_replacing(record)
    stood, former = go_back(record, key, form)
    return RolledBack(stood, form if former else stood, former)
