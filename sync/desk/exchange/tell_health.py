"""Tell the centre how this PC is: after a round that went through, every quarter of an hour. Nothing depends on it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from sync.desk.exchange.connection import Connection
from sync.domain.ids import DeviceId
from sync.errors import ExchangeError, ProtocolError
from sync.protocol.desk_health import DeskHealth

_EVERY_SECONDS = 15 * 60
_log = logging.getLogger(__name__)


class HealthTeller:
    """For one line. A centre of an earlier version, which does not want to know, is asked as seldom."""

    def __init__(self, connection: Connection, device: DeviceId, health: Callable[[], DeskHealth]) -> None:
        self._connection = connection
        self._device = device
        self._health = health
        self._not_before = 0.0

    def tell_if_due(self) -> None:
        """Raises only the StoreError tree."""
        if time.monotonic() < self._not_before:
            return
        self._not_before = time.monotonic() + _EVERY_SECONDS
        try:
            self._connection.post_json(f"/v1/devices/{self._device}/health", self._health().to_map())
        except (ExchangeError, ProtocolError) as error:
            _log.info("%s: the centre was not told how this PC is", error.code)
