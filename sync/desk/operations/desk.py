"""What every operation needs: the record, the clock, who this PC is, and the signed lists in force."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sync.desk.device.clock import Clock
from sync.desk.device.key_vault import KeyVault, open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.contact import why_closed
from sync.desk.store import kept
from sync.desk.store.durable import file_errors, keep_to_owner
from sync.desk.store.lists import ListsInForce
from sync.desk.store.place import held_facts
from sync.desk.store.replace_record import alone_with, finish_replacing, is_decided
from sync.desk.store.store import Store, Transaction
from sync.errors import KeyStorageMissing, NotJoined, StoreForeign, StoreUnreadable
from sync.protocol.joining import Welcome
from sync.protocol.signing import SigningKey

STORE_KEY, DEVICE_KEY = "store-key", "device-key"
_KEY_BYTES = 32


class Desk:
    """This PC, joined to its site. Shared by all threads; each operation opens its own transaction."""

    def __init__(self, store: Store, clock: Clock, welcome: Welcome, key: SigningKey) -> None:
        self.store = store
        self.clock = clock
        self.welcome = welcome
        self.key = key
        self.lists = ListsInForce(welcome.roots)

    @classmethod
    def open(cls, settings: Settings) -> Desk:
        """Open this PC's record. Raises NotJoined, KeyStorageMissing or the StoreError tree."""
        vault = open_vault(settings)
        check_there(settings, vault)
        store = open_store(settings, vault)
        try:
            with store.read() as tx:
                welcome, anchor = kept.get_welcome(tx), kept.get_anchor(tx)
            secret = vault.get(DEVICE_KEY)
            if welcome is None or secret is None:
                raise NotJoined
            return cls(store, Clock(anchor), welcome, SigningKey.from_bytes(secret))
        except BaseException:
            store.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that shows people. Raises Withdrawn, ContactLapsed or the rest of the StoreError tree."""
        with self.store.read() as tx:
            self._check_open(tx)
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that records people. Raises as `reading`."""
        with self.store.write() as tx:
            self._check_open(tx)
            yield tx

    def _check_open(self, tx: Transaction) -> None:
        closed = why_closed(tx, self.clock.read(), self.lists)
        if closed is not None:
            raise closed

    def close(self) -> None:
        """Give up the record."""
        self.store.close()


def check_there(settings: Settings, vault: KeyVault) -> None:
    """A record that vanished is not taken for one that never was. Raises NotJoined, StoreForeign or DiskFull."""
    path = settings.store_file
    with file_errors():
        if is_decided(path):
            return
        if not path.exists():
            raise StoreForeign("the record is gone; backups are there") if held_facts(path) else NotJoined
        if path.is_file() and path.stat().st_size == 0 and vault.get(DEVICE_KEY) is not None:
            raise StoreForeign("an empty file where a record was")


def open_store(settings: Settings, vault: KeyVault) -> Store:
    """The record of this PC, made with a fresh key when there is none yet; that is for `joining` alone.

    Raises StoreUnreadable when there is a record but its key is gone: a new key would only hide that.
    """
    key = vault.get(STORE_KEY)
    if key is None:
        if settings.store_file.exists():
            raise StoreUnreadable("its key is not in the key storage")
        key = os.urandom(_KEY_BYTES)
        keep_safely(vault, STORE_KEY, key)
    if is_decided(settings.store_file):  # a repair or a restore was cut off in its last moment
        with alone_with(settings.store_file):
            finish_replacing(settings.store_file)
    store = Store.open(settings.store_file, key)
    keep_to_owner(settings.home)
    return store


def keep_safely(vault: KeyVault, name: str, secret: bytes) -> None:
    """Put the secret and look whether it is there: some keyrings take everything and keep nothing.

    Raises KeyStorageMissing or DiskFull.
    """
    vault.put(name, secret)
    if vault.get(name) != secret:
        raise KeyStorageMissing("what was put into it is not there")
