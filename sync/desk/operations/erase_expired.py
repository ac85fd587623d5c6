"""What the record says is erased when its retention ends; that it was there, its hash and its chain stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sync.desk.operations.desk import Desk
from sync.desk.store.backup_folder import copies_in, remove_older
from sync.desk.store.place import backups_of
from sync.desk.store.retention import erase_payloads, forget_strangers
from sync.domain.trusted_time import Grade


def erase_expired(desk: Desk, going_on: Callable[[], object]) -> int | None:
    """Erase the payloads of settled facts, and the copies of the record, that are older than the policy keeps them, a
    few at a time. How many payloads; None while this PC does not know the time well enough to erase anything.

    `going_on` is called between and may raise. Raises the StoreError tree.
    """
    moment = desk.clock.read()
    if moment.grade is not Grade.TRUSTED:
        return None
    with desk.store.read() as tx:
        before = moment.best - timedelta(days=desk.lists.read(tx).policy.record_days)
    erased, last = 0, 0
    while True:
        going_on()
        with desk.store.write() as tx:
            some, last = erase_payloads(tx, before, last)
        erased += some
        if not some:
            break
    with desk.store.write() as tx:
        forget_strangers(tx, before)
    folder = backups_of(desk.store.path)
    newest = next((copy.path for copy in copies_in(folder)), None)
    remove_older(folder, before, but=newest)
    return erased
