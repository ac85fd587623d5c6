"""A desk that has joined the running centre: its own folder, key file, record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.store.engine import writing
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import CycleResult, Exchange
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import device_key, take_up_site
from sync.domain.ids import SessionId, SiteId, StaffId
from tests.integration.conftest import RunningCentre


@dataclass
class JoinedDesk:
    """A desk and its line; `code_of` tells what a phone of the sample data shows."""

    desk: Desk
    exchange: Exchange
    settings: Settings
    centre: RunningCentre

    def run_cycle(self) -> CycleResult:
        """One round that must go through."""
        result = self.exchange.run_cycle()
        assert result.error is None
        assert result.online
        return result

    def codes(self, note: str) -> list[str]:
        """The texts of the sample data's cast with this note."""
        return [row["text"] for row in self.centre.example["cast"] if row["note"] == note]

    @property
    def session(self) -> SessionId:
        """The session in progress."""
        return SessionId(self.centre.example["classes"][0]["session_id"])

    @property
    def operator(self) -> StaffId:
        """The first clerk."""
        return StaffId(self.centre.example["staff"][0]["id"])

    def call_at(self, url: str) -> None:
        """From now on talk to `url`."""
        self.exchange.connection.close()
        desk = self.desk
        settings = Settings.load({"home": self.settings.home, "key_storage": "file", "central_url": url})
        self.exchange = open_exchange(settings, desk)


@pytest.fixture
def join_desk(centre: RunningCentre, tmp_path: Path) -> Iterator[Callable[..., JoinedDesk]]:
    """Makes desks: each call joins one more PC to a site (by default the home site)."""
    joined: list[JoinedDesk] = []

    def join_one(site: str = "") -> JoinedDesk:
        settings = Settings.load({"home": tmp_path / f"desk-{len(joined) + 1}", "key_storage": "file"})
        with writing(centre.behind.store) as connection:
            site_id = SiteId(site or centre.example["site"]["id"])
            code = make_enrolment_code(connection, site_id, centre.behind.now())
        welcome = join(settings, centre.url, code, device_key(settings), "test PC")
        take_up_site(settings, welcome, centre.url)
        desk = Desk.open(settings)
        exchange = open_exchange(settings, desk)
        joined.append(JoinedDesk(desk, exchange, settings, centre))
        return joined[-1]

    yield join_one
    for each in joined:
        each.exchange.connection.close()
        each.desk.close()


@pytest.fixture
def joined(join_desk: Callable[..., JoinedDesk]) -> JoinedDesk:
    """One desk at the home site that has read the feed."""
    one = join_desk()
    one.run_cycle()
    return one
