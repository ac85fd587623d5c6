"""Ask the centre about an opaque code, for as long as a person in a queue can wait."""

from __future__ import annotations

from sync.desk.exchange.connection import Connection
from sync.errors import ExchangeError, MalformedMessage
from sync.protocol.joining import Resolution

DEADLINE_S = 1.5


def resolve(connection: Connection, text: str, deadline_s: float = DEADLINE_S) -> Resolution | None:
    """What the centre says about `text`; None without an answer within `deadline_s` seconds."""
    try:
        return Resolution.from_map(connection.post_json("/v1/resolutions", {"code": text}, deadline=deadline_s))
    except (ExchangeError, MalformedMessage):
        return None
