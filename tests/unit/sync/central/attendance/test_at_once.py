"""A phone and a desk at the same moment, on both databases: one account, nothing lost, nothing counted twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from sync.central.store.engine import reading
from sync.central.store.tables import punches
from tests.unit.sync.central.attendance.conftest import PhoneFix, School
from tests.unit.sync.central.conftest import ON_NOW, Sender


@pytest.fixture
def town_url(store_url: str) -> str:
    return store_url


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(call) for call in calls]]


def count_punches(school: School, number: int) -> int:
    there = (punches.c.session_id == ON_NOW) & (punches.c.voucher_no == number)
    with reading(school.centre.store) as connection:
        return int(connection.execute(select(func.count()).select_from(punches).where(there)).scalar_one())


def test_a_phone_and_two_desks(school: School, desk: Sender, colleague: Sender, fix: PhoneFix) -> None:
    number, before = school.welder, school.hours(school.welder)
    mine, theirs = (one.chain.write(school.town.punch(None, number), at=school.time()) for one in (desk, colleague))
    at_once(
        lambda: school.sign_in(number, fix()),
        lambda: desk.hand_in(mine),
        lambda: colleague.hand_in(theirs),
    )
    assert count_punches(school, number) == 3
    assert school.hours(number) == before + 4
    account = school.account(number)
    assert account is not None
    assert (account.mark, account.hours) == ("present", 4)


def test_the_same_sign_in_twice_at_once(school: School, fix: PhoneFix) -> None:
    number, before = school.welder, school.hours(school.welder)
    one, other = at_once(*[lambda: school.sign_in(number, fix())] * 2)
    assert one == other
    assert (count_punches(school, number), school.hours(number)) == (1, before + 4)
