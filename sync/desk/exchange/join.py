"""Ask the centre to let this PC join its site."""

from __future__ import annotations

from sync.desk.device.clock import Clock
from sync.desk.device.settings import Settings
from sync.desk.exchange.connection import Caller, Connection
from sync.protocol.joining import Welcome
from sync.protocol.requests import NEW_DEVICE, to_base64
from sync.protocol.signing import SigningKey


def join(settings: Settings, url: str, code: str, key: SigningKey, name: str) -> Welcome:
    """Show the one-time `code` and the public half of `key`; `name` is how people know this PC.

    Raises the ExchangeError tree, InvalidInput or MalformedMessage.
    """
    connection = Connection(settings, url, Caller(NEW_DEVICE, key, None), Clock())
    try:
        body = {"code": code, "public_key": to_base64(key.public().to_bytes()), "name": name}
        return Welcome.from_map(connection.post_json("/v1/devices", body))
    finally:
        connection.close()
