"""Joining a site: the PC's own key pair and record before the centre is asked, the centre's welcome after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.device.sole_use import sole_use
from sync.desk.operations.desk import DEVICE_KEY, keep_safely, open_store
from sync.desk.store import kept, withdrawal
from sync.desk.store.withdrawal import Step
from sync.errors import InvalidInput
from sync.protocol.joining import Welcome
from sync.protocol.signing import SigningKey

ALREADY_JOINED = "this PC has already joined a site"
"""The detail of the error that says so."""
_PATIENCE_SECONDS = 90
"""Longer than the centre is given to answer, so that whoever comes second learns how it ended."""


@contextmanager
def joining(settings: Settings) -> Iterator[SigningKey]:
    """This PC's private key, to join with while no other program of this PC does. Raises as `device_key`, StoreLocked.

    Two at once would each make keys, of which one is lost with the record it opens.
    """
    with sole_use(settings.home / "joining.lock", _PATIENCE_SECONDS):
        yield device_key(settings)


def device_key(settings: Settings) -> SigningKey:
    """This PC's private key, made and kept when there is none yet, so that a failed attempt can be made again.

    The record is made as well: a PC that cannot keep one must not use up its code. Raises KeyStorageMissing, the
    StoreError tree, or InvalidInput when this PC is at a site already.
    """
    vault = open_vault(settings)
    with closing(open_store(settings, vault)) as store, store.read() as tx:
        if kept.get_welcome(tx) is not None and withdrawal.step(tx) in (None, Step.DRAINING):
            raise InvalidInput(ALREADY_JOINED)
    secret = vault.get(DEVICE_KEY)
    if secret is not None:
        return SigningKey.from_bytes(secret)
    key = SigningKey.generate()
    keep_safely(vault, DEVICE_KEY, key.to_bytes())
    return key


def take_up_site(settings: Settings, welcome: Welcome, centre_url: str) -> None:
    """Write down who this PC is. Raises the StoreError tree."""
    with closing(open_store(settings, open_vault(settings))) as store, store.write() as tx:
        withdrawal.end(tx)
        kept.put_welcome(tx, welcome, centre_url)
