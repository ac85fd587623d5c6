"""登录: prove who works at this PC, by password or, after that, by PIN. Asks the record alone: works offline.

A wrong try is counted before it is looked at: whoever ends the program in between has used it up all the same. After
the third one the next must wait, a second at first, twice as long each time, five minutes at the most. The waiting goes
by the steady counter; a wall clock that is wrong neither lets anybody in early nor keeps them out.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sync.desk.operations.desk import Desk
from sync.desk.store import sign_in as kept
from sync.desk.store.sign_in import Credentials
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole
from sync.errors import InvalidInput
from sync.protocol.passwords import USUAL, Cost, checked_pin, fits, is_verifier, make_verifier

_FREE_TRIES, _LONGEST_WAIT = 3, 300
PIN_TRIES = 5
"""So many wrong ones in a row, and the PIN has ended."""


class Proof(StrEnum):
    """What is typed."""

    PASSWORD = "password"  # noqa: S105  a name
    PIN = "pin"


class Answer(StrEnum):
    """What comes of it."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"
    """Too early after wrong ones; it was not looked at."""
    PASSWORD_NEEDED = "password_needed"  # noqa: S105  a word
    """A PIN does not do: none is set, it has ended, or the password has not been given since the program began."""
    NOT_HERE = "not_here"
    """Does not work at this site any more, or has no password yet."""


@dataclass(frozen=True, slots=True)
class Tried:
    """`wait`: whole seconds until the next try is looked at."""

    answer: Answer
    wait: int = 0


@dataclass(frozen=True, slots=True)
class SignInCard:
    """One person to choose. `by_pin`: a PIN does now. `proved`: who gave the password in this run, and it still is."""

    id: StaffId
    name: str
    role: StaffRole
    has_password: bool
    by_pin: bool
    wait: int
    proved: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Everybody at the site. `ask` False: nobody has a password yet, so there is nothing to ask for."""

    cards: tuple[SignInCard, ...]
    ask: bool


class SignIn:
    """One for the whole program: it remembers who gave the password in this run, and since when somebody waits."""

    def __init__(self, desk: Desk, cost: Cost = USUAL) -> None:
        self._desk, self._cost = desk, cost
        self._began = desk.clock.read().steady
        self._last_wrong: dict[StaffId, float] = {}
        self._proved: dict[StaffId, str] = {}

    def people(self) -> People:
        """By name."""
        with self._desk.store.read() as tx:
            known = kept.everybody(tx)
        return People(tuple(map(self._card, known)), any(one.password is not None for one in known))

    def attempt(self, staff: StaffId, secret: str, proof: Proof) -> Tried:
        """Whether `staff` is who types. Raises the StoreError tree."""
        moment = self._desk.clock.read()
        with self._desk.store.write() as tx:
            known = kept.find(tx, staff)
            if known is None or not is_verifier(known.password):
                return Tried(Answer.NOT_HERE)
            if proof is Proof.PIN and not self._takes_pin(known):
                return Tried(Answer.PASSWORD_NEEDED)
            wait = self._wait(known)
            if wait:
                return Tried(Answer.WAIT, wait)
            kept.count_wrong(tx, staff, moment.best)
        if fits(secret, known.pin if proof is Proof.PIN else known.password):
            return self._right(known)
        return self._wrong(known, proof)

    def confirm(self, staff: StaffId, secret: str, proof: Proof, roles: Collection[StaffRole]) -> Tried:
        """The same of a second person who must have one of `roles`."""
        with self._desk.store.read() as tx:
            known = kept.find(tx, staff)
        if known is None or known.role not in roles:
            return Tried(Answer.NOT_HERE)
        return self.attempt(staff, secret, proof)

    def set_pin(self, staff: StaffId, pin: str) -> None:
        """For changing over quickly at this PC. Raises InvalidInput: it is none, or no password was given yet."""
        digits = checked_pin(pin)
        verifier = make_verifier(digits, self._cost)
        with self._desk.store.write() as tx:
            known = kept.find(tx, staff)
            if known is None or known.password is None or self._proved.get(staff) != known.password:
                raise InvalidInput("a PIN is set after signing in with the password")
            kept.put_pin(tx, staff, verifier, known.password, self._desk.clock.read().best)

    def _right(self, known: Credentials) -> Tried:
        with self._desk.store.write() as tx:
            kept.forget_wrong(tx, known.id)
        self._last_wrong.pop(known.id, None)
        self._proved[known.id] = known.password or ""
        return Tried(Answer.RIGHT)

    def _wrong(self, known: Credentials, proof: Proof) -> Tried:
        self._last_wrong[known.id] = self._desk.clock.read().steady
        times = known.wrong + 1
        if proof is Proof.PIN and times >= PIN_TRIES:
            with self._desk.store.write() as tx:
                kept.drop_pin(tx, known.id)
            return Tried(Answer.PASSWORD_NEEDED, wait_after(times))
        return Tried(Answer.WRONG, wait_after(times))

    def _card(self, one: Credentials) -> SignInCard:
        able, proved = is_verifier(one.password), self._has_proved(one)
        return SignInCard(one.id, one.name, one.role, able, self._takes_pin(one), self._wait(one), proved)

    def _takes_pin(self, known: Credentials) -> bool:
        return known.pin is not None and known.wrong < PIN_TRIES and self._has_proved(known)

    def _has_proved(self, known: Credentials) -> bool:
        """A new password, set elsewhere, is yet to be given."""
        return self._proved.get(known.id) == known.password

    def _wait(self, known: Credentials) -> int:
        since = self._last_wrong.get(known.id, self._began)
        return max(0, math.ceil(since + wait_after(known.wrong) - self._desk.clock.read().steady))


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries in a row."""
    return 0 if wrong < _FREE_TRIES else min(2 ** min(wrong - _FREE_TRIES, 16), _LONGEST_WAIT)
