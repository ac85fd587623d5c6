"""Records that waited for whoever can read their codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from sync.central.__main__ import main
from sync.central.codes.resolutions import keep_resolutions
from sync.central.codes.resolver import ResolverUnavailable, set_test_resolver
from sync.central.forget import Forgotten, forget
from sync.central.intake.settle_waiting import Settled, settle_waiting
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import facts, receipts, resolutions
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.payloads import VoucherSeen
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.askers import Askers
from tests.unit.sync.central.conftest import ON_NOW, WELDERS, Sender, Town, undo

HELD = (Outcome.HELD, ReceiptCode.CODE_UNRESOLVED)


def said(receipt: Receipt) -> tuple[Outcome, ReceiptCode | None]:
    return receipt.outcome, receipt.code


def switch(town: Town, *, answers: bool) -> None:
    with writing(town.centre.store) as connection:
        set_test_resolver(connection, town.time(), answers=answers)


@pytest.fixture
def code(town: Town) -> str:
    return str(next(one["text"] for one in town.example["cast"] if one["note"] == "national code"))


@pytest.fixture
def nobodys(town: Town) -> str:
    return str(next(one["text"] for one in town.example["cast"] if one["note"] == "national code of nobody"))


def test_what_cannot_be_asked_is_held_and_settled_by_the_next_offer(
    town: Town, desk: Sender, code: str, nobodys: str
) -> None:
    switch(town, answers=False)
    signed = town.punch(town.code(town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1)))
    batch = [desk.chain.write(payload) for payload in (town.punch(code), signed, town.punch(nobodys))]
    assert [said(one) for one in desk.hand_in(*batch)] == [HELD, (Outcome.RECORDED, None), HELD]
    assert said(desk.hand_in(*batch)[0]) == HELD
    switch(town, answers=True)
    assert [said(one) for one in desk.hand_in(*batch)] == [
        (Outcome.RECORDED, None),
        (Outcome.RECORDED, None),
        (Outcome.REJECTED, ReceiptCode.CODE_UNRESOLVED),
    ]


def test_a_run_settles_them_before_any_desk_comes_back(town: Town, desk: Sender, code: str, nobodys: str) -> None:
    switch(town, answers=False)
    batch = [desk.chain.write(town.punch(text)) for text in (code, nobodys)]
    desk.hand_in(*batch)
    assert settle_waiting(town.centre) == Settled(0, 2)
    switch(town, answers=True)
    assert settle_waiting(town.centre) == Settled(2, 0)
    assert settle_waiting(town.centre) == Settled(0, 0)
    number = next(one["voucher_no"] for one in town.example["cast"] if one["text"] == code)
    assert desk.news()["attendance", f"{ON_NOW}/{number}"] is not None
    first, second = desk.hand_in(*batch)
    assert (said(first), first.voucher_no) == ((Outcome.RECORDED, None), number)
    assert said(second) == (Outcome.REJECTED, ReceiptCode.CODE_UNRESOLVED)
    with reading(town.centre.store) as connection:
        assert connection.scalar(select(func.count()).select_from(facts)) == 2
        assert connection.scalar(select(func.count()).select_from(receipts)) == 4


def test_what_was_told_at_the_time_needs_nobody_now(town: Town, desk: Sender, code: str) -> None:
    number = next(one["voucher_no"] for one in town.example["cast"] if one["text"] == code)
    with writing(town.centre.store) as connection:
        keep_resolutions(connection, desk.device.id, {code: VoucherNo(number)}, {code: town.time()})
    switch(town, answers=False)
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(code), at=town.time()))
    assert (said(receipt), receipt.voucher_no) == ((Outcome.RECORDED, None), number)


def test_what_was_only_seen_and_what_was_undone_does_not_wait(town: Town, desk: Sender, code: str) -> None:
    switch(town, answers=False)
    seen = desk.chain.write(VoucherSeen(ON_NOW, WELDERS, None, code, "to_confirm", "only_centre_can_read"))
    punch = desk.chain.write(town.punch(code))
    assert [said(one)[0] for one in desk.hand_in(seen, punch)] == [Outcome.RECORDED, Outcome.HELD]
    desk.hand_in(desk.chain.write(undo(punch)))
    switch(town, answers=True)
    assert settle_waiting(town.centre) == Settled(1, 0)
    assert not any(kind == "attendance" and key.startswith(ON_NOW) for kind, key in desk.news())


class Remembering:
    """An issuer that was away and answers for the past."""

    def __init__(self, code: str, number: int) -> None:
        self.code, self.number, self.asked = code, VoucherNo(number), list[datetime]()
        self.away = True

    def resolve(self, _connection: Connection, shown: Mapping[str, datetime]) -> Mapping[str, VoucherNo]:
        if self.away:
            raise ResolverUnavailable
        self.asked += shown.values()
        return {code: self.number for code in shown if code == self.code}


def test_the_issuer_is_given_the_time_at_which_the_code_was_shown(town: Town, desk: Sender, code: str) -> None:
    number = next(one["voucher_no"] for one in town.example["cast"] if one["text"] == code)
    issuer = Remembering(code, number)
    town.centre.resolver = issuer
    at = town.time()
    desk.hand_in(desk.chain.write(town.punch(code), at=at))
    issuer.away = False
    town.time.go_on(timedelta(days=2))
    assert settle_waiting(town.centre) == Settled(1, 0)
    assert issuer.asked == [at]


def test_an_enrolment_that_waited_takes_the_place(town: Town, desk: Sender, code: str) -> None:
    number = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
    issuer = Remembering(code, number)
    town.centre.resolver = issuer
    desk.hand_in(desk.chain.write(town.request(code)))
    assert town.state(number) is VoucherState.CLAIMED
    issuer.away = False
    settle_waiting(town.centre)
    assert town.state(number) is VoucherState.IN_USE


def test_a_desk_that_asks_is_told_to_ask_again(town: Town, code: str) -> None:
    switch(town, answers=False)
    askers = Askers.at(town.centre)
    answer = askers.ask("device", "POST", "/v1/resolutions", f'{{"code": "{code}"}}'.encode())
    assert (answer.status_code, answer.json()["type"]) == (503, Problem(ProblemKind.RESOLVER_UNAVAILABLE).type)
    assert answer.headers["Retry-After"] == "30"


def test_what_outlived_its_retention_is_erased(town: Town, desk: Sender, code: str) -> None:
    number = next(one["voucher_no"] for one in town.example["cast"] if one["text"] == code)
    for days in (1, 89, 91, 400):
        shown = {code: town.time() - timedelta(days=days)}
        with writing(town.centre.store) as connection:
            keep_resolutions(connection, desk.device.id, {code: VoucherNo(number)}, shown)
    with writing(town.centre.store) as connection:
        assert forget(connection, Policy(), town.time()) == Forgotten(2, 0, 0)
        assert connection.scalar(select(func.count()).select_from(resolutions)) == 2


def test_what_a_judged_fact_said_is_erased_when_its_time_is_over(town: Town, desk: Sender, code: str) -> None:
    switch(town, answers=False)
    held = desk.chain.write(town.punch(code))
    assert said(desk.hand_in(held)[0]) == HELD
    judged = desk.chain.write(VoucherSeen(None, WELDERS, None, "a code", "refused", "not_a_voucher"))
    assert said(desk.hand_in(judged)[0]) != HELD
    with writing(town.centre.store) as connection:
        assert forget(connection, Policy(), town.time() + timedelta(days=729)).payloads == 0
        assert forget(connection, Policy(), town.time() + timedelta(days=731)).payloads == 1
        rows = connection.execute(select(facts.c.id, facts.c.payload)).all()
    assert {row.id: row.payload is None for row in rows} == {judged.header.id: True, held.header.id: False}
    again = desk.hand_in(judged)
    assert said(again[0]) != HELD


def test_the_commands_reach_every_process(
    town: Town, desk: Sender, code: str, town_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["switch-resolver", "silent", "--db", town_url]) == 0
    assert said(desk.hand_in(desk.chain.write(town.punch(code)))[0]) == HELD
    assert main(["settle-waiting", "--db", town_url]) == 0
    assert main(["switch-resolver", "answers", "--db", town_url, "--json"]) == 0
    assert main(["settle-waiting", "--db", town_url, "--json"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[1] == "0 records settled, 1 still wait"
    assert printed[3] == '{"settled": 1, "waiting": 0, "erased": {"resolutions": 0, "fixes": 0, "payloads": 0}}'
