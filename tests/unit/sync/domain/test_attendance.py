"""What punches, leave and corrections come to."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.attendance import (
    Account,
    Correction,
    CorrectionState,
    Direction,
    Evidence,
    Flag,
    Leave,
    LeaveKind,
    Mark,
    Punch,
    account_for,
    summarise,
)
from sync.domain.classes import Session
from sync.domain.ids import ClassId, SessionId
from sync.domain.policy import Policy

STARTS = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
SESSION = Session(SessionId("S"), ClassId("K"), STARTS, STARTS + timedelta(minutes=180), 4)
POLICY = Policy(late_after_minutes=10, early_leave_minutes=10)
STRICT = Policy(late_after_minutes=10, early_leave_minutes=10, sign_out_required=True)


def at(minutes: float) -> datetime:
    return STARTS + timedelta(minutes=minutes)


def came(minutes: float, *, doubtful: bool = False, outside: bool = False, undone: bool = False) -> Punch:
    return Punch(f"in{minutes}{doubtful}", at(minutes), Direction.IN, doubtful, outside, undone)


def went(minutes: float, *, doubtful: bool = False, outside: bool = False) -> Punch:
    return Punch(f"out{minutes}{doubtful}", at(minutes), Direction.OUT, doubtful, outside)


def corrected(mark: Mark, state: CorrectionState = CorrectionState.STANDING, minutes: float = 500) -> Correction:
    return Correction(f"c{minutes}", at(minutes), mark, state)


def told(*punches: Punch, policy: Policy = POLICY) -> tuple[Mark, int, set[Flag]]:
    account = account_for(SESSION, Evidence(list(punches)), policy)
    return account.mark, account.hours, set(account.flags)


@pytest.mark.parametrize(
    ("punches", "mark", "hours", "flags"),
    [
        ((), Mark.ABSENT, 0, set()),
        ((came(-20),), Mark.PRESENT, 4, set()),
        ((came(10),), Mark.PRESENT, 4, set()),
        ((came(10.1),), Mark.LATE, 4, {Flag.LATE}),
        ((came(45),), Mark.LATE, 3, {Flag.LATE}),
        ((came(179),), Mark.LATE, 1, {Flag.LATE}),
        ((came(180),), Mark.ABSENT, 0, {Flag.AFTER_THE_END}),
        ((came(30), came(-5)), Mark.PRESENT, 4, set()),
        ((came(-5, undone=True), came(30)), Mark.LATE, 4, {Flag.LATE}),
        ((came(-5, doubtful=True), came(30)), Mark.LATE, 4, {Flag.LATE, Flag.DOUBTFUL}),
        ((came(9000, doubtful=True),), Mark.PRESENT, 4, {Flag.DOUBTFUL}),
        ((came(0, outside=True),), Mark.ABSENT, 0, {Flag.OUTSIDE}),
        ((came(0, outside=True), came(20)), Mark.LATE, 4, {Flag.OUTSIDE, Flag.LATE}),
        ((came(0), went(171)), Mark.PRESENT, 4, set()),
        ((came(0), went(130)), Mark.EARLY, 3, {Flag.LEFT_EARLY}),
        ((came(0), went(130), went(180)), Mark.PRESENT, 4, set()),
        ((came(0), went(60), came(70)), Mark.PRESENT, 4, set()),
        ((came(0), went(130, doubtful=True)), Mark.PRESENT, 4, {Flag.DOUBTFUL}),
        ((came(0), went(60, outside=True)), Mark.PRESENT, 4, {Flag.OUTSIDE}),
        ((came(50), went(130)), Mark.LATE, 2, {Flag.LATE, Flag.LEFT_EARLY}),
        ((went(180),), Mark.ABSENT, 0, {Flag.ONLY_SIGN_OUT}),
    ],
)
def test_what_punches_come_to(punches: tuple[Punch, ...], mark: Mark, hours: int, flags: set[Flag]) -> None:
    assert told(*punches) == (mark, hours, flags)


def test_where_the_policy_asks_for_a_sign_out_the_hours_wait_for_it() -> None:
    assert told(came(0), policy=STRICT) == (Mark.EARLY, 0, {Flag.NO_SIGN_OUT})
    assert told(came(0), went(180), policy=STRICT) == (Mark.PRESENT, 4, set())
    assert told(came(0), went(60), came(70), policy=STRICT) == (Mark.EARLY, 0, {Flag.NO_SIGN_OUT})
    assert told(came(0), went(50, doubtful=True), policy=STRICT) == (Mark.PRESENT, 4, {Flag.DOUBTFUL})


def test_leave_excuses_whoever_did_not_come() -> None:
    sick = Leave("L1", at(-600), LeaveKind.SICK)
    away = account_for(SESSION, Evidence(leaves=[sick]), POLICY)
    assert (away.mark, away.hours, set(away.flags)) == (Mark.LEAVE, 0, {Flag.SICK_LEAVE})
    came_after_all = account_for(SESSION, Evidence([came(0)], [sick]), POLICY)
    assert (came_after_all.mark, came_after_all.hours) == (Mark.PRESENT, 4)
    sick.withdrawn = True
    assert account_for(SESSION, Evidence(leaves=[sick]), POLICY) == Account(Mark.ABSENT, 0)


@pytest.mark.parametrize(
    ("mark", "hours"), [(Mark.PRESENT, 4), (Mark.LATE, 4), (Mark.EARLY, 4), (Mark.ABSENT, 0), (Mark.LEAVE, 0)]
)
def test_a_standing_correction_decides_and_stays_visible(mark: Mark, hours: int) -> None:
    for punches in ([], [came(60)], [came(0, outside=True)]):
        account = account_for(SESSION, Evidence(punches, corrections=[corrected(mark)]), POLICY)
        assert (account.mark, account.hours, account.corrected) == (mark, hours, True)


@pytest.mark.parametrize("state", [state for state in CorrectionState if state is not CorrectionState.STANDING])
def test_no_other_correction_decides_anything(state: CorrectionState) -> None:
    account = account_for(SESSION, Evidence(corrections=[corrected(Mark.PRESENT, state)]), POLICY)
    assert (account.mark, account.hours, account.corrected) == (Mark.ABSENT, 0, False)
    assert (Flag.CORRECTION_WAITING in account.flags) is (state is CorrectionState.WAITING)


def test_the_newest_correction_counts() -> None:
    both = [corrected(Mark.PRESENT, minutes=600), corrected(Mark.ABSENT, minutes=500)]
    assert account_for(SESSION, Evidence(corrections=both), POLICY).mark is Mark.PRESENT


def test_the_books_signs() -> None:
    assert "".join(mark.sign for mark in Mark) == "/○×¢△"


MINUTES = st.floats(-60, 240)
PUNCHES = st.lists(
    st.builds(
        lambda minutes, direction, *doubts: Punch(f"{minutes}", at(minutes), direction, *doubts),
        MINUTES,
        st.sampled_from(Direction),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda punch: punch.id,
)
LEAVES = st.lists(
    st.builds(lambda kind, gone: Leave("L", at(0), kind, gone), st.sampled_from(LeaveKind), st.booleans()), max_size=2
)
CORRECTIONS = st.lists(
    st.builds(
        lambda mark, state, minutes: Correction(f"{minutes}", at(minutes), mark, state),
        st.sampled_from(Mark),
        st.sampled_from(CorrectionState),
        MINUTES,
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)
EVIDENCE = st.builds(Evidence, PUNCHES, LEAVES, CORRECTIONS)
POLICIES = st.builds(
    Policy,
    late_after_minutes=st.integers(0, 60),
    early_leave_minutes=st.integers(0, 60),
    sign_out_required=st.booleans(),
)


@given(EVIDENCE, POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(evidence: Evidence, policy: Policy, random: Random) -> None:
    first = account_for(SESSION, evidence, policy)
    for part in (evidence.punches, evidence.leaves, evidence.corrections):
        random.shuffle(part)
    assert account_for(SESSION, evidence, policy) == first


@given(EVIDENCE, POLICIES)
def test_hours_are_of_the_session_and_only_of_who_was_there(evidence: Evidence, policy: Policy) -> None:
    account = account_for(SESSION, evidence, policy)
    assert 0 <= account.hours <= SESSION.hours
    assert account.hours == 0 or account.mark.is_there
    assert account.corrected or account.mark is not Mark.PRESENT or account.hours == SESSION.hours


@given(PUNCHES, POLICIES, MINUTES)
def test_one_more_trusted_sign_in_takes_nothing_from_trusted_ones(
    punches: list[Punch], policy: Policy, minutes: float
) -> None:
    """Beside a doubtful one alone it may: the time is known now. Where a sign-out is asked for, whoever comes back
    has to sign out again."""
    trusted = [punch for punch in punches if not punch.doubtful]
    lenient = Policy(policy.version, late_after_minutes=policy.late_after_minutes)
    before = account_for(SESSION, Evidence(trusted), lenient)
    after = account_for(SESSION, Evidence([*trusted, came(minutes)]), lenient)
    assert after.hours >= before.hours


@given(PUNCHES, POLICIES, MINUTES, st.sampled_from(Direction))
def test_what_is_undone_or_outside_changes_no_hours(
    punches: list[Punch], policy: Policy, minutes: float, direction: Direction
) -> None:
    before = account_for(SESSION, Evidence(punches), policy)
    for undone in (True, False):
        more = Punch("more", at(minutes), direction, undone=undone, outside=not undone)
        after = account_for(SESSION, Evidence([*punches, more]), policy)
        assert (after.mark, after.hours) == (before.mark, before.hours)


def week(number: int) -> Session:
    start = STARTS + timedelta(days=number)
    return Session(SessionId(f"S{number}"), ClassId("K"), start, start + timedelta(hours=3), 4)


SESSIONS = [week(number) for number in range(5)]


def test_a_summary_tells_hours_ratio_and_forecast() -> None:
    accounts: Mapping[str, Account] = {
        "S0": Account(Mark.PRESENT, 4),
        "S2": Account(Mark.LATE, 3),
        "S4": Account(Mark.LEAVE, 0),
    }
    summary = summarise(SESSIONS, accounts, 20, STARTS + timedelta(days=2, hours=4))
    assert (summary.required, summary.held, summary.done, summary.best) == (20, 12, 7, 11)
    assert summary.forecast == 7 + 4 * 7 // 12
    assert summary.ratio == Fraction(7, 20)
    assert {mark: summary.counts[mark] for mark in Mark} == {
        Mark.PRESENT: 1,
        Mark.ABSENT: 1,
        Mark.LEAVE: 1,
        Mark.LATE: 1,
        Mark.EARLY: 0,
    }
    assert summary.can_meet(Policy(attendance_percent=55))
    assert not summary.can_meet(Policy(attendance_percent=56))
    assert summary.meets(Policy(attendance_percent=35))
    assert not summary.meets(Policy(attendance_percent=36))


def test_before_the_first_session_everything_can_be_reached() -> None:
    summary = summarise(SESSIONS, {}, 20, STARTS - timedelta(days=1))
    assert (summary.held, summary.done, summary.best, summary.forecast) == (0, 0, 20, 20)
    assert summary.counts[Mark.ABSENT] == 0
    assert summarise([], {}, 0, STARTS).ratio == 1


def test_hours_that_wait_for_a_sign_out_can_still_be_had() -> None:
    waiting = account_for(SESSIONS[0], Evidence([came(0)]), STRICT)
    during, after = STARTS + timedelta(hours=1), STARTS + timedelta(hours=4)
    assert summarise(SESSIONS[:1], {"S0": waiting}, 4, during).best == 4
    assert summarise(SESSIONS[:1], {"S0": waiting}, 4, after).best == 0
