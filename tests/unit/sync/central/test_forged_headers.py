"""Headers that no honest desk writes, on SQLite and PostgreSQL: the batch is taken, and nothing fails inside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from sync.central.store.engine import writing
from sync.central.store.tables import vouchers
from sync.domain.vouchers import VoidReason, VoucherState
from sync.protocol.facts import write_fact
from sync.protocol.receipts import Outcome
from tests.fakes.scripted_desk import Chain
from tests.unit.sync.central.conftest import Sender, Town


@pytest.fixture
def town_url(store_url: str) -> str:
    """On both databases."""
    return store_url


@pytest.mark.parametrize("place", [{"seq": (1 << 31) - 2}, {"seq": (1 << 31) - 1}, {"epoch": (1 << 32) - 1}])
def test_a_place_at_the_end_of_what_can_be_counted(town: Town, desk: Sender, place: dict[str, int]) -> None:
    written = desk.chain.write(town.punch(None, 1001))
    desk.chain = Chain(desk.device.id)
    odd = write_fact(replace(written.header, **place), written.payload_bytes)  # type: ignore[arg-type]  # whole numbers
    _, good = desk.hand_in(odd, desk.chain.write(town.punch(None, 1002)))
    assert good.outcome is Outcome.RECORDED


@pytest.mark.parametrize("version", [(1 << 31) - 1, 1 << 31, (1 << 32) - 1])
def test_a_status_list_that_was_never_published(town: Town, desk: Sender, version: int) -> None:
    with writing(town.centre.store) as connection:
        void = {"state": VoucherState.VOID, "void_reason": VoidReason.EXPIRED}
        connection.execute(update(vouchers).where(vouchers.c.no == 1001).values(void))
    odd = desk.chain.write(town.punch(None, 1001), list_version=version)
    assert desk.hand_in(odd, desk.chain.write(town.punch(None, 1002)))[1].outcome is Outcome.RECORDED
