"""The book of receipts on a real record: pages, shelves, people, one record in full; nobody's whole name goes up."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.correct_attendance import correct_attendance
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.show_receipts import Shelf, show_receipt, show_receipts, show_traffic
from sync.desk.store import receipts
from sync.domain.attendance import Mark
from sync.domain.ids import FactId, VoucherNo
from sync.errors import UnknownThing
from sync.protocol.facts import FactType
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, SESSION_A, SiteKeys

VOUCHERS = (1001, 1002, 1003, 1004)


@pytest.fixture
def written(desk: Desk, keys: SiteKeys, clock: SetClock) -> list[FactId]:
    """Four sign-ins a minute apart and an enrolment; the centre has answered all but the second and the fourth."""
    ids = []
    for voucher in VOUCHERS:
        ids.append(check_in(desk, keys.code_for(voucher), session_id=SESSION_A, operator=FRONT_DESK).fact_id)
        clock.go_on(timedelta(minutes=1))
    stranger = keys.code_for(3001, name="孙试梅", signed_at=clock.wall)
    ids.append(enrol_trainee(desk, stranger, class_id=CLASS_A, operator=FRONT_DESK).fact_id)
    known = [fact_id for fact_id in ids if fact_id is not None]
    with desk.store.write() as tx:
        receipts.append(
            tx,
            [
                Receipt(known[0], Outcome.RECORDED, None, NOW),
                Receipt(known[1], Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED, NOW),
                Receipt(known[2], Outcome.PROVISIONAL, None, NOW),
                Receipt(known[4], Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE, NOW),
            ],
        )
    return known


def ids_of(desk: Desk, shelf: Shelf = Shelf.ALL, query: str = "") -> list[FactId]:
    return [line.fact_id for line in show_receipts(desk, shelf, query).lines]


def test_the_newest_first_and_nobodys_whole_name(desk: Desk, written: list[FactId]) -> None:
    page = show_receipts(desk)
    assert [line.fact_id for line in page.lines] == written[::-1]
    assert not page.more
    first = page.lines[0]
    assert (first.type, first.name, first.outcome) == (FactType.ENROLMENT_REQUESTED, "孙*梅", Outcome.CONFLICT)
    assert [line.name for line in page.lines[1:]] == ["赵*芳", "欧**娜", "李*", "王*明"]


@pytest.mark.parametrize(
    ("shelf", "places"),
    [
        (Shelf.WAITING, [3, 1]),
        (Shelf.RECORDED, [0]),
        (Shelf.TO_CONFIRM, [2]),
        (Shelf.CONFLICT, [4]),
        (Shelf.REFUSED, []),
    ],
)
def test_what_became_of_them(desk: Desk, written: list[FactId], shelf: Shelf, places: list[int]) -> None:
    assert ids_of(desk, shelf) == [written[place] for place in places]


def test_page_by_page_each_once(desk: Desk, written: list[FactId]) -> None:
    for shelf in Shelf:
        found: list[FactId] = []
        more, after = True, None
        while more:
            page = show_receipts(desk, shelf, after=after, most=2)
            found += [line.fact_id for line in page.lines]
            more, after = page.more, found[-1] if found else None
        assert found == ids_of(desk, shelf)


@pytest.mark.parametrize(
    ("query", "places"), [("wsm", [0]), ("李", [1]), ("4X", []), ("孙试", [4]), ("nobody", []), ("%", []),
     ("ｗｓｍ", [0]), (" W s-M ", [0]), ("孙 试梅", [4]), ("孙·试", [4])]  # noqa: RUF001  as an input method writes it
)
def test_people_are_found_as_in_the_roster(
    desk: Desk, written: list[FactId], query: str, places: list[int]
) -> None:
    assert ids_of(desk, query=query) == [written[place] for place in places]


def test_a_record_is_found_by_the_number_read_out(desk: Desk, written: list[FactId]) -> None:
    assert ids_of(desk, query=written[2].upper()) == [written[2]]
    assert ids_of(desk, Shelf.WAITING, written[2]) == []
    assert ids_of(desk, Shelf.WAITING, "李") == [written[1]]


def test_an_act_without_a_scan_has_its_person_too(
    desk: Desk, written: list[FactId], clock: SetClock
) -> None:
    place = VoucherNo(1002)
    clock.go_on(timedelta(minutes=20))
    correct_attendance(desk, place, session_id=SESSION_A, mark=Mark.LATE, reason="来晚了", operator=FRONT_DESK)
    (line, *_) = show_receipts(desk).lines
    assert (line.type, line.name) == (FactType.ATTENDANCE_CORRECTED, "李*")


def test_one_record_in_full(desk: Desk, written: list[FactId]) -> None:
    sheet = show_receipt(desk, written[4])
    assert (sheet.class_name, sheet.operator, sheet.device, sheet.seq) == ("初级焊工 2026-11 班", "张*", "device-1", 5)
    (document,) = sheet.documents
    assert json.loads(document)["code"] == "voucher_in_use_elsewhere"
    assert "孙试梅" not in repr(sheet)
    with pytest.raises(UnknownThing):
        show_receipt(desk, FactId("0" * 32))


def test_what_waits_is_counted_by_kind_with_the_oldest(desk: Desk, written: list[FactId]) -> None:
    traffic = show_traffic(desk)
    (waits,) = traffic.waiting
    assert (waits.type, waits.count, waits.since) == (FactType.ATTENDANCE_PUNCHED, 2, NOW + timedelta(minutes=1))
    assert (traffic.pending, traffic.to_decide, traffic.days_left) == (2, 1, 29)


@pytest.mark.parametrize("query", ["%", "_", "'", "\U0001f600", "a\x00b", "王\ud83d", "\ud83d"])
def test_what_nobody_is_called_by_breaks_nothing(desk: Desk, written: list[FactId], query: str) -> None:
    expected = {"王\ud83d": [written[0]], "\ud83d": written[::-1]}  # half of a character says nothing
    assert ids_of(desk, query=query) == expected.get(query, [])
