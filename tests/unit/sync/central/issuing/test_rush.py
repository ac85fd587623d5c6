"""Many at once, on both databases: the quantity is kept, nobody gets two, numbers given by hand stay in peace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from threading import Thread

import pytest
from sqlalchemy import func, select

from sync.central.issuing.issue_table import issue_vouchers
from sync.central.move_voucher import Occasion
from sync.central.store.engine import reading, writing
from sync.central.store.tables import voucher_history, vouchers
from tests.unit.sync.central.conftest import Town
from tests.unit.sync.central.issuing.acts import CAMPAIGN, directed, enter, open_campaign, person, reported
from tests.unit.sync.central.issuing.conftest import Callers
from tests.unit.sync.central.issuing.test_issue_table import application

CLAIM = "/v1/holder/campaigns/C-1/claim"


@pytest.fixture
def town_url(store_url: str) -> str:
    """Every test of this module runs on SQLite and on PostgreSQL."""
    return store_url


def at_once(deeds: Iterable[Callable[[], None]]) -> None:
    threads = [Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_quantity_is_never_exceeded(callers: Callers, town: Town) -> None:
    open_campaign(callers, town, quantity=2)
    people = enter(callers, *(person(number) for number in range(6)))
    answers: list[int] = []

    def rush(trainee: str) -> None:
        answers.append(callers.holder(trainee).ask("POST", CLAIM).status_code)

    at_once(partial(rush, trainee) for trainee in people)
    assert sorted(answers) == [200, 200, 409, 409, 409, 409]
    assert callers.officer.done("GET", CAMPAIGN)["vouchers_given"] == 2
    (late,) = enter(callers, person(7))
    assert callers.holder(late).refused("POST", CLAIM) == "campaign-exhausted"


def test_somebody_who_asks_two_campaigns_for_one_subsidy_gets_one(callers: Callers, town: Town) -> None:
    open_campaign(callers, town)
    open_campaign(callers, town, "/v1/campaigns/C-2")
    (welder,) = enter(callers, person(1))
    answers: list[int] = []

    def rush(path: str) -> None:
        answers.append(callers.holder(welder).ask("POST", path).status_code)

    at_once(partial(rush, path) for path in (CLAIM, "/v1/holder/campaigns/C-2/claim"))
    assert sorted(answers) == [200, 409]


def test_two_runs_at_once_generate_each_voucher_once(callers: Callers, town: Town) -> None:
    directed(callers, town, quantity=7)
    enter(callers, *(person(number) for number in range(9)))
    callers.manager.done("POST", CAMPAIGN + "/people", {"people": [reported(number) for number in range(9)]})
    ran: list[int] = []

    def run() -> None:
        ran.append(callers.officer.done("POST", CAMPAIGN + "/vouchers")["generated"])

    at_once([run, run])
    assert sum(ran) == 7
    with reading(town.centre.store) as connection:
        of_it = select(vouchers).where(vouchers.c.campaign == "C-1").order_by(vouchers.c.no)
        given = connection.execute(of_it).all()
        highest = connection.scalar(select(func.max(vouchers.c.no)).where(vouchers.c.campaign.is_(None)))
        lives = select(voucher_history.c.voucher_no).where(voucher_history.c.voucher_no.in_([row.no for row in given]))
        steps = connection.scalars(lives).all()
    assert len({row.trainee for row in given}) == 7
    assert len(steps) == 14
    assert highest is not None
    assert given[0].no > highest  # the sample data's vouchers have numbers given by hand


def test_two_who_enter_one_person_enter_one_person(callers: Callers, town: Town) -> None:
    entered: list[str] = []

    def put() -> None:
        entered.extend(enter(callers, person(1)))

    at_once([put, put, put])
    assert len(entered) == 3
    assert len(set(entered)) == 1


def test_two_tables_with_the_same_people_in_another_order_are_both_issued(town: Town) -> None:
    people = [application(number) for number in range(40)]
    issued: list[int] = []

    def issue(step: int) -> None:
        with writing(town.centre.store) as connection:
            issued.extend(issue_vouchers(connection, people[::step], Occasion("run:issue", town.time(), 1)))

    at_once(partial(issue, step) for step in (1, -1))
    assert len(set(issued)) == 2 * len(people)
