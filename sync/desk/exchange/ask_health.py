"""Ask the centre whether it is there, without sending or fetching anything."""

from __future__ import annotations

from sync.desk.exchange.connection import Connection


def ask_health(connection: Connection) -> None:
    """Returns when the centre answers. Raises the ExchangeError tree."""
    connection.get("/v1/health", {})
