"""Sign-ins by phone, alone and beside those of a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from sync.central.move_voucher import Occasion
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, fixes, sessions
from sync.domain.attendance import Direction
from sync.domain.ids import SessionId, VoucherNo
from sync.domain.locations import CoordinateSystem, Standing
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.attendance.conftest import PhoneFix, School
from tests.unit.sync.central.conftest import ON_NOW, ON_NOW_ELSEWHERE, WELDERS, Sender


def test_a_sign_in_inside_the_fence_counts_and_is_told(school: School, desk: Sender, fix: PhoneFix) -> None:
    number, before = school.welder, school.hours(school.welder)
    done = school.sign_in(number, fix())
    assert (done.placement.standing, done.voucher_no, done.at) == (Standing.INSIDE, number, school.time())
    told = desk.news()["attendance", f"{ON_NOW}/{number}"]
    assert told is not None
    assert (told["source"], told["mark"], told["hours"], told["flags"]) == ("phone", "present", 4, [])
    assert school.hours(number) == before + 4
    line = desk.news()["roster_entry", f"{WELDERS}/{number}"]
    assert line is not None
    assert line["hours_done"] == before + 4


@pytest.mark.parametrize(
    ("north", "accuracy", "standing"),
    [(5000, 10, Standing.OUTSIDE), (290, 50, Standing.UNSURE), (0, 5000, Standing.UNSURE)],
)
def test_what_is_not_surely_inside_is_kept_flagged_and_counts_nothing(  # noqa: PLR0917  fixtures and parameters
    school: School, desk: Sender, fix: PhoneFix, north: float, accuracy: float, standing: Standing
) -> None:
    number, before = school.welder, school.hours(school.welder)
    assert school.sign_in(number, fix(north=north, accuracy_m=accuracy)).placement.standing is standing
    account = school.account(number)
    assert account is not None
    assert (account.mark, account.hours, account.flags) == ("absent", 0, "outside")
    news = desk.news()
    assert ("attendance", f"{ON_NOW}/{number}") not in news
    told = news["absence", f"{ON_NOW}/{number}"]
    assert told is not None
    assert (told["mark"], told["flags"]) == ("absent", ["outside"])
    assert school.hours(number) == before


def test_a_chinese_maps_point_is_judged_in_its_own_system(school: School, fix: PhoneFix) -> None:
    """The room was measured by a satellite receiver; the same figures from a map are half a kilometre away."""
    number = school.welder
    elsewhere = school.sign_in(number, fix("map", system=CoordinateSystem.GCJ02))
    assert elsewhere.placement.standing is Standing.OUTSIDE
    assert elsewhere.placement.distance_m == pytest.approx(500, abs=120)


def test_a_room_that_is_on_no_map_makes_nobody_sure(school: School, fix: PhoneFix) -> None:
    with writing(school.centre.store) as connection:
        connection.execute(update(sessions).values(room=None))
    placed = school.sign_in(school.welder, fix()).placement
    assert (placed.standing, placed.distance_m) == (Standing.UNSURE, None)


def test_the_same_again_is_the_same_answer_and_other_content_is_refused(school: School, fix: PhoneFix) -> None:
    number, before = school.welder, school.hours(school.welder)
    first = school.sign_in(number, fix())
    school.time.go_on(timedelta(minutes=3))
    assert school.sign_in(number, fix()) == first
    with pytest.raises(Problem) as refused:
        school.sign_in(number, fix(north=3))
    assert refused.value.kind is ProblemKind.ID_TAKEN
    assert school.hours(number) == before + 4


def test_ids_are_each_holders_own(school: School, fix: PhoneFix) -> None:
    one, other = school.welder, school.town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1, place=1)
    assert {school.sign_in(number, fix()).voucher_no for number in (one, other)} == {one, other}


def test_desk_and_phone_make_one_account_and_the_earliest_counts(
    school: School, desk: Sender, fix: PhoneFix
) -> None:
    number, before = school.welder, school.hours(school.welder)
    scanned = desk.chain.write(school.town.punch(None, number), at=school.starts() - timedelta(minutes=4))
    school.time.go_on(timedelta(minutes=60))
    school.sign_in(number, fix())
    late = school.account(number)
    assert late is not None
    assert (late.mark, late.hours) == ("late", 3)
    (receipt,) = desk.hand_in(scanned)
    assert (receipt.outcome, receipt.code) == (Outcome.MERGED, ReceiptCode.SAME_ATTENDANCE)
    whole = school.account(number)
    assert whole is not None
    assert (whole.mark, whole.hours) == ("present", 4)
    assert school.hours(number) == before + 4
    told = desk.news()["attendance", f"{ON_NOW}/{number}"]
    assert told is not None
    assert (told["source"], told["mark"]) == ("desk", "present")


def test_a_desks_scan_after_one_from_outside_counts_and_the_flag_stays(
    school: School, desk: Sender, fix: PhoneFix
) -> None:
    number = school.welder
    school.sign_in(number, fix(north=9000))
    (receipt,) = desk.hand_in(desk.chain.write(school.town.punch(None, number), at=school.time()))
    assert (receipt.outcome, receipt.code) == (Outcome.RECORDED, None)
    account = school.account(number)
    assert account is not None
    assert (account.mark, account.flags) == ("present", "outside")
    news = desk.news()
    assert news["absence", f"{ON_NOW}/{number}"] is None
    assert news["attendance", f"{ON_NOW}/{number}"] is not None


def test_signing_out_early_shows(school: School, fix: PhoneFix) -> None:
    number = school.welder
    school.sign_in(number, fix("in"))
    school.time.go_on(timedelta(minutes=60))
    school.sign_in(number, fix("out", direction=Direction.OUT))
    account = school.account(number)
    assert account is not None
    assert (account.mark, account.hours, account.flags) == ("early", 2, "left_early")


def test_a_sign_in_only_voucher_serves_without_enrolment(school: School, fix: PhoneFix) -> None:
    guest = school.town.voucher(VoucherKind.SIGN_IN_ONLY, VoucherState.CLAIMED)
    assert school.sign_in(guest, fix()).voucher_no == guest
    account = school.account(guest)
    assert account is not None
    assert account.mark == "present"


def refusal(school: School, number: int, wanted: object) -> ProblemKind:
    with pytest.raises(Problem) as refused:
        school.sign_in(number, wanted)  # type: ignore[arg-type]  # what the parameters above say
    return refused.value.kind


def test_who_does_not_belong_there_learns_nothing(school: School, fix: PhoneFix) -> None:
    claimed = school.town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
    assert refusal(school, claimed, fix()) is ProblemKind.NOT_FOUND
    for session in (ON_NOW_ELSEWHERE, "no such session"):
        assert refusal(school, school.welder, fix(session=SessionId(session))) is ProblemKind.NOT_FOUND


@pytest.mark.parametrize(
    ("minutes", "direction", "taken"),
    [
        (-61, Direction.IN, False),
        (-59, Direction.IN, True),
        (180, Direction.IN, True),
        (181, Direction.IN, False),
        (-1, Direction.OUT, False),
        (239, Direction.OUT, True),
        (241, Direction.OUT, False),
    ],
)
def test_a_session_takes_sign_ins_around_its_time(
    school: School, fix: PhoneFix, minutes: int, direction: Direction, taken: bool
) -> None:
    school.time.at = school.starts() + timedelta(minutes=minutes)
    if taken:
        assert school.sign_in(school.welder, fix(direction=direction)).at == school.time()
    else:
        assert refusal(school, school.welder, fix(direction=direction)) is ProblemKind.SESSION_CLOSED


def test_a_cancelled_class_or_session_and_a_void_voucher_are_refused_by_name(school: School, fix: PhoneFix) -> None:
    number = school.welder
    with writing(school.centre.store) as connection:
        connection.execute(update(sessions).where(sessions.c.id == ON_NOW).values(cancelled=True))
    assert refusal(school, number, fix()) is ProblemKind.SESSION_CLOSED
    with writing(school.centre.store) as connection:
        connection.execute(update(classes).where(classes.c.id == WELDERS).values(state="cancelled"))
    assert refusal(school, number, fix()) is ProblemKind.CLASS_NOT_OPEN
    with writing(school.centre.store) as connection:
        occasion = Occasion("officer:O-0001", school.time(), 1)
        void_vouchers(connection, school.centre.keys, [VoucherNo(number)], VoidReason.REVOKED, occasion)
    assert refusal(school, number, fix()) is ProblemKind.VOUCHER_NOT_USABLE


def test_a_fix_that_cannot_be_is_refused_by_name_and_leaves_nothing(school: School, fix: PhoneFix) -> None:
    with pytest.raises(Problem) as refused:
        school.sign_in(school.welder, fix(north=110_900 * 70))
    assert (refused.value.kind, refused.value.detail) == (ProblemKind.FIX_IMPOSSIBLE, "off_the_globe")
    assert school.account(school.welder) is None
    with reading(school.centre.store) as connection:
        assert connection.execute(select(fixes)).all() == []
