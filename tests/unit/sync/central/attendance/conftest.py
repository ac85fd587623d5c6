"""The town's welders in a room that is on the map, and a second class manager."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from sync.central.acting.act import Act, act_of
from sync.central.askers.identity import Principal, Role
from sync.central.attendance.by_phone import PhoneSignIn, SignedIn, sign_in_by_phone
from sync.central.news.documents import next_policy_version, publish_policy
from sync.central.store.engine import reading, writing
from sync.central.store.tables import attendance_accounts, rooms, roster_entries, sessions, staff, vouchers
from sync.domain.attendance import Direction
from sync.domain.ids import InstitutionId, SessionId, SiteId
from sync.domain.locations import CoordinateSystem
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherKind, VoucherState
from tests.unit.sync.central.conftest import ON_NOW, WELDERS, Town

ROOM = (31.2304, 121.4737)
HOME, MANAGER, OTHER_MANAGER, CLERK = "S-0001", "P-0003", "P-0009", "P-0001"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept of one voucher at one session."""

    mark: str
    hours: int
    corrected: bool
    flags: str


class School:
    """The town, as the tests of attendance ask it."""

    def __init__(self, town: Town) -> None:
        self.town, self.centre, self.time = town, town.centre, town.time

    @property
    def welder(self) -> int:
        return self.town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1)

    def holder_of(self, number: int) -> str:
        with reading(self.centre.store) as connection:
            return str(connection.scalar(select(vouchers.c.trainee).where(vouchers.c.no == number)))

    def session(self, session_id: str = ON_NOW) -> Any:
        with reading(self.centre.store) as connection:
            return connection.execute(select(sessions).where(sessions.c.id == session_id)).one()

    def starts(self, session_id: str = ON_NOW) -> datetime:
        starts: datetime = self.session(session_id).starts
        return starts

    def act(self, connection: Any, role: Role, person: str) -> Act:
        at_home = role is not Role.HOLDER
        institution, site = (InstitutionId("I-0001"), SiteId(HOME)) if at_home else (None, None)
        return act_of(self.centre, connection, Principal(role, person, institution, site))

    def sign_in(self, number: int, wanted: PhoneSignIn) -> SignedIn:
        with writing(self.centre.store) as connection:
            return sign_in_by_phone(connection, self.act(connection, Role.HOLDER, self.holder_of(number)), wanted)

    def account(self, number: int, session_id: str = ON_NOW) -> Standing | None:
        accounts = attendance_accounts.c
        there = (accounts.session_id == session_id) & (accounts.voucher_no == number)
        with reading(self.centre.store) as connection:
            row = connection.execute(select(attendance_accounts).where(there)).one_or_none()
        return None if row is None else Standing(row.mark, row.hours, row.corrected, row.flags)

    def hours(self, number: int) -> int:
        wanted = select(roster_entries.c.hours_done).where(roster_entries.c.voucher_no == number)
        with reading(self.centre.store) as connection:
            return int(connection.execute(wanted).scalar_one())

    def adopt(self, **figures: Any) -> None:
        """A new policy pack: what was in force, with these figures."""
        with writing(self.centre.store) as connection:
            lists = self.centre.lists(connection)
            values = lists.policy.to_map() | figures | {"version": next_policy_version(connection)}
            publish_policy(connection, self.centre.keys, Policy.from_map(values), self.time(), lists.rules)


@pytest.fixture
def school(town: Town) -> School:
    room = {"id": "R-1", "site": HOME, "name": "一号教室", "address": "", "coordinate_system": "wgs84"}
    colleague = {"id": OTHER_MANAGER, "site": HOME, "name": "唐试敏", "role": "class_manager"}
    with writing(town.centre.store) as connection:
        connection.execute(insert(rooms).values(room | {"latitude": ROOM[0], "longitude": ROOM[1]}))
        connection.execute(update(sessions).where(sessions.c.class_id == WELDERS).values(room="R-1"))
        connection.execute(insert(staff).values(colleague))
    return School(town)


PhoneFix = Callable[..., PhoneSignIn]


@pytest.fixture
def fix() -> PhoneFix:
    """A sign-in at the room's door, otherwise where the test wants it so."""

    def make(id_: str = "one", *, north: float = 0, direction: Direction = Direction.IN, **others: Any) -> PhoneSignIn:
        values: dict[str, Any] = {"accuracy_m": 10.0, "system": CoordinateSystem.WGS84}
        values |= {"session": SessionId(ON_NOW), **others}
        return PhoneSignIn(
            id=id_, direction=direction, latitude=ROOM[0] + north / 110_900, longitude=ROOM[1], **values
        )

    return make
