"""One round with the centre: push, pull. What happened is told, not raised: a desk goes on whatever the line does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from sync.desk.device.clock import Clock
from sync.desk.exchange.connection import Connection
from sync.desk.exchange.pull import Pulled, Puller
from sync.desk.exchange.push import BatchSize, Pushed, push
from sync.desk.exchange.tell_health import HealthTeller
from sync.desk.exchange.withdraw import is_withdrawn, withdraw
from sync.desk.store import kept
from sync.desk.store.lists import ListsInForce
from sync.desk.store.store import Store
from sync.domain.ids import FactId
from sync.errors import (
    CentreBusy,
    CentreRefused,
    ExchangeError,
    NotTheCentre,
    Offline,
    ProtocolError,
    SyncError,
    Withdrawn,
)
from sync.protocol.desk_health import DeskHealth
from sync.protocol.joining import Welcome
from sync.protocol.requests import WITHDRAWN
from sync.protocol.signing import SigningKey


@dataclass(frozen=True, slots=True)
class CycleResult:
    """`online`: the centre answered, be it with a refusal. `error`: what stopped the round, None when nothing did."""

    pushed: int
    settled: int
    rejected: int
    conflicts: int
    pulled: int
    cursor: str
    online: bool
    error: SyncError | None = None
    again_in: float | None = None
    """After how many seconds the centre wants to be asked again."""
    healed: bool = False
    """What was held differed from what the centre tells, and was fetched anew."""

    @property
    def retry_after(self) -> float | None:
        """Seconds the centre asked to wait."""
        return self.error.retry_after if isinstance(self.error, CentreBusy) else None


class Joined(Protocol):
    """What of a desk its exchange needs."""

    store: Store
    clock: Clock
    welcome: Welcome
    key: SigningKey
    lists: ListsInForce


class Exchange:
    """This desk's side of the line: who it is and how fast it may send. One round at a time."""

    def __init__(
        self, desk: Joined, connection: Connection, health: Callable[[], DeskHealth] | None = None
    ) -> None:
        """`health`: how this PC is, for the centre to know; it is told nothing without."""
        self._desk = desk
        self._store = desk.store
        self.connection = connection
        self._puller = Puller(desk.store, connection, desk.clock, desk.welcome)
        self._size = BatchSize()
        self._unread: set[FactId] = set()
        self._teller = HealthTeller(connection, desk.welcome.device, health) if health is not None else None

    def run_cycle(self) -> CycleResult:
        """Push, then pull to the end of the feed. Raises only the StoreError tree."""
        pushed, pulled = Pushed(), Pulled()
        error: SyncError | None = None
        try:
            sender = self._store, self.connection, self._desk.welcome.device, self._desk.key
            pushed = push(*sender, self._size, unread=self._unread)
        except (ExchangeError, ProtocolError) as stopped:
            error = stopped
        if not _is_away(error):  # a push that is refused must not stop the feed as well
            try:
                pulled = self._hear()
            except (ExchangeError, ProtocolError, Withdrawn) as stopped:
                error = error or stopped
        if error is None and self._teller is not None:
            self._teller.tell_if_due()
        return self._result(pushed, pulled, error)

    def _hear(self) -> Pulled:
        """The news. A withdrawn PC gets none: it goes on to its end. Raises Withdrawn then."""
        if not is_withdrawn(self._store):
            try:
                return self._puller.pull()
            except CentreRefused as refused:
                if refused.problem != WITHDRAWN:
                    raise
        withdraw(self._store, self.connection, self._desk.welcome.device, self._desk.clock.read().best)
        raise Withdrawn

    def _result(self, pushed: Pushed, pulled: Pulled, error: SyncError | None) -> CycleResult:
        self._store.tidy()
        with self._store.read() as tx:
            cursor = kept.get_cursor(tx)
            with suppress(ProtocolError):  # told where it is needed
                # A long list takes half a second to read: better here than while somebody stands there.
                self._desk.lists.read(tx)
        return CycleResult(
            pushed.sent,
            pushed.settled,
            pushed.rejected,
            pushed.conflicts,
            pulled.changes,
            cursor,
            not _is_away(error),
            error,
            pulled.again_in,
            pulled.healed,
        )


def _is_away(error: SyncError | None) -> bool:
    """Whether nothing that is the centre answered. A refusal is an answer."""
    return isinstance(error, Offline | NotTheCentre)
