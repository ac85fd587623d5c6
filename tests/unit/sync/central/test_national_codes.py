"""Codes that only their issuer can read, and only for a minute."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, delete

from sync.central.codes.resolutions import keep_resolutions
from sync.central.store.engine import writing
from sync.central.store.tables import national_codes
from sync.domain.ids import VoucherNo
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import Sender, Town


def presented(town: Town, note: str) -> tuple[str, int]:
    entry = next(entry for entry in town.example["cast"] if entry["note"] == note)
    return entry["text"], entry["voucher_no"]


@pytest.fixture
def code(town: Town) -> str:
    return presented(town, "national code")[0]


@pytest.fixture
def number(town: Town) -> int:
    return presented(town, "national code")[1]


def tell(desk: Sender, code: str, number: int, at: datetime) -> None:
    with writing(desk.centre.store) as connection:
        keep_resolutions(connection, desk.device.id, {code: VoucherNo(number)}, {code: at})


def forget(town: Town) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(delete(national_codes))


def test_a_national_code_is_resolved_and_the_desk_learns_whose_it_was(
    town: Town, desk: Sender, code: str, number: int
) -> None:
    nobodys = next(entry["text"] for entry in town.example["cast"] if entry["note"] == "national code of nobody")
    receipts = desk.hand_in(*(desk.chain.write(town.punch(text)) for text in (code, nobodys)))
    assert (receipts[0].outcome, receipts[0].voucher_no) == (Outcome.RECORDED, number)
    assert (receipts[1].outcome, receipts[1].code) == (Outcome.REJECTED, ReceiptCode.CODE_UNRESOLVED)


@pytest.mark.parametrize(
    ("minutes_before", "trusted", "expected"),
    [(1, True, Outcome.RECORDED), (30, True, Outcome.REJECTED), (30, False, Outcome.PROVISIONAL)],
)
def test_what_a_code_was_when_it_was_shown_counts(  # noqa: PLR0917  fixtures and parameters
    town: Town, desk: Sender, code: str, number: int, minutes_before: int, trusted: bool, expected: Outcome
) -> None:
    tell(desk, code, number, town.time() - timedelta(minutes=minutes_before))
    forget(town)
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(code), at=town.time(), trusted=trusted))
    assert receipt.outcome is expected


def test_what_was_told_to_a_pc_counts_in_its_institution_only(  # noqa: PLR0917  fixtures
    town: Town, desk: Sender, colleague: Sender, far_desk: Sender, code: str, number: int
) -> None:
    tell(far_desk, code, number, town.time())
    forget(town)
    assert desk.hand_in(desk.chain.write(town.punch(code)))[0].code is ReceiptCode.CODE_UNRESOLVED
    tell(colleague, code, number, town.time())
    assert desk.hand_in(desk.chain.write(town.punch(code)))[0].outcome is Outcome.RECORDED


def test_a_code_read_at_the_intake_is_remembered_too(town: Town, desk: Sender, code: str) -> None:
    assert desk.hand_in(desk.chain.write(town.punch(code)))[0].outcome is Outcome.RECORDED
    forget(town)
    assert desk.hand_in(desk.chain.write(town.punch(code)))[0].outcome is Outcome.MERGED


class Platform:
    """An issuer that remembers: it reads codes as of the moment they were shown."""

    def __init__(self, code: str, number: int, died: datetime) -> None:
        self.code, self.number, self.died = code, VoucherNo(number), died

    def resolve(self, _connection: Connection, shown: Mapping[str, datetime]) -> Mapping[str, VoucherNo]:
        return {code: self.number for code, at in shown.items() if code == self.code and at < self.died}


def test_the_issuer_is_told_when_the_code_was_shown(town: Town, desk: Sender, code: str, number: int) -> None:
    town.centre.resolver = Platform(code, number, town.time() - timedelta(minutes=30))
    early = desk.chain.write(town.punch(code), at=town.time() - timedelta(hours=1))
    assert desk.hand_in(early)[0].outcome is Outcome.RECORDED
    town.time.go_on(timedelta(hours=1))
    assert desk.hand_in(desk.chain.write(town.punch(code), at=town.time()))[0].outcome is Outcome.REJECTED
