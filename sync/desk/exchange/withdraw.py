"""The end of a withdrawn PC, as far as the line goes: hand everything in, be wiped, say so; each round goes on."""

from __future__ import annotations

from datetime import datetime

from sync.desk.exchange.connection import Connection
from sync.desk.store import withdrawal
from sync.desk.store.store import Store
from sync.desk.store.withdrawal import Step
from sync.domain.ids import DeviceId


def is_withdrawn(store: Store) -> bool:
    """Whether the centre has said so."""
    with store.read() as tx:
        return withdrawal.step(tx) is not None


def withdraw(store: Store, connection: Connection, device: DeviceId, now: datetime) -> None:
    """Begin with it, or go on. Raises the ExchangeError or the StoreError tree; the next round goes on then."""
    with store.write() as tx:
        withdrawal.begin(tx, now)
        if withdrawal.step(tx) is Step.TOLD:
            return
    if withdrawal.wipe_if_drained(store):
        connection.post_json(f"/v1/devices/{device}/wiped", {})
        with store.write() as tx:
            withdrawal.note_told(tx)
