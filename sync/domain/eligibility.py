"""Who may receive a voucher: a closed grammar of predicates over what is known about a person, each clause explained.

    Predicate = All(Predicate, …) | Any(Predicate, …) | Not(Predicate) | a clause

A clause asks one attribute. An attribute nobody knows fails its clause: a voucher is never issued on a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known about one person on `day`. `attributes`: text, whole numbers or truth values by name."""

    birth: date | None
    day: date
    attributes: dict[str, str | int | bool]


class Predicate:
    """Base of the grammar."""

    def unmet(self, applicant: Applicant) -> tuple[str, ...]:
        """Why `applicant` does not fit: an explanation for each clause that fails; else empty."""
        raise NotImplementedError
