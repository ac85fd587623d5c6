"""What becomes of a request for enrolment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from sync.central.holders import claims_of, find_voucher
from sync.central.move_voucher import Occasion
from sync.central.settlement.expire_vouchers import expire_vouchers
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, institutions, roster_entries, voucher_history, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState
from sync.protocol.facts import Fact
from sync.protocol.receipts import Outcome, ReceiptCode
from sync.protocol.voucher_code import sign_code
from tests.unit.sync.central.conftest import CARERS, ELSEWHERE, WELDERS, Sender, Town, undo

SUBSIDY, SIGN_IN_ONLY = VoucherKind.SUBSIDY, VoucherKind.SIGN_IN_ONLY


@pytest.fixture
def claimed(town: Town) -> int:
    return town.voucher(SUBSIDY, VoucherState.CLAIMED, 1)


def test_a_claimed_voucher_is_taken_into_use(town: Town, desk: Sender, claimed: int) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed))))
    assert (receipt.outcome, receipt.code, receipt.voucher_no) == (Outcome.RECORDED, None, claimed)
    assert town.state(claimed) is VoucherState.IN_USE
    entry = desk.news()["roster_entry", f"{WELDERS}/{claimed}"]
    assert entry is not None
    assert (entry["class_id"], entry["state"], entry["hours_done"]) == (WELDERS, "IN_USE", 0)
    assert len(entry["id_number"]) == 18


def test_every_move_that_a_fact_makes_is_in_the_vouchers_history(town: Town, desk: Sender, claimed: int) -> None:
    request = desk.chain.write(town.request(town.code(claimed)))
    withdrawn = desk.chain.write(undo(request))
    desk.hand_in(request, withdrawn)
    history = voucher_history.c
    steps = select(history.from_state, history.to_state, history.reason, history.actor)
    with reading(town.centre.store) as connection:
        last = connection.execute(steps.where(history.voucher_no == claimed).order_by(history.step)).all()[-2:]
    assert [tuple(step) for step in last] == [
        ("CLAIMED", "IN_USE", "enrol", request.header.id),
        ("IN_USE", "CLAIMED", "withdraw", withdrawn.header.id),
    ]


def test_asking_twice_is_one_enrolment(town: Town, desk: Sender, claimed: int) -> None:
    code = town.code(claimed)
    first, second = desk.hand_in(desk.chain.write(town.request(code)), desk.chain.write(town.request(code)))
    assert first.outcome is Outcome.RECORDED
    assert (second.outcome, second.code) == (Outcome.MERGED, ReceiptCode.SAME_ENROLMENT)


def test_what_a_desk_without_a_network_did_in_time_arrives_before_the_run(
    town: Town, desk: Sender, claimed: int
) -> None:
    in_time = desk.chain.write(town.request(town.code(claimed)))
    last_day = Policy().day_of(town.time())
    with writing(town.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == claimed).values(valid_until=last_day))
    town.time.go_on(timedelta(days=7))
    assert expire_vouchers(town.centre, "run:expire") == 0
    assert desk.hand_in(in_time)[0].outcome is Outcome.RECORDED
    town.time.go_on(timedelta(days=2))
    assert expire_vouchers(town.centre, "run:expire") == 0
    assert town.state(claimed) is VoucherState.IN_USE


def test_the_first_to_arrive_wins_and_the_other_learns_where(
    town: Town, desk: Sender, far_desk: Sender, claimed: int
) -> None:
    an_hour_ago = town.time() - timedelta(hours=1)
    earlier_by_the_clock = desk.chain.write(town.request(town.code(claimed)), at=an_hour_ago)
    assert far_desk.hand_in(far_desk.chain.write(town.request(town.code(claimed), ELSEWHERE)))[0].code is None
    (loser,) = desk.hand_in(earlier_by_the_clock)
    assert (loser.outcome, loser.code) == (Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE)
    assert loser.winner is not None
    assert loser.winner.site == town.example["elsewhere"]["site"]["name"]
    assert loser.winner.at == town.time()


@pytest.mark.parametrize(
    ("kind", "state", "code"),
    [
        (SIGN_IN_ONLY, VoucherState.CLAIMED, ReceiptCode.SIGN_IN_ONLY),
        (SUBSIDY, VoucherState.VOID, ReceiptCode.VOUCHER_VOID),
        (SUBSIDY, VoucherState.ISSUED, ReceiptCode.VOUCHER_NOT_USABLE),
        (SUBSIDY, VoucherState.USED, ReceiptCode.VOUCHER_NOT_USABLE),
        (SUBSIDY, VoucherState.WRITTEN_OFF, ReceiptCode.VOUCHER_NOT_USABLE),
    ],
)
def test_what_does_not_admit(
    town: Town, desk: Sender, kind: VoucherKind, state: VoucherState, code: ReceiptCode
) -> None:
    number = town.voucher(kind, state)
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(number))))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, code)
    assert town.state(number) is state


def test_a_voucher_for_another_project(town: Town, desk: Sender, claimed: int) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed), CARERS)))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.OTHER_PROJECT)


@pytest.mark.parametrize("class_id", ["K-none", ELSEWHERE])
def test_a_class_that_is_not_of_this_site(town: Town, desk: Sender, claimed: int, class_id: str) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed), class_id)))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)


@pytest.mark.parametrize(
    ("values", "code"),
    [({"state": "cancelled"}, ReceiptCode.CLASS_CANCELLED), ({"capacity": 24}, ReceiptCode.CLASS_FULL)],
)
def test_a_class_that_takes_nobody_any_more(
    town: Town, desk: Sender, claimed: int, values: dict[str, object], code: ReceiptCode
) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(classes).where(classes.c.id == WELDERS).values(values))
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed))))
    assert (receipt.outcome, receipt.code) == (Outcome.CONFLICT, code)


def test_the_last_place_goes_to_the_first_in_the_batch(town: Town, desk: Sender, claimed: int) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(classes).where(classes.c.id == WELDERS).values(capacity=25))
    other = town.voucher(SUBSIDY, VoucherState.CLAIMED, 1, place=1)
    requests = [desk.chain.write(town.request(town.code(number))) for number in (claimed, other)]
    assert [receipt.code for receipt in desk.hand_in(*requests)] == [None, ReceiptCode.CLASS_FULL]


def test_a_suspended_institution_waits_and_is_served_afterwards(town: Town, desk: Sender, claimed: int) -> None:
    fact = desk.chain.write(town.request(town.code(claimed)))
    with writing(town.centre.store) as connection:
        connection.execute(update(institutions).values(suspended=True))
    held = desk.hand_in_raw(fact)
    assert '"held"' in held[0]
    assert desk.hand_in_raw(fact) == held
    with writing(town.centre.store) as connection:
        connection.execute(update(institutions).values(suspended=False))
    assert desk.hand_in(fact)[0].outcome is Outcome.RECORDED
    assert desk.hand_in(fact)[0].outcome is Outcome.RECORDED
    assert town.state(claimed) is VoucherState.IN_USE


def test_a_held_request_undone_meanwhile_admits_nobody(town: Town, desk: Sender, claimed: int) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(institutions).values(suspended=True))
    fact = desk.chain.write(town.request(town.code(claimed)))
    desk.hand_in(fact, desk.chain.write(undo(fact)))
    with writing(town.centre.store) as connection:
        connection.execute(update(institutions).values(suspended=False))
    assert desk.hand_in(fact)[0].outcome is Outcome.RECORDED
    assert town.state(claimed) is VoucherState.CLAIMED


def set_suspended(town: Town, suspended: bool) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(institutions).values(suspended=suspended))


@pytest.mark.parametrize("by_hand", [False, True])
def test_who_signs_in_while_the_enrolment_is_held_is_served_with_it(
    town: Town, desk: Sender, claimed: int, by_hand: bool
) -> None:
    code = town.code(claimed)
    set_suspended(town, True)
    request = desk.chain.write(town.request(code))
    punch = desk.chain.write(town.punch(None if by_hand else code, claimed))
    held = (Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED)
    assert [(receipt.outcome, receipt.code) for receipt in desk.hand_in(request, punch)] == [held, held]
    assert [(receipt.outcome, receipt.code) for receipt in desk.hand_in(punch)] == [held]
    set_suspended(town, False)
    assert [receipt.outcome for receipt in desk.hand_in(request, punch)] == [Outcome.RECORDED] * 2
    entry = desk.news()["roster_entry", f"{WELDERS}/{claimed}"]
    assert entry is not None
    assert entry["hours_done"] == 4


def test_who_signs_in_after_the_held_enrolment_was_undone_is_not_enrolled(
    town: Town, desk: Sender, claimed: int
) -> None:
    set_suspended(town, True)
    request = desk.chain.write(town.request(town.code(claimed)))
    punch = desk.chain.write(town.punch(None, claimed))
    assert {receipt.outcome for receipt in desk.hand_in(request, punch)} == {Outcome.HELD}
    (_, now) = desk.hand_in(desk.chain.write(undo(request)), punch)
    assert (now.outcome, now.code) == (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)


def test_the_place_goes_to_the_next_request_that_stands(
    town: Town, desk: Sender, colleague: Sender, claimed: int
) -> None:
    mine, theirs = (one.chain.write(town.request(town.code(claimed))) for one in (desk, colleague))
    desk.hand_in(mine)
    assert colleague.hand_in(theirs)[0].outcome is Outcome.MERGED
    desk.hand_in(desk.chain.write(undo(mine)))
    assert town.state(claimed) is VoucherState.IN_USE
    assert desk.news()["roster_entry", f"{WELDERS}/{claimed}"] is not None
    assert colleague.hand_in(colleague.chain.write(town.punch(None, claimed)))[0].outcome is Outcome.RECORDED
    colleague.hand_in(colleague.chain.write(undo(theirs)))
    assert town.state(claimed) is VoucherState.CLAIMED
    assert desk.news()["roster_entry", f"{WELDERS}/{claimed}"] is None


def test_a_merged_request_undone_inherits_nothing(town: Town, desk: Sender, claimed: int) -> None:
    first, second = (desk.chain.write(town.request(town.code(claimed))) for _ in range(2))
    desk.hand_in(first, second)
    desk.hand_in(desk.chain.write(undo(second)), desk.chain.write(undo(first)))
    assert town.state(claimed) is VoucherState.CLAIMED


def test_hours_are_those_of_the_punches_that_stand(town: Town, desk: Sender, claimed: int) -> None:
    def hours_after(*facts: Fact) -> int:
        assert {receipt.outcome for receipt in desk.hand_in(*facts)} == {Outcome.RECORDED}
        entry = desk.news()["roster_entry", f"{WELDERS}/{claimed}"]
        assert entry is not None
        done: int = entry["hours_done"]
        return done

    request, punch = desk.chain.write(town.request(town.code(claimed))), desk.chain.write(town.punch(None, claimed))
    assert hours_after(request, punch) == 4
    desk.hand_in(desk.chain.write(undo(request)))
    assert hours_after(desk.chain.write(town.request(town.code(claimed)))) == 4
    assert hours_after(desk.chain.write(undo(punch))) == 0


def test_a_request_from_a_clock_that_cannot_be_is_taken_provisionally(town: Town, desk: Sender, claimed: int) -> None:
    fact = desk.chain.write(town.request(town.code(claimed)), at=datetime(9999, 12, 31, 23, tzinfo=UTC))
    assert desk.hand_in(fact)[0].outcome is Outcome.PROVISIONAL
    assert town.state(claimed) is VoucherState.IN_USE


def test_an_enrolment_undone_gives_the_place_back(town: Town, desk: Sender, claimed: int) -> None:
    fact = desk.chain.write(town.request(town.code(claimed)))
    desk.hand_in(fact)
    (receipt,) = desk.hand_in(desk.chain.write(undo(fact)))
    assert receipt.outcome is Outcome.RECORDED
    assert town.state(claimed) is VoucherState.CLAIMED
    assert desk.news()["roster_entry", f"{WELDERS}/{claimed}"] is None
    assert desk.hand_in(desk.chain.write(town.request(town.code(claimed))))[0].outcome is Outcome.RECORDED


def test_enrolled_undone_and_enrolled_again_in_one_batch(town: Town, desk: Sender, claimed: int) -> None:
    first = desk.chain.write(town.request(town.code(claimed)))
    rest = [desk.chain.write(undo(first)), desk.chain.write(town.request(town.code(claimed)))]
    assert {receipt.outcome for receipt in desk.hand_in(first, *rest)} == {Outcome.RECORDED}
    with reading(town.centre.store) as connection:
        entries = connection.execute(select(roster_entries).where(roster_entries.c.voucher_no == claimed)).all()
    assert len(entries) == 1
    again = desk.chain.write(undo(rest[1])), desk.chain.write(town.request(town.code(claimed)))
    assert {receipt.outcome for receipt in desk.hand_in(*again)} == {Outcome.RECORDED}
    assert town.state(claimed) is VoucherState.IN_USE


def test_dates_are_judged_at_the_moment_of_the_scan(town: Town, desk: Sender, claimed: int) -> None:
    with writing(town.centre.store) as connection:
        until = (town.time() - timedelta(days=3)).date()
        connection.execute(update(vouchers).where(vouchers.c.no == claimed).values(valid_until=until))
    in_time = desk.chain.write(town.request(town.code(claimed, timedelta(days=5))), at=town.time() - timedelta(days=5))
    (late,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed))))
    assert (late.outcome, late.code) == (Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE)
    assert desk.hand_in(in_time)[0].outcome is Outcome.RECORDED


def test_a_code_that_may_be_a_screenshot_is_taken_provisionally(town: Town, desk: Sender, claimed: int) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed, timedelta(days=2)))))
    assert (receipt.outcome, receipt.code) == (Outcome.PROVISIONAL, None)
    assert town.state(claimed) is VoucherState.IN_USE


def test_a_forged_code_and_a_code_of_nobody(town: Town, desk: Sender) -> None:
    cast = {entry["note"]: entry["text"] for entry in town.example["cast"]}
    requests = [cast["forged signature"], cast["national code of nobody"], "VD1", ""]
    receipts = desk.hand_in(*(desk.chain.write(town.request(text)) for text in requests))
    assert [receipt.code for receipt in receipts] == [
        ReceiptCode.CODE_INVALID,
        ReceiptCode.CODE_UNRESOLVED,
        ReceiptCode.CODE_INVALID,
        ReceiptCode.CODE_UNRESOLVED,
    ]


def test_a_well_signed_code_of_a_voucher_nobody_has(town: Town, desk: Sender, claimed: int) -> None:
    with reading(town.centre.store) as connection:
        claims = claims_of(find_voucher(connection, VoucherNo(claimed)), town.time())
    issuing = town.centre.keys.issuing
    code = sign_code(replace(claims, voucher_no=VoucherNo(9999)), issuing.key, issuing.kid)
    (receipt,) = desk.hand_in(desk.chain.write(town.request(code)))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.VOUCHER_UNKNOWN)


def test_a_voucher_voided_before_is_void(town: Town, desk: Sender, claimed: int) -> None:
    with writing(town.centre.store) as connection:
        occasion = Occasion("officer:O-1", town.time(), 1)
        void_vouchers(connection, town.centre.keys, [VoucherNo(claimed)], VoidReason.OTHER, occasion)
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(claimed))))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.VOUCHER_VOID)
