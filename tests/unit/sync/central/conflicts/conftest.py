"""One voucher at two sites, as the intake sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.identity import Principal, Role
from sync.central.conflicts.answer_review import answer_review
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, sites, staff
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import SiteId, StaffId
from sync.domain.staff import StaffRole
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.payloads import AttentionSettled
from sync.protocol.receipts import Receipt
from tests.unit.sync.central.conftest import ELSEWHERE, WELDERS, Sender, Town

THIRD = "K-9003"
OFFICER = Principal(Role.OFFICER, "O-1")


class DoubleUse:
    """`far` has enrolled a voucher, `near` wanted to an hour earlier by the clock; `near` arrived second."""

    def __init__(self, town: Town, near: Sender, far: Sender) -> None:
        self.town, self.near, self.far = town, near, far
        self.voucher = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
        code = town.code(self.voucher, timedelta(hours=2))
        near.chain.operator = person_at(town, near.device.site, StaffRole.CLERK)
        far.chain.operator = person_at(town, far.device.site, StaffRole.CLERK)
        self.lost = near.chain.write(town.request(code, WELDERS), at=town.time() - timedelta(hours=1))
        self.won = far.chain.write(town.request(code, ELSEWHERE), at=town.time())
        self.far.hand_in(self.won)
        (self.receipt,) = near.hand_in(self.lost)

    def at(self, desk: Sender) -> dict[str, Any]:
        """What the feed of the desk's site says of it."""
        body = desk.news()["conflict", self.lost.header.id]
        assert body is not None
        return body

    def say(self, desk: Sender, decision: AttentionDecision, note: str | None = None) -> Receipt:
        fact = desk.chain.write(AttentionSettled(self.lost.header.id, decision, note))
        return desk.hand_in(fact)[0]

    def stands(self) -> tuple[ConflictState, bool, bool]:
        """Its state, and whether the loser and the winner have to say something."""
        near, far = self.at(self.near), self.at(self.far)
        assert near["state"] == far["state"]
        return ConflictState(near["state"]), near["to_decide"], far["to_decide"]

    def answer(self, note: str = "登记表有签名", officer: Principal = OFFICER) -> None:
        with writing(self.town.centre.store) as connection:
            answer_review(connection, officer, self.lost.header.id, note, self.town.time())


def person_at(town: Town, site: SiteId, role: StaffRole) -> StaffId:
    with reading(town.centre.store) as connection:
        wanted = select(staff.c.id).where(staff.c.site == site, staff.c.role == role).order_by(staff.c.id)
        return StaffId(connection.scalars(wanted).first() or "")


@pytest.fixture
def twice(town: Town, desk: Sender, far_desk: Sender) -> DoubleUse:
    return DoubleUse(town, desk, far_desk)


@pytest.fixture
def third_desk(town: Town, desk: Sender) -> Sender:
    """At a third site, with a class like that of the second."""
    with writing(town.centre.store) as connection:
        for table, like, changed in (
            (sites, desk.device.site, {"id": "S-0003", "name": "三号教学点"}),
            (classes, ELSEWHERE, {"id": THIRD, "name": "三号点焊工班", "site": "S-0003"}),
        ):
            row = connection.execute(select(table).where(table.c.id == like)).mappings().one()
            connection.execute(insert(table).values(**{**row, **changed}))
        code = make_enrolment_code(connection, SiteId("S-0003"), town.time())
    return Sender(town.centre, code)
