"""补签 and 请假."""
from __future__ import annotations

from tests.play.sitting import Seat
from tests.play.term import Term


def take_leave(term: Term, seats: list[Seat]) -> None:
    """x"""


def correct_at_once(term: Term, seats: list[Seat]) -> None:
    """x"""


def correct_later(term: Term, day: int) -> None:
    """x"""
