"""Put a desk's exchange together from what the desk is."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from sync.desk.device.settings import Settings
from sync.desk.exchange.connection import Caller, Connection
from sync.desk.exchange.cycle import Exchange, Joined
from sync.desk.store import kept
from sync.protocol.desk_health import DeskHealth


def open_exchange(
    settings: Settings,
    desk: Joined,
    transport: httpx.BaseTransport | None = None,
    health: Callable[[], DeskHealth] | None = None,
) -> Exchange:
    """The line to the centre this PC has joined, or to where the settings say it has moved. Nothing is asked yet.

    `transport`: another way than sockets. `health`: see `Exchange`. Raises InvalidInput for settings of no use.
    """
    with desk.store.read() as tx:
        url = settings.central_url or kept.get_centre_url(tx)
    caller = Caller(desk.welcome.device, desk.key, desk.welcome.centre_key)
    connection = Connection(settings, url, caller, desk.clock, transport)
    return Exchange(desk, connection, health)
