"""What is read once when the record opens. A PC that IT has set up from afar joins its site first."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.joining import open_joined
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.report_health import report_health
from sync.desk.operations.sign_in import People, SignIn
from sync.errors import NotJoined

_ASK_AGAIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Opened:
    """The desk, its line and who works there."""

    desk: Desk
    exchange: Exchange
    sign_in: SignIn
    people: People


class RecordOpener:
    """Opens it, for one thread; a PC that is to join by site.toml asks the centre every half minute at most."""

    def __init__(self, settings: Settings, open_desk: Callable[[], Desk] | None) -> None:
        """`open_desk` replaces the record that `settings` names."""
        self._settings = settings
        self._open_desk = open_desk or self._join_and_open
        self._ask_after = 0.0
        self._why: Exception | None = None

    def open(self) -> Opened:
        """Raises as `Desk.open`; NotJoined from what kept it from joining by site.toml, if anything did."""
        desk = self._open_desk()
        try:
            sign_in = SignIn(desk)
            exchange = open_exchange(self._settings, desk, health=lambda: report_health(self._settings, desk))
            return Opened(desk, exchange, sign_in, sign_in.people())
        except BaseException:
            desk.close()
            raise

    def _join_and_open(self) -> Desk:
        if time.monotonic() < self._ask_after:
            return self._open_only()
        try:
            return open_joined(self._settings)
        except NotJoined as error:
            self._why = error.__cause__ if isinstance(error.__cause__, Exception) else None
            self._ask_after = time.monotonic() + _ASK_AGAIN_SECONDS
            raise

    def _open_only(self) -> Desk:
        try:
            return Desk.open(self._settings)
        except NotJoined as error:
            raise error from self._why
