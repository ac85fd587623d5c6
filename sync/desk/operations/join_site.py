"""Joining a site: the PC's own key pair before the centre is asked, the centre's welcome after it."""

from __future__ import annotations

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import DEVICE_KEY, open_store
from sync.desk.store import kept
from sync.errors import InvalidInput
from sync.protocol.joining import Welcome
from sync.protocol.signing import SigningKey


def device_key(settings: Settings) -> SigningKey:
    """This PC's private key, made and kept when there is none yet, so that a failed attempt can be made again.

    Raises KeyStorageMissing, or InvalidInput when this PC has joined a site already.
    """
    vault = open_vault(settings)
    if settings.store_file.exists():
        store = open_store(settings, vault)
        with store.read() as tx:
            joined = kept.get_welcome(tx) is not None
        store.close()
        if joined:
            raise InvalidInput("this PC has already joined a site")
    secret = vault.get(DEVICE_KEY)
    if secret is not None:
        return SigningKey.from_bytes(secret)
    key = SigningKey.generate()
    vault.put(DEVICE_KEY, key.to_bytes())
    return key


def take_up_site(settings: Settings, welcome: Welcome, centre_url: str) -> None:
    """Make the record and write down who this PC is. Raises the StoreError tree."""
    store = open_store(settings, open_vault(settings))
    try:
        with store.write() as tx:
            kept.put_welcome(tx, welcome, centre_url)
    finally:
        store.close()
