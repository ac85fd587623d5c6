"""A seeded centre on a file of its own, and two desks' chains whose facts go straight to the intake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from sync.central.askers.devices import Device, NewDevice, join_site
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.centre import Centre, utc_now
from sync.central.example.seed import seed_example
from sync.central.holders import claims_of, find_voucher
from sync.central.intake.take_facts import take_facts
from sync.central.news import feed
from sync.central.store.engine import reading, writing
from sync.central.store.tables import devices, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol import batches
from sync.protocol.changes import START
from sync.protocol.facts import Fact
from sync.protocol.payloads import AttendancePunched, EnrolmentRequested, ScanUndone
from sync.protocol.receipts import Receipt
from sync.protocol.signing import SigningKey
from sync.protocol.voucher_code import sign_code
from tests.fakes.postgres import PostgresServer
from tests.fakes.scripted_desk import Chain

WELDERS, CARERS, ELSEWHERE = "K-0001", "K-0002", "K-0004"
ON_NOW, ON_NOW_ELSEWHERE = "K-0001-03", "K-0004-01"
LONG_AGO = timedelta(days=30)
"""When the PCs of these tests joined: nothing is believed of the time before."""


@dataclass
class SetTime:
    """A centre's clock that tests set."""

    at: datetime = field(default_factory=utc_now)

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, passed: timedelta) -> None:
        self.at += passed


class Sender:
    """A device at the intake's door; it joined long ago."""

    def __init__(self, centre: Centre, code: str) -> None:
        self.centre = centre
        self.key = SigningKey.generate()
        with writing(centre.store) as connection:
            welcome = join_site(connection, centre.keys, code, NewDevice(self.key.public(), "PC"), centre.now())
            this = devices.c.id == welcome.device
            connection.execute(update(devices).where(this).values(enrolled_at=centre.now() - LONG_AGO))
        self.device = Device(welcome.device, welcome.site, self.key.public())
        self.chain = Chain(welcome.device)

    def hand_in_raw(self, *facts: Fact) -> list[str]:
        return take_facts(self.centre, self.device, batches.pack(facts, self.chain.head, self.key))

    def hand_in(self, *facts: Fact) -> list[Receipt]:
        return [Receipt.from_map(json.loads(text)) for text in self.hand_in_raw(*facts)]

    def news(self) -> dict[tuple[str, str], dict[str, Any] | None]:
        with reading(self.centre.store) as connection:
            page = feed.read_page(connection, feed.site_scope(self.device.site), START, 10_000)
        return {(change.kind, change.key): change.body for change in page.changes}


class Town:
    """The sample data as the rules see them."""

    def __init__(self, centre: Centre, time: SetTime, example: dict[str, Any]) -> None:
        self.centre = centre
        self.time = time
        self.example = example

    def voucher(self, kind: VoucherKind, state: VoucherState, project: int | None = None, place: int = 0) -> int:
        wanted = select(vouchers.c.no).where(vouchers.c.kind == kind, vouchers.c.state == state)
        if project is not None:
            wanted = wanted.where(vouchers.c.project == project)
        with reading(self.centre.store) as connection:
            return int(connection.scalars(wanted.order_by(vouchers.c.no)).all()[place])

    def code(self, number: int, age: timedelta = timedelta()) -> str:
        issuing = self.centre.keys.issuing
        with reading(self.centre.store) as connection:
            row = find_voucher(connection, VoucherNo(number))
        return sign_code(claims_of(row, self.time() - age), issuing.key, issuing.kid)

    def state(self, number: int) -> VoucherState:
        with reading(self.centre.store) as connection:
            row = find_voucher(connection, VoucherNo(number))
        assert row is not None
        return VoucherState(row.state)

    def punch(self, code: str | None, number: int | None = None, session: str = ON_NOW) -> AttendancePunched:
        method = "by_hand" if code is None else "code"
        return AttendancePunched(session, session[:6], number, code, method, "accepted", "signed_in")

    def request(self, code: str, class_id: str = WELDERS) -> EnrolmentRequested:
        return EnrolmentRequested(class_id, None, code, "accepted", "enrolled")


def undo(fact: Fact) -> ScanUndone:
    return ScanUndone(fact.header.id)


@pytest.fixture
def time() -> SetTime:
    return SetTime()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'centre.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh_database()


@pytest.fixture
def town_url(tmp_path: Path) -> str:
    """Where the town is. A module whose tests shall run on both databases has a `town_url` that is `store_url`."""
    return f"sqlite:///{tmp_path / 'centre.db'}"


@pytest.fixture
def town(town_url: str, time: SetTime) -> Iterator[Town]:
    centre = Centre.open(town_url, time)
    yield Town(centre, time, seed_example(centre))
    centre.close()


@pytest.fixture
def desk(town: Town) -> Sender:
    return Sender(town.centre, town.example["enrolment_code"])


@pytest.fixture
def colleague(town: Town, desk: Sender) -> Sender:
    """Another PC at the site of `desk`."""
    with writing(town.centre.store) as connection:
        code = make_enrolment_code(connection, desk.device.site, town.time())
    return Sender(town.centre, code)


@pytest.fixture
def far_desk(town: Town) -> Sender:
    return Sender(town.centre, town.example["elsewhere"]["enrolment_code"])
