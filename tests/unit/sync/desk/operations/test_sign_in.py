"""Signing in without a line: the right password, many wrong ones, PINs, and staff who come and go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.desk.operations.desk import Desk
from sync.desk.operations.sign_in import Answer, Proof, SignIn, Tried, wait_after
from sync.desk.store import feed
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole
from sync.errors import InvalidInput
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.passwords import Cost, make_verifier
from tests.fakes.clock import SetClock
from tests.fakes.site import FRONT_DESK, MANAGER

CHEAP = Cost(kib=64, rounds=1)
PASSWORD, PIN = "front-desk-2026", "2580"


def tell(desk: Desk, staff: StaffId, verifier: str | None, role: str = "clerk") -> None:
    body = {"name": "张试", "role": role, "verifier": verifier}
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.STAFF, staff, body)], "after")


@pytest.fixture
def sign_in(desk: Desk) -> SignIn:
    tell(desk, FRONT_DESK, make_verifier(PASSWORD, CHEAP))
    return SignIn(desk, CHEAP)


def test_where_nobody_has_a_password_there_is_nothing_to_ask_for(desk: Desk) -> None:
    people = SignIn(desk, CHEAP).people()
    assert not people.ask
    assert [card.has_password for card in people.cards] == [False, False]


def test_the_right_password_and_a_wrong_one(sign_in: SignIn) -> None:
    assert sign_in.attempt(FRONT_DESK, "something else", Proof.PASSWORD) == Tried(Answer.WRONG)
    assert sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD) == Tried(Answer.RIGHT)
    assert sign_in.people().ask
    assert sign_in.attempt(MANAGER, PASSWORD, Proof.PASSWORD) == Tried(Answer.NOT_HERE)
    assert sign_in.attempt(StaffId("nobody"), PASSWORD, Proof.PASSWORD) == Tried(Answer.NOT_HERE)


def test_twenty_wrong_ones_wait_longer_and_longer_and_then_the_right_one_does(
    sign_in: SignIn, clock: SetClock
) -> None:
    waits = []
    for _ in range(20):
        tried = sign_in.attempt(FRONT_DESK, "wrong again", Proof.PASSWORD)
        assert tried.answer is Answer.WRONG
        waits.append(tried.wait)
        if tried.wait:
            early = sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD)
            assert early == Tried(Answer.WAIT, tried.wait)
        clock.go_on(timedelta(seconds=tried.wait))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, *[300] * 9]
    assert sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD) == Tried(Answer.RIGHT)
    assert sign_in.attempt(FRONT_DESK, "wrong", Proof.PASSWORD) == Tried(Answer.WRONG)


def test_a_restart_takes_no_wait_away_and_a_wrong_clock_makes_none_longer(
    desk: Desk, sign_in: SignIn, clock: SetClock
) -> None:
    for times in range(6):
        sign_in.attempt(FRONT_DESK, "wrong", Proof.PASSWORD)
        clock.go_on(timedelta(seconds=wait_after(times + 1)))
    again = SignIn(desk, CHEAP)
    assert again.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD) == Tried(Answer.WAIT, 8)
    clock.wall += timedelta(days=4000)
    assert again.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD) == Tried(Answer.WAIT, 8)
    clock.wall -= timedelta(days=8000)
    clock.go_on(timedelta(seconds=8))
    assert again.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD) == Tried(Answer.RIGHT)


def test_a_pin_does_after_the_password_has_been_given(desk: Desk, sign_in: SignIn) -> None:
    with pytest.raises(InvalidInput):
        sign_in.set_pin(FRONT_DESK, PIN)
    sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD)
    sign_in.set_pin(FRONT_DESK, PIN)
    assert sign_in.attempt(FRONT_DESK, PIN, Proof.PIN) == Tried(Answer.RIGHT)
    assert next(card for card in sign_in.people().cards if card.id == FRONT_DESK).by_pin
    restarted = SignIn(desk, CHEAP)
    assert restarted.attempt(FRONT_DESK, PIN, Proof.PIN) == Tried(Answer.PASSWORD_NEEDED)
    restarted.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD)
    assert restarted.attempt(FRONT_DESK, PIN, Proof.PIN) == Tried(Answer.RIGHT)


def test_five_wrong_pins_end_it(sign_in: SignIn, clock: SetClock) -> None:
    sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD)
    sign_in.set_pin(FRONT_DESK, PIN)
    answers = []
    for _ in range(5):
        answers.append(sign_in.attempt(FRONT_DESK, "1379", Proof.PIN).answer)
        clock.go_on(timedelta(minutes=5))
    assert answers == [Answer.WRONG] * 4 + [Answer.PASSWORD_NEEDED]
    assert sign_in.attempt(FRONT_DESK, PIN, Proof.PIN).answer is Answer.PASSWORD_NEEDED
    assert sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD).answer is Answer.RIGHT
    assert sign_in.attempt(FRONT_DESK, PIN, Proof.PIN).answer is Answer.PASSWORD_NEEDED


def test_a_new_password_ends_the_pin(desk: Desk, sign_in: SignIn) -> None:
    sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD)
    sign_in.set_pin(FRONT_DESK, PIN)
    tell(desk, FRONT_DESK, make_verifier("another-2026", CHEAP))
    assert sign_in.attempt(FRONT_DESK, PIN, Proof.PIN).answer is Answer.PASSWORD_NEEDED
    assert sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD).answer is Answer.WRONG
    assert sign_in.attempt(FRONT_DESK, "another-2026", Proof.PASSWORD).answer is Answer.RIGHT


def test_a_malformed_verifier_lets_nobody_in_and_does_not_open_the_door(desk: Desk) -> None:
    tell(desk, FRONT_DESK, "$argon2id$v=19$m=1")
    people = SignIn(desk, CHEAP).people()
    assert people.ask
    assert not any(card.has_password for card in people.cards)
    assert SignIn(desk, CHEAP).attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD).answer is Answer.NOT_HERE


def test_a_second_person_needs_the_role(desk: Desk, sign_in: SignIn) -> None:
    manager = {StaffRole.CLASS_MANAGER}
    assert sign_in.confirm(FRONT_DESK, PASSWORD, Proof.PASSWORD, manager).answer is Answer.NOT_HERE
    tell(desk, MANAGER, make_verifier("manager-2026", CHEAP), "class_manager")
    assert sign_in.confirm(MANAGER, "manager-2026", Proof.PASSWORD, manager).answer is Answer.RIGHT


def test_who_left_cannot_sign_in_any_more(desk: Desk, sign_in: SignIn) -> None:
    sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD)
    sign_in.set_pin(FRONT_DESK, PIN)
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.STAFF, FRONT_DESK, None)], "gone")
    assert sign_in.attempt(FRONT_DESK, PIN, Proof.PIN).answer is Answer.NOT_HERE
    assert sign_in.attempt(FRONT_DESK, PASSWORD, Proof.PASSWORD).answer is Answer.NOT_HERE
    assert not any(card.has_password for card in sign_in.people().cards)
